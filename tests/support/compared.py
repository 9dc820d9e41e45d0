"""An article with layers on it, written in few words."""

from collections.abc import Iterable

from annotator.domain.annotation import CODER_LAYER, GOLD_LAYER, Annotation, Link, anchored
from annotator.domain.article import Article, WorkStatus, fingerprint
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    Field,
    FieldType,
    LinkRule,
    ScaleStep,
    Scope,
)
from annotator.domain.layers import ArticleLayers

TEXT = "“We win,” the mayor said on Monday, “and stay.” Others, too, left early on Monday."
QUOTE = Code(
    id="quote",
    name="Quote",
    fields=(
        Field(
            id="type",
            name="Type",
            type=FieldType.CHOICE,
            choices=(Choice("direct", "Direct"), Choice("indirect", "Indirect")),
        ),
        Field(
            id="topics",
            name="Topics",
            type=FieldType.MULTI_CHOICE,
            choices=(Choice("money", "Money"), Choice("war", "War")),
        ),
        Field(
            id="stance", name="Stance", type=FieldType.SCALE, steps=(ScaleStep(-1), ScaleStep(1))
        ),
        Field(id="loud", name="Loud", type=FieldType.FLAG),
    ),
    links=(
        LinkRule(type="said_by", name="Said by", ends=("source", "actor")),
        LinkRule(type="target", name="About", ends=("actor",)),
    ),
)
BOOK = Codebook(
    codes=(
        QUOTE,
        Code(id="source", name="Source"),
        Code(id="frame", name="Frame", scope=Scope.ARTICLE, fields=QUOTE.fields),
    )
)


def tagged(
    ident: str, coder: str, code: str, *phrases: str, gold: bool = False, **values: object
) -> Annotation:
    """Return an annotation of the phrases in `TEXT`; of the whole article without any."""
    ranges = [(TEXT.index(phrase), TEXT.index(phrase) + len(phrase)) for phrase in phrases]
    return Annotation(
        id=ident,
        article="a1",
        code=code,
        coder=coder,
        layer=GOLD_LAYER if gold else CODER_LAYER,
        values=values,
        **anchored(TEXT, ranges),  # type: ignore[arg-type] - the three attributes
    )


def layered(
    annotations: Iterable[Annotation],
    links: Iterable[Link] = (),
    *,
    article: str = "a1",
    text: str = TEXT,
    statuses: dict[str, WorkStatus] | None = None,
) -> ArticleLayers:
    """Return an article that has the annotations; ana, ben and cleo have read it."""
    read = dict.fromkeys(("ana", "ben", "cleo"), WorkStatus.DONE)
    return ArticleLayers(
        article=Article(id=article, title="One", text_sha256=fingerprint(text), length=len(text)),
        text=text,
        annotations=tuple(annotations),
        links=tuple(links),
        statuses=read if statuses is None else statuses,
    )
