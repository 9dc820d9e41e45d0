"""A small study to measure agreement on, made article by article."""

from collections.abc import Iterable
from typing import Any

import pytest

from annotator.analysis.agreement import Figure, Options, report
from annotator.domain.annotation import Annotation, Link, anchored, make_link
from annotator.domain.article import Article, WorkStatus
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    Field,
    FieldType,
    Level,
    LinkRule,
    ScaleStep,
    Scope,
)
from annotator.domain.layers import ArticleLayers
from annotator.domain.record import Fragment


def choice(ident: str, level: Level = Level.NOMINAL) -> Field:
    choices = tuple(Choice(one, one) for one in ("low", "middle", "high"))
    return Field(id=ident, name=ident, type=FieldType.CHOICE, level=level, choices=choices)


FIELDS = (
    choice("kind"),
    choice("grade", Level.ORDINAL),
    Field(id="basis", name="b", type=FieldType.MULTI_CHOICE, level=Level.SET),
    Field(id="sure", name="s", type=FieldType.FLAG),
    Field(id="why", name="w", type=FieldType.TEXT),
    Field(id="day", name="d", type=FieldType.DATE, level=Level.INTERVAL),
    Field(id="share", name="n", type=FieldType.NUMBER, level=Level.INTERVAL),
    Field(
        id="score",
        name="s",
        type=FieldType.SCALE,
        level=Level.INTERVAL,
        steps=tuple(ScaleStep(n) for n in range(-2, 3)),
    ),
)
CODEBOOK = Codebook(
    codes=(
        Code(
            id="quote",
            name="Quote",
            fields=FIELDS,
            links=(LinkRule(type="by", name="by", ends=("source", "actor")),),
        ),
        Code(id="source", name="Source"),
        *(Code(id=f"c{n}", name=str(n)) for n in range(1, 8)),
        Code(id="tone", name="Tone", scope=Scope.ARTICLE, fields=FIELDS),
        Code(id="genre", name="Genre", scope=Scope.ARTICLE),
    )
)
CODERS = {"id-a": "ana", "id-b": "ben", "id-c": "cleo"}


class Study:
    """Articles with what coders (a, b, c) said of them."""

    codebook = CODEBOOK

    def __init__(self) -> None:
        self.articles: list[ArticleLayers] = []
        self._count = 0

    def article(
        self,
        layers: dict[str, Iterable[tuple[Any, ...]]],
        *,
        text: str = "One two three four. " * 5,
        links: Iterable[tuple[str, int, str]] = (),
        excluded: tuple[Fragment, ...] = (),
        statuses: dict[str, WorkStatus] | None = None,
        **meta: str,
    ) -> ArticleLayers:
        """Add an article: per coder (code, fragments or None, values); all of them are done.

        Links are (coder, place of the annotation, place of the target or an actor's name).
        """
        number = len(self.articles)
        made = {
            coder: [self._annotation(coder, *one) for one in given]
            for coder, given in layers.items()
        }
        state = dict.fromkeys(layers, WorkStatus.DONE) | (statuses or {})
        one = ArticleLayers(
            article=Article(
                id=f"a{number}",
                title="t",
                text_sha256="",
                length=len(text),
                meta=meta,
                excluded=excluded,
            ),
            text=text,
            annotations=tuple(a for own in made.values() for a in own),
            links=tuple(self._link(made[coder], at, to) for coder, at, to in links),
            statuses={f"id-{coder}": status for coder, status in state.items()},
        )
        self.articles.append(one)
        return one

    def _annotation(
        self, coder: str, code: str, places: Any = None, values: dict[str, Any] | None = None
    ) -> Annotation:
        self._count += 1
        fragments = [] if places is None else [places] if isinstance(places[0], int) else places
        anchor: Any = anchored("", fragments)
        return Annotation(
            id=f"n{self._count}",
            article="",
            code=code,
            coder=f"id-{coder}",
            values=values or {},
            **anchor,
        )

    @staticmethod
    def _link(own: list[Annotation], at: int, to: Any) -> Link:
        if isinstance(to, str):
            return make_link(own[at].id, "by", actor=to)
        return make_link(own[at].id, "by", to=own[to].id)

    def report(self, coders: str = "abc", **options: Any) -> list[Figure]:
        chosen = Options(**{"resamples": 0, **options})
        return report(self.articles, CODEBOOK, self.coders(coders), chosen)

    @staticmethod
    def coders(letters: str = "abc") -> dict[str, str]:
        return {ident: name for ident, name in CODERS.items() if ident[-1] in letters}


@pytest.fixture
def study() -> Study:
    return Study()
