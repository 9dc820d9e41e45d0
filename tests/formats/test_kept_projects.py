"""A project file of every format ever released is kept for ever and still opens.

`python tests/formats/test_kept_projects.py FILE` makes one of the present format.
"""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Verdict,
    gold_id,
)
from annotator.domain.article import Status, WorkStatus
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
from annotator.domain.draws import DrawnArticle, drawn_id
from annotator.domain.edits.actors import PutActors, SetActorVariables
from annotator.domain.edits.annotations import (
    AddFragment,
    Delete,
    SetFragments,
    SetNote,
    SetValue,
    Tag,
)
from annotator.domain.edits.articles import Exclude, NewArticle, RemoveArticles, SetStatus
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import RetireCode, SetVariables
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.layout import RoleStretch, StretchRole, layout_of
from annotator.domain.people import Actor, Affiliation, Coder, coder_id
from annotator.domain.project_info import ArticleVariable, VariableType
from annotator.domain.record import Fragment, Record
from annotator.domain.refusals import Refusal, refusal_id
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.settings import OPEN_SETTING, NextOrder
from annotator.domain.shells import ArticleShell, shell_of
from annotator.domain.study import (
    ArticleState,
    Freeze,
    Inclusion,
    PracticeResult,
    Remark,
    Round,
    RoundKind,
    SentBack,
    Settlement,
    inclusion_id,
    practice_result_id,
    sent_back_id,
    settlement_id,
)
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Stretch, Timing, WorkedOn
from annotator.store.file.schema import STEPS
from annotator.store.project import Project

FOLDER = Path(__file__).parent / "projects"
TEXT = (
    "Leaders press for truce\n“We want a truce,” the spokesman 👩‍👩‍👧 said, “now.”\0\r\u2028"
    "Read more: weather"
)

_ANA, _BEN = coder_id("ana"), coder_id("ben")
OF_THE_STUDY: tuple[Record, ...] = (
    Round(
        id="round-1",
        name="Pilot",
        kind=RoundKind.PILOT,
        begins="2025-05-01",
        created="2025-05-01T09:00:00Z",
    ),
    Inclusion(
        id=inclusion_id("article-1", "round-1"),
        article="article-1",
        round="round-1",
        probability=0.25,
        stratum="The Herald",
    ),
    PracticeResult(
        id=practice_result_id("article-1", _ANA),
        article="article-1",
        coder=_ANA,
        score=0.75,
        passed=True,
        counts={"found": 3},
    ),
    Settlement(
        id=settlement_id("article-1"),
        article="article-1",
        reviewer=_BEN,
        state=ArticleState.SETTLED,
        locked=True,
    ),
    SentBack(
        id=sent_back_id("article-2", _ANA),
        article="article-2",
        coder=_ANA,
        reviewer=_BEN,
        reason="All of it?",
    ),
    Remark(id="remark-1", asker=_ANA, coder=_ANA, text="News?", at="", article="article-1"),
    Remark(
        id="remark-2",
        asker=_ANA,
        coder=_BEN,
        text="Yes.",
        at="",
        article="article-1",
        closes=True,
    ),
    Freeze(id="freeze-1", name="First", coder=_BEN, at="", checksums={"gold": "0" * 64}),
)
AS_IT_CAME: tuple[Record, ...] = (
    layout_of("article-1", (RoleStretch(0, 5, StretchRole.DATELINE),)),
    Run(
        id=run_id(_BEN),
        coder=_BEN,
        name="First run",
        model="toy-1",
        prompt_sha256="0" * 64,
        cost=0.5,
        currency="EUR",
    ),
    Score(id=score_id("s"), annotation="s", score=0.75, reason="“said”"),
)
REFUSED = Refusal(
    id=refusal_id("article-1", _ANA, "quote", (Fragment(0, 23),)),
    article="article-1",
    coder=_ANA,
    code="quote",
    fragments=(Fragment(0, 23),),
    by="rules 1",
    rule="that",
    score=0.5,
    at="2025-05-20T10:00:00Z",
)
DRAWN = DrawnArticle(
    id=drawn_id("article-1", _ANA),
    article="article-1",
    coder=_ANA,
    by=NextOrder.UNSURE,
    probability=0.25,
    batch=1,
    place=0,
    at="2025-05-20T11:00:00Z",
)
SAID_OF_CUE = Score(id=score_id("c"), annotation="c", score=0.9, reason="A verb.", by="rules 1")
LISTED = shell_of("Quay sold at last", {"url": "https://courier.example/quay", "outlet": "Courier"})
BORN = ActorVariable("born", "Born", ActorVariableType.NUMBER)
KNOWN = Actor(
    id="actor-1",
    name="D. Peskov",
    role="government",
    aliases=("Peskov",),
    archived=True,
    affiliations=(Affiliation("Kremlin", "2012-05", ""),),
    values={"born": {"value": 1967, "how": "public_record"}},
    unlike={"actor-2": True},
)
GENRE = Field(
    id="genre",
    name="Genre",
    type=FieldType.CHOICE,
    choices=(
        Choice("news", "News", choices=(Choice("report", "Report"),)),
        Choice("other", "Other"),
    ),
    required=True,
)
BOOK = Codebook(
    title="Small",
    description="One code of each sort.",
    codes=(
        Code(id="speech", name="Speech", group=True),
        Code(
            id="quote",
            name="Quote",
            key="Q",
            colour="#0072B2",
            parent="speech",
            fields=(
                Field(
                    id="stance",
                    name="Stance",
                    type=FieldType.SCALE,
                    level=Level.ORDINAL,
                    steps=(ScaleStep(-1, "against"), ScaleStep(0), ScaleStep(1, "for")),
                ),
                Field(id="negated", name="Negated", type=FieldType.FLAG, default=False),
            ),
            links=(
                LinkRule(type="said_by", name="Said by", ends=("source", "actor")),
                LinkRule(type="cue", name="Cue", ends=("cue",), maximum=1),
                LinkRule(type="target", name="About", ends=("actor", "*")),
            ),
        ),
        Code(id="source", name="Source", key="S", definition="Who says it."),
        Code(id="cue", name="Cue", key="C"),
        Code(id="genre", name="Genre", scope=Scope.ARTICLE, fields=(GENRE,)),
        Code(id="tone", name="Tone", scope=Scope.ARTICLE),
    ),
)


