"""What is read for counting is what statements say that are taken from the records themselves."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from debates import ACTORS, ARTICLES, STAMP, TEXT, made_debate
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.insights.facts import LabelFact, PartyFact
from annotator.analysis.word_count import word_count
from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, anchored, make_link
from annotator.domain.article import Article, Status, WorkStatus
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
from annotator.domain.edits.articles import status_id
from annotator.domain.layers import layer_of
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.visibility import Visibility
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.statements.roles import reading_of_all
from annotator.formats.outgoing.statements.taking import Party, StatementTaking
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.insights.reading import FactReader
from annotator.workflow.visibility import visibility_of

_CHOICES = (Choice("tax", "Tax"), Choice("home", "Home", choices=(Choice("rent", "Rent"),)))
_ABOUT = Field(id="about", name="About", type=FieldType.MULTI_CHOICE, choices=_CHOICES)
_IS_NEW = Field(id="new", name="New", type=FieldType.FLAG)
_STANCE = Field(
    id="stance", name="Stance", type=FieldType.SCALE, steps=(ScaleStep(1), ScaleStep(4))
)
_ROLE = Field(id="role", name="Role", type=FieldType.CHOICE, choices=_CHOICES)
_TOPIC = Field(id="topic", name="Topic", type=FieldType.TEXT)
_SAID_BY = LinkRule(type="said_by", name="Said by", ends=("source", "actor", "*"))
_TARGET = LinkRule(type="target", name="Of", ends=("actor", "*"))
_CODES = (
    Code(id="quote", name="Quote", fields=(_STANCE,), links=(_SAID_BY, _TARGET)),
    Code(
        id="source",
        name="Source",
        fields=(_ROLE,),
        links=(LinkRule(type="is", name="Is", ends=("actor",)), _TARGET),
    ),
    Code(id="frame", name="Frame", fields=(_ABOUT,)),
    Code(id="frame_again", name="Framed", fields=(_IS_NEW,), links=(_TARGET,)),
    Code(id="tone", name="Tone", scope=Scope.ARTICLE, fields=(_STANCE, _IS_NEW)),
)
_ON_ARTICLES = replace(_CODES[2], scope=Scope.ARTICLE)
BOOKS = (
    Codebook(codes=_CODES),
    Codebook(codes=(*_CODES[:2], _ON_ARTICLES, _CODES[4])),
    Codebook(codes=(replace(_CODES[0], fields=(_TOPIC, _IS_NEW)), *_CODES[1:])),
)
CODERS = ("c1", "c2")
_ANSWERS: Mapping[str, st.SearchStrategy[Any]] = {
    "about": st.lists(st.sampled_from(("tax", "rent")), max_size=2, unique=True),
    "new": st.booleans(),
    "stance": st.sampled_from((1, 4)),
    "role": st.sampled_from(("tax", "rent")),
    "topic": st.sampled_from(("Tax", "tax ", "Rent")),
}


@st.composite
def projects(draw: st.DrawFn) -> tuple[Codebook, list[Record]]:
    """Draw a codebook, and labels of all kinds with links of all kinds among them."""
    book = draw(st.sampled_from(BOOKS))
    actors = [
        replace(one, became=draw(st.sampled_from(("", "", "cid", "gov")))) for one in ACTORS[:2]
    ]
    records: list[Record] = [Coder(id="c1", handle="eva"), Coder(id="c2", handle="finn")]
    records += [*actors, *ACTORS[2:]]
    for article, coder in ((one, who) for one in ARTICLES for who in CODERS):
        status = draw(st.sampled_from(WorkStatus))
        ident = status_id(article, coder)
        records.append(Status(id=ident, article=article, coder=coder, status=status))
    labels = [_label(draw, n, book) for n in range(draw(st.integers(0, 14)))]
    return book, [*records, *labels, *_links(draw, labels, book)]


def _label(draw: st.DrawFn, number: int, book: Codebook) -> Annotation:
    code = draw(st.sampled_from(book.codes))
    article = draw(st.sampled_from("xxy"))
    points = draw(st.lists(st.integers(0, 30), min_size=2, max_size=4, unique=True))
    points.sort()
    spans = [] if code.scope is Scope.ARTICLE else [*zip(points[::2], points[1::2], strict=False)]
    fields = [one for one in code.fields if draw(st.booleans())]
    return Annotation(
        id=f"{article}{number}",
        article=article,
        code=code.id,
        coder=draw(st.sampled_from(CODERS)),
        layer=draw(st.sampled_from(("coder", "coder", GOLD_LAYER))),
        values={one.id: draw(_ANSWERS[one.id]) for one in fields},
        created=STAMP,
        modified=STAMP,
        **anchored(TEXT, spans),  # type: ignore[arg-type] - three of them
    )


def _links(draw: st.DrawFn, labels: list[Annotation], book: Codebook) -> Iterator[Link]:
    seen: set[str] = set()
    for one in labels:
        code = book.code(one.code)
        for rule in (rule for rule in (code.links if code is not None else ()) for _ in "ab"):
            ends = [each.id for each in labels if each.article == one.article and each is not one]
            to_actor = rule.ends == ("actor",) or not ends or draw(st.booleans())
            if draw(st.booleans()):
                end = draw(st.sampled_from([each.id for each in ACTORS] if to_actor else ends))
                made = make_link(one.id, rule.type, **{"actor" if to_actor else "to": end})
                if made.id not in seen:
                    seen.add(made.id)
                    yield made


def plainly(project: Project, seen: Visibility) -> dict[str, list[LabelFact]]:
    """Return the facts on each article, from statements that are taken as exports take them."""
    taking = StatementTaking(Dataset(project, Selection()), reading_of_all(project.codebook()))
    numbers = dict(project._database.conn.execute("SELECT id, n FROM annotation").fetchall())  # pyright: ignore[reportPrivateUsage]
    found: dict[str, list[LabelFact]] = {}
    for article in project.find(Article):
        labels = [one for one in project.find(Annotation, article=article.id) if seen.sees(one)]
        labels.sort(key=_place)
        ids = {one.id for one in labels}
        links: dict[str, list[Link]] = {one: [] for one in ids}
        for link in project.find(Link):
            if link.annotation in ids and (link.target_annotation or link.annotation) in ids:
                links[link.annotation].append(link)
        labelled = Labelled(
            article=article,
            text="",
            annotations=tuple(labels),
            links=links,
            decisions={},
            comments={},
            sources={},
        )
        day = str(article.meta.get("published", ""))
        found[article.id] = [
            LabelFact(
                number=numbers[one.annotation.id],
                id=one.annotation.id,
                code=one.annotation.code,
                layer=layer_of(one.annotation),
                origin=one.annotation.origin.value,
                start=one.annotation.start if one.annotation.start is not None else -1,
                words=sum(map(word_count, one.annotation.texts)),
                values=one.annotation.values,
                polarity=one.polarity,
                speakers=tuple(_party(each, day) for each in one.speakers),
                targets=tuple(_party(each, day) for each in one.targets),
                concepts=tuple(each.id for each in one.concepts),
            )
            for one in taking.of(labelled)
        ]
    return found


def _place(one: Annotation) -> tuple[int, int, str]:
    start, end = one.start, one.end
    return (-1, -1, one.id) if start is None or end is None else (start, end, one.id)


def _party(one: Party, day: str) -> PartyFact:
    words = one.annotation
    return PartyFact(
        actor=one.actor.id if one.actor is not None else "",
        words=one.text,
        role=one.role,
        affiliation=one.affiliation(day),
        code=words.code if words is not None else "",
        values=words.values if words is not None else {},
    )


@settings(max_examples=60)
@given(projects(), st.sampled_from((*CODERS, "")), st.booleans(), st.booleans())
def test_facts_are_what_statements_say(
    made: tuple[Codebook, list[Record]], coder: str, reviewing: bool, open_labels: bool
) -> None:
    book, records = made
    with (
        tempfile.TemporaryDirectory() as name,
        made_debate(Path(name) / "a.annotator", book, records) as project,
    ):
        seen = replace(visibility_of(project, coder, reviewing=reviewing), open_labels=open_labels)
        facts = FactReader(project, seen).facts(project)
        read = {one.id: [*one.labels] for one in facts.articles}
        assert read == plainly(project, seen)
        assert {each for one in facts.labels for each in one.concepts} == facts.concepts.keys()


def test_words_that_name_an_actor_come_before_the_name_and_frames_lie_over_pieces(
    tmp_path: Path,
) -> None:
    def label(ident: str, code: str, *spans: tuple[int, int], **values: object) -> Annotation:
        return Annotation(
            id=ident,
            article="x",
            code=code,
            coder="c1",
            values=dict(values),
            created=STAMP,
            modified=STAMP,
            **anchored(TEXT, spans),  # type: ignore[arg-type] - three of them
        )

    records: list[Record] = [
        Coder(id="c1", handle="eva"),
        *ACTORS,
        label("q", "quote", (0, 3), (20, 25)),
        label("s", "source", (30, 34)),
        label("f", "frame", (5, 9), about=["tax"]),
        make_link("q", "said_by", actor="ana"),
        make_link("q", "said_by", to="s"),
        make_link("s", "is", actor="ana"),
    ]
    with made_debate(tmp_path / "a.annotator", BOOKS[0], records) as project:
        seen = Visibility(open_labels=True)
        facts = FactReader(project, seen).facts(project)
        assert [*facts.articles[0].labels] == plainly(project, seen)["x"]
    (quote,) = (one for one in facts.labels if one.id == "q")
    assert [(one.actor, one.words) for one in quote.speakers] == [("ana", TEXT[30:34])]
    assert quote.concepts == ()
