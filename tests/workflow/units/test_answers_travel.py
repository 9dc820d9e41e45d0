"""Answers for units go through undo, merging, exports and review like other labels."""

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from projects import all_records
from work import costs

from annotator.analysis.comparing.differences import Kind, compare
from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import AskedUnit, Choice, Code, Codebook, Field, FieldType, Scope
from annotator.domain.edits.articles import Exclude, NewArticle, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.units.answering import answering, answers_of
from annotator.workflow.units.asking import unanswered, unanswered_words
from annotator.workflow.units.walk import UnitWalk, touched_codes

TEXT = "One said so. Two did not.\nThree came.\n\nFour went! Five, too."
TOPIC = Code(
    id="topic",
    name="Topic",
    unit=AskedUnit.PARAGRAPH,
    fields=(
        Field(
            id="kind",
            name="Kind",
            type=FieldType.CHOICE,
            choices=(Choice("direct", "Direct"), Choice("odd", "Odd")),
        ),
    ),
)
CLAIM = Code(id="claim", name="Claim", unit=AskedUnit.SENTENCE)
WHOLE = Code(id="whole", name="Whole", scope=Scope.ARTICLE, unit=AskedUnit.ARTICLE)
BOOK = Codebook(codes=(TOPIC, CLAIM, WHOLE))
_NUMBER = count()


def new(folder: Path) -> Project:
    project = Project.create(folder / f"p{next(_NUMBER)}.annotator", codebook=BOOK)
    project.coder = "ana"
    project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
    return project


def walk(project: Project) -> UnitWalk:
    found = UnitWalk()
    seen = Visibility(coder=coder_id(project.coder))
    found.read(OpenArticle.load(project, "a"), project.codebook(), seen)
    return found


def answer(project: Project, picks: list[int]) -> int:
    """Answer for units by the place of each answer, the last of which is "none"."""
    for question, pick in zip(walk(project).asked, picks, strict=False):
        offered = [*(one.value for one in answers_of(question.code)), "none"]
        value = offered[pick % len(offered)]
        project.apply(answering(project, coder_id(project.coder), "a", question, value))
    return min(len(walk(project).asked), len(picks))


PICKS = st.lists(st.integers(0, 2), min_size=1, max_size=6)


@given(PICKS, PICKS)
@settings(max_examples=6)
def test_undoing_all_answers_gives_the_state_back(first: list[int], again: list[int]) -> None:
    with TemporaryDirectory() as folder, new(Path(folder)) as project:
        before = all_records(project)
        done = answer(project, first)
        asked = walk(project).asked
        assert [bool(one.answer) for one in asked] == [n < done for n in range(len(asked))]
        done += answer(project, again)
        while project.undo_label() != "1 article imported" and done:
            project.undo()
            done -= 1
        after = all_records(project)
        assert {k: v for k, v in after.items() if k != "coder"} == {
            k: v for k, v in before.items() if k != "coder"
        }
        assert project.check() == []


@given(PICKS, PICKS, PICKS)
@settings(max_examples=4)
def test_answers_of_two_desks_and_two_coders_merge(
    here: list[int], there: list[int], other: list[int]
) -> None:
    with TemporaryDirectory() as name, new(Path(name)) as one:
        folder = Path(name)
        one.copy_to(folder / "desk.annotator")
        one.copy_to(folder / "ben.annotator")
        answer(one, here)
        with Project.open(folder / "desk.annotator", "ana") as desk:
            answer(desk, there)
        with Project.open(folder / "ben.annotator", "ben") as ben:
            answer(ben, other)
        one.bring_in([folder / "desk.annotator", folder / "ben.annotator"])
        own = [a for a in one.find(Annotation) if a.coder == coder_id("ana")]
        theirs = [a for a in one.find(Annotation) if a.coder == coder_id("ben")]
        # One answer for each unit that was answered anywhere, and no unit has two.
        assert len(own) == max(min(9, len(here)), min(9, len(there)))
        assert len(theirs) == min(9, len(other))
        assert len({(a.code, a.fragments) for a in own}) == len(own)
        assert one.check() == []