def make(path: Path) -> None:
    """Make a small project that has a record of every kind and an undone edit."""
    with Project.create(path, title="Kept", codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(SetVariables((ArticleVariable("desk", "Desk", VariableType.TEXT),)))
        meta = {"outlet": "The Herald", "published": "2025-05-19", "page": 3, "desk": "world"}
        articles = (
            NewArticle(id="article-1", title="Truce", text=TEXT, meta=meta),
            NewArticle(id="article-2", title="Other", text="Nothing here."),
        )
        project.apply(ImportRecords(articles=articles))
        project.apply(Exclude("article-1", ((len(TEXT) - 18, len(TEXT)),)))
        project.apply(
            PutActor(Actor(id="actor-1", name="D. Peskov", role="government", aliases=("Peskov",)))
        )
        project.apply(Tag(id="q", article="article-1", code="quote", fragments=((24, 42),)))
        project.apply(AddFragment("q", TEXT.index("“now"), TEXT.index("\0")))
        project.apply(Tag(id="s", article="article-1", code="source", fragments=((43, 56),)))
        project.apply(Tag(id="c", article="article-1", code="cue", fragments=((61, 65),)))
        project.apply(Tag(id="g", article="article-1", code="genre", values={"genre": "news"}))
        project.apply(SetValue("g", "genre", "report"))
        project.apply(SetValue("q", "stance", -1))
        project.apply(AddLink(annotation="q", type="said_by", to="s"))
        project.apply(AddLink(annotation="q", type="cue", to="c"))
        project.apply(AddLink(annotation="q", type="target", actor="actor-1"))
        project.apply(SetNote("q", "Why “mixed”?"))
        project.apply(ArchiveActor("actor-1"))
        project.apply(RetireCode("tone"))
        worked = Stretch("article-1", "2025-05-19", "ab12", 754_000)
        project.apply(SetStatus("article-1", WorkStatus.DONE, (worked,)))
        project.keep_worked({WorkedOn("ana", "2025-05-19", "article-1"): 754_000})
        project.coder = "ben"
        project.apply(SetStatus("article-2", WorkStatus.NOTHING))
        decision = Decision(
            id="decision-1",
            annotation="q",
            reviewer=coder_id("ben"),
            verdict=Verdict.ACCEPTED,
            reason="Clear.",
            at="2025-05-20T10:00:00Z",
        )
        project.apply(ImportRecords(records=(decision,), label="Decided"))
        project.apply(Assign((("article-1", "ana"), ("article-2", "ben"))))
        project.apply(AddComment(id="comment-1", annotation="s", text="All of it?"))
        project.apply(Settle(take=("s",), reason="Boundary: too much"))
        project.apply(SetFragments(gold_id("s"), ((47, 56),)))
        project.apply(Settle(over=("c",)))
        project.apply(ImportRecords(records=AS_IT_CAME, label="What came with it"))
        project.apply(SetSetting(OPEN_SETTING, value=True))
        project.coder = "ana"
        project.apply(AddComment(id="comment-2", annotation="s", text="No.", closes=True))
        project.apply(Delete(("c",)))
        project.undo()
        project.apply(ImportRecords(records=tuple(filter(None, (LISTED,))), label="Article listed"))
        project.apply(ImportRecords(records=OF_THE_STUDY, label="Study planned"))
        project.apply(ImportRecords(records=(REFUSED, SAID_OF_CUE), label="Decided on suggestions"))
        project.apply(ImportRecords(records=(DRAWN,), label="Article drawn"))
        project.apply(Together((SetActorVariables((BORN,)), PutActors((KNOWN,))), "Actor known"))
        project.apply(RemoveArticles(("article-2",)))
        project.undo()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 1024")  # smaller: it is kept for ever
        database.execute("VACUUM")


KEPT = sorted(FOLDER.glob("*.annotator"))
EDITS = {
    "first-schema": 20,
    "teamwork": 27,
    "safekeeping": 27,
    "derived": 27,
    "working-time": 27,
    "study": 28,
    "incoming": 29,
    "shells": 30,
    "article-marks": 30,
    "suggesting": 31,
    "draws": 32,
    "units": 32,
    "actor-pages": 33,
    "correction-texts": 32,
    "versions-of-codebook": 32,
}
"""How many edits can be undone in each."""


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path))


