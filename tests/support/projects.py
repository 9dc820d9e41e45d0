"""Projects for tests: hostile texts, a codebook with everything in it, Hypothesis strategies."""

from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from annotator.domain.annotation import (
    CODER_LAYER,
    GOLD_LAYER,
    Annotation,
    Decision,
    Origin,
    Verdict,
    anchored,
    decision_id,
    make_link,
)
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    CodeState,
    Field,
    FieldType,
    Level,
    LinkRule,
    ScaleStep,
    Scope,
)
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.edits.records import ImportRecords
from annotator.domain.ids import derived_id
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ArticleVariable, ProjectInfo, VariableType
from annotator.domain.record import Record
from annotator.domain.teamwork import Comment, make_assignment
from annotator.store.project import Project

PIECES = (
    *("Word", "a", " ", "\n", "\n\n", "\r", "\r\n", "\t", '"', "“said”", "'", ",", ";", "|", " … "),
    *(
        "=1+1",
        "+1",
        "-2",
        "@x",
        "😀",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "שלום",
        "مرحبا",
        "\u202e",
        "\u200d",
        "\u00a0",
    ),
    *(
        "\u2028",
        "\u2029",
        "\u0085",
        "\u0000",
        "\u000b",
        "\u000c",
        "\u001c",
        "\ufeff",
        "\ufffe",
        "\ufdd0",
    ),
    *("\ufffd", "\U0010ffff", "\\n", "\\u2028", "</script>", "NA", "null"),
)
"""What foreign texts are made of at their worst."""

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join)
words = st.lists(st.sampled_from(PIECES), max_size=3).map("".join)
stamps = st.integers(0, 59).map(lambda second: f"2025-03-30T01:59:{second:02d}Z")

ROLES = (
    Choice("government", "Government", choices=(Choice("minister", "Minister"),)),
    Choice("expert", "Expert"),
    Choice("unclear", "Unclear"),
)
STEPS = tuple(ScaleStep(value, str(value)) for value in range(-2, 3))
BASIS = tuple(Choice(one, one) for one in ("policy", "person", "integrity"))
TARGET = LinkRule(type="target", name="Target", ends=("actor", "*"))
CODES = (
    Code(id="speech", name="Speech", group=True),
    Code(
        id="quote",
        name="Quote",
        key="Q",
        colour="#0072B2",
        parent="speech",
        definition="What the text ascribes to a source, “marks” included.\nNext line.",
        fields=(
            Field(id="stance", name="Stance", type=FieldType.SCALE, steps=STEPS),
            Field(id="negated", name="Negated", type=FieldType.FLAG, default=False),
        ),
        links=(
            LinkRule(type="said_by", name="Said by", ends=("source", "actor")),
            LinkRule(type="cue", name="Cue", ends=("cue",)),
            TARGET,
        ),
    ),
    Code(
        id="source",
        name="Source",
        key="S",
        fields=(Field(id="role", name="Role", type=FieldType.CHOICE, choices=ROLES),),
        links=(LinkRule(type="is", name="Is", ends=("actor",), maximum=1),),
    ),
    Code(id="cue", name="Cue", key="C", state=CodeState.RETIRED),
    Code(
        id="sentiment",
        name="Sentiment",
        key="T",
        fields=(
            Field(
                id="basis",
                name="Basis",
                type=FieldType.MULTI_CHOICE,
                level=Level.SET,
                choices=BASIS,
            ),
            Field(id="remark", name="Remark", type=FieldType.TEXT),
            Field(id="day", name="Day", type=FieldType.DATE),
            Field(id="times", name="Times", type=FieldType.NUMBER, level=Level.INTERVAL),
        ),
        links=(TARGET, LinkRule(type="holder", name="Holder", ends=("source", "actor"))),
    ),
    Code(
        id="tone",
        name="Tone",
        scope=Scope.ARTICLE,
        fields=(Field(id="tone", name="Tone", type=FieldType.SCALE, steps=STEPS),),
        links=(TARGET,),
    ),
)
CODEBOOK = Codebook(
    title="Everything",
    description="Every kind of field, “quoted”.",
    codes=tuple(msgspec.structs.replace(code, position=n) for n, code in enumerate(CODES)),
)
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.SCALE: st.integers(-2, 2),
    FieldType.FLAG: st.booleans(),
    FieldType.CHOICE: st.sampled_from(("government", "minister", "expert", "unclear")),
    FieldType.MULTI_CHOICE: st.lists(
        st.sampled_from(("policy", "person", "integrity")), unique=True
    ),
    FieldType.TEXT: words,
    FieldType.DATE: st.dates().map(lambda day: day.isoformat()),
    FieldType.NUMBER: st.integers(-(2**70), 2**70),
}