def test_what_is_unanswered_is_named(tmp_path: Path) -> None:
    with new(tmp_path) as project:
        answer(project, [0, 2])
        left = unanswered(walk(project).asked)
        assert unanswered_words(left) == (
            "1 of 3 paragraphs (Topic), 5 of 5 sentences (Claim) and 1 of 1 article (Whole)"
        )


def test_furniture_is_asked_about_no_more_but_an_answer_stays(tmp_path: Path) -> None:
    with new(tmp_path) as project:
        answer(project, [0, 0])
        start = TEXT.index("Three")
        project.apply(Exclude("a", ((start, len(TEXT)),)))
        asked = [one for one in walk(project).asked if one.code.id == "topic"]
        assert [(TEXT[slice(*one.place)], bool(one.answer)) for one in asked] == [
            ("One said so. Two did not.", True),
            ("Three came.", True),
        ]


def test_an_answer_costs_no_look_at_the_file_to_go_on(tmp_path: Path) -> None:
    with new(tmp_path) as project:
        seen = Visibility(coder=coder_id("ana"))
        article = OpenArticle.load(project, "a")
        assert article is not None
        going = UnitWalk()
        going.read(article, project.codebook(), seen)
        going.begin(0)
        here = going.here
        assert here is not None
        changes = project.apply(answering(project, seen.coder, "a", here, "odd"))
        article = article.refreshed(project, changes)
        assert article is not None
        with costs(project) as cost:
            codes = touched_codes(changes)
            assert codes is not None
            assert codes == {"topic"}
            going.read_again(article, seen, codes)
            assert going.next_open()
        assert cost.statements.total() == 0
        assert going.counts("topic") == (1, 3)


def test_review_matches_answers_by_unit_and_tells_none_from_another_answer(
    tmp_path: Path,
) -> None:
    with new(tmp_path) as project:
        answer(project, [0, 0, 2])
        project.apply(SetStatus("a", WorkStatus.DONE))
        project.coder = "ben"
        answer(project, [0, 2, 2])
        project.apply(SetStatus("a", WorkStatus.DONE))
        (layers,) = project.layers()
        found = compare(layers, coder_id("ana"), coder_id("ben"), project.codebook())
        assert [(one.kinds, one.fields) for one in found] == [
            ((), ()),
            ((Kind.OTHER_VALUE,), ("kind", "none")),
            ((), ()),
        ]


def test_an_answer_that_waits_for_a_place_stays_when_its_old_place_is_answered(
    tmp_path: Path,
) -> None:
    with new(tmp_path) as project:
        answer(project, [0])
        (first,) = project.find(Annotation)
        other = TEXT.replace("One said so. Two did not.", "X, Y; Z: Q – W.")
        project.apply(CorrectText("a", other))
        assert project.left_out_on("a") == [first]
        answer(project, [0])
        assert len(project.find(Annotation)) == 1
        assert project.left_out_on("a") == [first]
        assert project.check() == []


def test_none_to_a_code_that_is_tagged_freely_by_now_is_no_label_of_it(tmp_path: Path) -> None:
    """A lead changes what a code asks of that nobody has used, while a colleague answers it."""
    ours, copy = new(tmp_path), tmp_path / "theirs.annotator"
    ours.copy_to(copy)
    with ours:
        ours.apply(PutCode(replace(CLAIM, unit=AskedUnit.FREE)))
        with Project.open(copy, "ben") as theirs:
            question = next(one for one in walk(theirs).asked if one.code.id == "claim")
            theirs.apply(answering(theirs, coder_id("ben"), "a", question, "none"))
            (answered,) = theirs.find(Annotation)
        ours.bring_in([copy])
        assert ours.find(Annotation) == []
        assert ours.check() == []
        ours.undo()
        ours.undo()
        ours.bring_in([copy])
        assert ours.find(Annotation) == [answered]