def test_there_is_one_of_every_format() -> None:
    assert {path.stem for path in KEPT} == {step.replace("_", "-") for step in STEPS}


def test_a_kept_project_opens_sound(kept: Path) -> None:
    with Project.open(kept, "ana") as project:
        assert project.check() == []
        assert project.info().title == "Kept"
        assert project.codebook().version == 2
        assert project.codebook().by_key("q") is not None


def test_a_kept_project_has_all_its_records(kept: Path) -> None:
    with Project.open(kept, "ana") as project:
        first, second = project.articles()
        assert (first.title, first.meta["desk"], first.meta["page"]) == ("Truce", "world", 3)
        assert project.article_text(first.id) == TEXT
        assert first.excluded == (Fragment(len(TEXT) - 18, len(TEXT)),)
        assert second.status_of("ben") is WorkStatus.NOTHING
        assert [one.status for one in project.find(Status, article=first.id)] == [WorkStatus.DONE]
        assert [one.handle for one in project.find(Coder)] == ["ana", "ben"]
        assert [(one.name, one.aliases, one.archived) for one in project.find(Actor)] == [
            ("D. Peskov", ("Peskov",), True)
        ]
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert quote.text == "“We want a truce,” … “now.”"
        assert quote.values == {"stance": -1, "negated": False}
        assert quote.note == "Why “mixed”?"
        assert {
            (one.type, one.target_annotation, one.target_actor) for one in project.find(Link)
        } == {
            ("said_by", "s", None),
            ("cue", "c", None),
            ("target", None, "actor-1"),
        }
        assert [(one.verdict, one.reason) for one in project.find(Decision, annotation="q")] == [
            (Verdict.ACCEPTED, "Clear.")
        ]


def test_a_kept_project_of_a_team_has_its_gold_threads_and_assignments(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "teamwork.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        (gold,) = project.find(Annotation, layer=GOLD_LAYER)
        assert (gold.id, gold.text, gold.coder) == (gold_id("s"), "spokesman", coder_id("ben"))
        assert {(one.annotation, one.verdict, one.gold) for one in project.find(Decision)} == {
            ("q", Verdict.ACCEPTED, ""),
            ("s", Verdict.CHANGED, gold.id),
            ("c", Verdict.REJECTED, ""),
        }
        assert [(one.text, one.closes) for one in project.find(Comment, annotation="s")] == [
            ("All of it?", False),
            ("No.", True),
        ]
        assert {(one.article, one.coder) for one in project.find(Assignment)} == {
            ("article-1", coder_id("ana")),
            ("article-2", coder_id("ben")),
        }
        assert project.info().settings == {OPEN_SETTING: True}


def test_a_kept_project_tells_how_long_was_worked(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "working-time.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        assert [(one.article, one.day, one.seconds) for one in project.find(Timing)] == [
            ("article-1", "2025-05-19", 754)
        ]
        assert [one.millis for one in project.worked_on("article-1")] == [754_000]


def test_a_kept_project_keeps_what_a_lead_keeps_of_the_study(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "study.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        for record in OF_THE_STUDY:
            assert project.get(type(record), record.id) == record


def test_a_kept_project_keeps_what_came_with_articles_and_labels(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "incoming.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        for record in AS_IT_CAME:
            assert project.get(type(record), record.id) == record


def test_a_kept_project_keeps_what_lists_say_of_articles(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "shells.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        assert project.find(ArticleShell) == [LISTED]


def test_a_kept_project_keeps_what_was_decided_on_suggestions(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "suggesting.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        assert project.find(Refusal) == [REFUSED]
        assert project.get(Score, SAID_OF_CUE.id) == SAID_OF_CUE
        assert not any(one.shared for one in project.find(Assignment))


def test_a_kept_project_keeps_what_was_drawn(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "draws.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        assert project.find(DrawnArticle) == [DRAWN]
        assert {one.rule for one in project.find(Score)} == {""}


def test_a_kept_project_keeps_what_is_known_of_actors(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / "actor-pages.annotator", tmp_path))
    with Project.open(copy, "ana") as project:
        assert project.find(Actor) == [KNOWN]
        assert project.info().actor_variables == (BORN,)
        assert project.actors.figures(["actor-1"])["actor-1"].passages == 1


def test_a_kept_projects_edits_can_be_undone_to_the_first_and_redone(kept: Path) -> None:
    with Project.open(kept, "ana") as project:
        before = project.find(Annotation)
        assert project.redo_label() == "Article removed"
        count = 0
        while project.undo():
            count += 1
        assert (count, project.articles(), project.check()) == (EDITS[kept.stem], [], [])
        for _ in range(count):
            project.redo()
        assert project.find(Annotation) == before
        assert project.check() == []


if __name__ == "__main__":
    make(Path(sys.argv[1]))
