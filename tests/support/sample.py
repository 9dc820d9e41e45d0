"""A small project whose every offset is known."""

from pathlib import Path

from msgspec.structs import replace
from once import copy_of
from projects import CODEBOOK

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Verdict,
    anchored,
    decision_id,
    gold_id,
    make_link,
)
from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.edits.records import ImportRecords
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record, Values
from annotator.domain.teamwork import Comment, make_assignment
from annotator.store.project import Project

TITLE = "Mayor 😀 speaks"
TEXT = (
    "Mayor 😀 speaks\n"
    "“We win,” the mayor said, “and\u00a0stay.”\n"
    "Others, too.\n\nMore.\n\nAnd more.\n\nEnd =1+1.\n\nMenu"
)
STAMP = "2025-05-19T09:30:00Z"


def at(*phrases: str) -> tuple[tuple[int, int], ...]:
    """Return where the phrases stand, in code points."""
    return tuple((TEXT.index(phrase), TEXT.index(phrase) + len(phrase)) for phrase in phrases)


def annotation(
    record: str, code: str, *phrases: str, by: str = "ana", **values: object
) -> Annotation:
    """Return an annotation of the phrases."""
    found = anchored(TEXT, at(*phrases))
    given: Values = dict(values)
    return Annotation(
        id=record,
        article="a1",
        code=code,
        coder=f"c-{by}",
        values=given,
        created=STAMP,
        modified=STAMP,
        **found,  # type: ignore[arg-type] - the three attributes
    )


GOLD = replace(
    annotation("", "source", "the mayor", by="ben", role="government"),
    id=gold_id("s1"),
    layer=GOLD_LAYER,
)
"""The mayor as ben has settled it: from ana's `s1`, and changed then."""
RECORDS: tuple[Record, ...] = (
    Coder(id="c-ana", handle="ana", name="Ana Núñez"),
    Coder(id="c-ben", handle="ben"),
    Actor(id="p1", name="Maja Berg", role="government", aliases=("the mayor",)),
    Actor(id="p2", name="The | party", kind="organisation"),
    Actor(id="p3", name="Nobody yet"),
    annotation("q1", "quote", "“We win,”", "“and\u00a0stay.”", stance=-1, negated=False),
    annotation("s1", "source", "the mayor", role="expert"),
    annotation("s2", "source", "Others", role="unclear"),
    annotation("k1", "cue", "said"),
    annotation("t1", "sentiment", "=1+1", basis=["policy", "person"], remark="-2, I think"),
    annotation("n1", "tone", by="ben", tone=-2),
    make_link("q1", "said_by", to="s1"),
    make_link("q1", "said_by", to="s2"),
    make_link("q1", "cue", to="k1"),
    make_link("q1", "target", actor="p2"),
    make_link("s1", "is", actor="p1"),
    make_link("t1", "holder", to="s1"),
    make_link("n1", "target", to="t1"),
    Status(id=status_id("a1", "c-ana"), article="a1", coder="c-ana", status=WorkStatus.DONE),
    Status(id=status_id("a1", "c-ben"), article="a1", coder="c-ben", status=WorkStatus.NEW),
    Decision(
        id="d1",
        annotation="q1",
        reviewer="c-ben",
        verdict=Verdict.CHANGED,
        at="2025-05-20T10:00:00Z",
    ),
    Decision(
        id="d2",
        annotation="q1",
        reviewer="c-ben",
        verdict=Verdict.ACCEPTED,
        reason="Fine\nnow",
        at="2025-05-21T10:00:00Z",
    ),
    GOLD,
    Decision(
        id=decision_id("s1", "c-ben"),
        annotation="s1",
        reviewer="c-ben",
        verdict=Verdict.CHANGED,
        reason="In office",
        at="2025-05-22T10:00:00Z",
        gold=GOLD.id,
    ),
    Comment(id="m1", annotation="s1", coder="c-ana", text="In office?", at="2025-05-21T12:00:00Z"),
    Comment(
        id="m2", annotation="s1", coder="c-ben", text="", at="2025-05-22T10:00:00Z", closes=True
    ),
    make_assignment("a1", "c-ana", STAMP),
    make_assignment("a2", "c-ben", STAMP),
)
ARTICLES = (
    NewArticle(
        id="a1",
        title=TITLE,
        text=TEXT,
        meta={"outlet": "AFP", "published": "2025-05-19", "language": "en", "section": "Home"},
        excluded=at("Menu"),
        stretches=(RoleStretch(*at("Menu")[0], StretchRole.CAPTION),),
        note="Read twice",
        created=STAMP,
    ),
    NewArticle(id="a2", title="Empty", text="Nothing here.\r\nAt all.", created=STAMP),
)


def sample(folder: Path) -> Project:
    """Make the project in a folder and open it."""
    return Project.open(copy_of("sample", _make, folder / "sample.annotator"))


def _make(path: Path) -> Project:
    project = Project.create(path, title="Sample", codebook=CODEBOOK)
    project.apply(ImportRecords(articles=ARTICLES, records=RECORDS))
    return project