class Material(msgspec.Struct, frozen=True):
    """What a project is made of."""

    articles: tuple[NewArticle, ...]
    records: tuple[Record, ...]


def make_project(path: Path, material: Material) -> Project:
    """Make a project file that holds the material."""
    project = Project.create(path, codebook=CODEBOOK)
    project.apply(ImportRecords(articles=material.articles, records=material.records))
    return project


def all_records(project: Project) -> dict[str, dict[str, Any]]:
    """Return every record of every kind by id, and the texts by fingerprint, as JSON values."""
    found: dict[str, dict[str, Any]] = {
        name: {record.id: to_values(record) for record in project.find(kind.type)}
        for name, kind in KINDS.items()
    }
    found["text"] = {row.text_sha256: project.article_text(row.id) for row in project.articles()}
    return found


def _id(*parts: object) -> str:
    return derived_id("test", *map(str, parts))


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Generate projects: crossing and split spans, links, decisions, gold, threads, statuses."""
    handles = draw(st.sampled_from((("ana",), ("ana", "Béa"), ("ana", "Béa", "lea 2"))))
    coders = [
        Coder(
            id=_id("coder", handle), handle=handle, name=draw(words), archived=draw(st.booleans())
        )
        for handle in handles
    ]
    actors = [_actor(draw, n) for n in range(draw(st.integers(0, 3)))]
    version = draw(st.integers(1, 5))
    info = ProjectInfo(
        title=draw(words),
        codebook_title=CODEBOOK.title,
        codebook_description=CODEBOOK.description,
        codebook_version=version,
        variables=(
            ArticleVariable("desk", "Desk"),
            ArticleVariable("reach", "Reach", VariableType.NUMBER),
        ),
        settings={"theme": draw(words)},
        created=draw(stamps),
    )
    articles: list[NewArticle] = []
    records: list[Record] = [info, *coders, *actors]
    for n in range(draw(st.integers(0, 3))):
        article = _article(draw, n)
        articles.append(article)
        records.extend(_on(draw, article, coders, actors, version))
    return Material(tuple(articles), tuple(records))


def _actor(draw: st.DrawFn, n: int) -> Actor:
    return Actor(
        id=_id("actor", n),
        name=f"Actor {n}{draw(words)}",
        kind=draw(st.sampled_from(("person", "organisation", "group"))),
        role=draw(st.sampled_from(("", "government"))),
        affiliation=draw(words),
        aliases=tuple(draw(st.lists(words, max_size=2))),
        note=draw(words),
        archived=draw(st.booleans()),
    )


def _ranges(draw: st.DrawFn, length: int, most: int) -> tuple[tuple[int, int], ...]:
    points = draw(st.lists(st.integers(0, length), unique=True, max_size=2 * most).map(sorted))
    return tuple(zip(points[::2], points[1::2], strict=False))


def _article(draw: st.DrawFn, n: int) -> NewArticle:
    text = draw(texts)
    meta = {
        "outlet": draw(words),
        "published": "2025-03-30",
        "reach": draw(
            st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
        ),
        "desk": draw(words),
    }
    return NewArticle(
        id=_id("article", n),
        title=draw(words),
        text=text,
        meta=meta,
        excluded=_ranges(draw, len(text), 2),
        note=draw(words),
        created=draw(stamps),
    )


def _on(
    draw: st.DrawFn, article: NewArticle, coders: list[Coder], actors: list[Actor], version: int
) -> list[Record]:
    annotations = [
        made
        for n in range(draw(st.integers(0, 5)))
        if (made := _annotation(draw, article, n, coders, version))
    ]
    links = {
        link.id: link for one in annotations for link in _links(draw, one, annotations, actors)
    }
    statuses = [
        Status(
            id=status_id(article.id, coder.id),
            article=article.id,
            coder=coder.id,
            status=draw(st.sampled_from(WorkStatus)),
        )
        for coder in coders
        if draw(st.booleans())
    ]
    golds = [one.id for one in annotations if one.layer == GOLD_LAYER]
    return [
        *annotations,
        *links.values(),
        *statuses,
        *(_decision(draw, one, golds, of) for one in annotations for of in _some(draw, coders)),
        *(_comment(draw, one, n, of) for one in annotations for n, of in _talk(draw, coders)),
        *(make_assignment(article.id, one.id, draw(stamps)) for one in _some(draw, coders)),
    ]


def _some(draw: st.DrawFn, coders: list[Coder]) -> list[Coder]:
    return [coder for coder in coders if draw(st.booleans())]


def _talk(draw: st.DrawFn, coders: list[Coder]) -> list[tuple[int, Coder]]:
    return list(enumerate(draw(st.lists(st.sampled_from(coders), max_size=3))))


def _annotation(
    draw: st.DrawFn, article: NewArticle, n: int, coders: list[Coder], version: int
) -> Annotation | None:
    code = draw(st.sampled_from([code for code in CODES if not code.group]))
    pieces = _ranges(draw, len(article.text), 3) if code.scope is Scope.SPAN else ()
    if code.scope is Scope.SPAN and not pieces:
        return None
    values = {field.id: draw(VALUES[field.type]) for field in code.fields if draw(st.booleans())}
    annotation = Annotation(
        id=_id("annotation", article.id, n),
        article=article.id,
        code=code.id,
        coder=draw(st.sampled_from(coders)).id,
        layer=draw(st.sampled_from((CODER_LAYER, CODER_LAYER, GOLD_LAYER))),
        values=values,
        note=draw(words),
        origin=draw(st.sampled_from(Origin)),
        codebook_version=draw(st.integers(1, version)),
        created=draw(stamps),
        modified=draw(stamps),
    )
    return msgspec.structs.replace(annotation, **anchored(article.text, pieces))


def _links(
    draw: st.DrawFn, one: Annotation, others: list[Annotation], actors: list[Actor]
) -> list[Record]:
    code = next(code for code in CODES if code.id == one.code)
    made: list[Record] = []
    for rule in code.links:
        ends = [other for other in others if other.code in rule.ends or "*" in rule.ends]
        if ends and draw(st.booleans()):
            made.append(make_link(one.id, rule.type, to=draw(st.sampled_from(ends)).id))
        if actors and "actor" in rule.ends and draw(st.booleans()):
            made.append(make_link(one.id, rule.type, actor=draw(st.sampled_from(actors)).id))
    return made


def _decision(draw: st.DrawFn, one: Annotation, golds: list[str], reviewer: Coder) -> Decision:
    gold = draw(st.sampled_from(("", *golds))) if one.layer == CODER_LAYER else ""
    return Decision(
        id=draw(st.sampled_from((decision_id(one.id, reviewer.id), _id(one.id, reviewer.id)))),
        annotation=one.id,
        reviewer=reviewer.id,
        verdict=draw(st.sampled_from(Verdict)),
        reason=draw(words),
        at=draw(stamps),
        gold=gold,
    )


def _comment(draw: st.DrawFn, one: Annotation, n: int, coder: Coder) -> Comment:
    text = draw(words)
    return Comment(
        id=_id("comment", one.id, n),
        annotation=one.id,
        coder=coder.id,
        text=text,
        at=draw(stamps),
        closes=not text.strip() or draw(st.booleans()),
    )
