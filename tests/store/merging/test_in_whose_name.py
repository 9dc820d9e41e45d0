"""What was forged in a reviewer's name doesn't count once its machine is somebody else's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apart import forging, steps_back_and_forth
from msgspec import structs
from sequences import BOOK, fill

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.clock import use_device
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.people import KeepRules
from annotator.domain.edits.records import PutCoder
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import NameReviewers
from annotator.domain.people import Coder, coder_id
from annotator.domain.settings import project_settings
from annotator.domain.whose_work import WorkRule
from annotator.store.project import Project
from annotator.workflow.whose_work import all_as_whom, coder_called, parting_machines

LEAS, ANAS, KIMS = "1ead0000", "aaaa0000", "c1c10000"
NAMED = {coder_id("lea"), coder_id("kim")}


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Path]:
    use_device(lambda: LEAS)
    path = tmp_path / "lead.annotator"
    with Project.create(path, codebook=BOOK, coder="lea") as project:
        fill(project)
        project.apply(NameReviewers(("lea", "kim")))
        project.coder = "ana"
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
    yield path
    use_device(None)


@pytest.fixture
def forged(lead: Path) -> Path:
    """Make a file in which somebody wrote as lea, from another machine."""
    path = lead.with_name("forged.annotator")
    shutil.copy(lead, path)
    use_device(lambda: ANAS)
    with Project.open(path, "lea") as project:
        project.apply(Tag(id="y", article="a", code="source", fragments=((3, 5),)))
        project.apply(Settle(take=("q",)))
        quote = project.codebook().code("quote")
        assert quote is not None
        project.apply(PutCode(structs.replace(quote, definition="Forged.")))
        project.apply(PutCoder(Coder(id=coder_id("lea"), handle="lea", name="Boss")))
        project.apply(NameReviewers(("lea", "kim", "mallory")))
    use_device(lambda: LEAS)
    return path


def of_reviewers(project: Project) -> tuple[object, ...]:
    """Return what is the reviewers' to say: gold, decisions, the code, names, who reviews."""
    quote = project.codebook().code("quote")
    reviewers = project_settings(project.info().settings).reviewers
    return (
        [one.id for one in project.find(Annotation, layer=GOLD_LAYER)],
        sorted(one.annotation for one in project.find(Decision)),
        quote and quote.definition,
        coder_called(project, "lea").name,
        set(reviewers),
    )


UNTOUCHED = [], [], "", "", NAMED


def part(project: Project, handle: str = "ana") -> None:
    lea = coder_called(project, "lea")
    project.apply(parting_machines(project, lea, [ANAS], handle))


def test_what_came_in_in_a_reviewers_name_is_taken_away_with_its_machine(
    lead: Path, forged: Path
) -> None:
    with Project.open(lead, "lea") as project:
        project.bring_in([forged])
        believed = of_reviewers(project)
        assert believed[1] == ["q"]
        part(project)
        assert of_reviewers(project) == UNTOUCHED
        assert {one.id for one in project.find(Annotation, coder=coder_id("ana"))} == {"x", "y"}
        assert [one.coder for one in project.proposals()] == ["ana"]
        assert project.check() == []
        steps_back_and_forth(project, of_reviewers, believed)


def test_what_is_brought_in_as_another_does_not_count_as_the_reviewers(
    lead: Path, forged: Path
) -> None:
    with Project.open(lead, "lea") as project:
        project.apply(Settle(over=("s",)))
        before = of_reviewers(project)
        edit = all_as_whom(project, project.preview([forged]), {"lea": "ana"})
        assert edit is not None
        told = project.preview([forged], first=edit).files
        project.apply(edit)
        _, done = project.bring_in([forged])
        assert done.files == told
        (report,) = told
        assert report.not_applied == (
            (
                "ana, who wrote as lea, is no reviewer: 1 change of a coder, 1 decision, 1 gold "
                "label, 1 change of the project’s settings and 1 article’s state are not applied."
            ),
        )
        assert [(one.coder, one.name) for one in report.proposals] == [("ana", "Quote")]
        assert of_reviewers(project) == before
        assert project.check() == []
        project.undo()
        project.undo()
        project.bring_in([forged])
        assert of_reviewers(project)[1] == ["q", "s"]
        assert project.check() == []


def test_given_to_another_reviewer_it_still_counts(lead: Path, forged: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.bring_in([forged])
        part(project, "kim")
        assert of_reviewers(project)[1] == ["q"]
        assert project.check() == []


@pytest.mark.parametrize("first", ["forged", "lead"])
def test_it_does_not_matter_whether_the_word_comes_before_the_file(
    lead: Path, forged: Path, first: str
) -> None:
    other = Path(shutil.copy(lead, lead.with_name("kims.annotator")))
    with Project.open(lead, "lea") as project:
        project.bring_in([forged])
        part(project)
    with Project.open(other, "kim") as project:
        for path in (forged, lead) if first == "forged" else (lead, forged):
            project.bring_in([path])
        assert of_reviewers(project) == UNTOUCHED
        assert project.check() == []


def test_the_forger_cannot_take_the_word_back(lead: Path, forged: Path) -> None:
    with Project.open(lead, "lea") as project:
        project.bring_in([forged])
        part(project)
    copy, more = (Path(shutil.copy(lead, lead.with_name(f"{n}.annotator"))) for n in "cm")
    use_device(lambda: ANAS)
    with Project.open(more, "lea") as project:
        project.undo()
        (rule,) = (WorkRule(coder=coder_id("lea"), target=coder_id("ana"), device=ANAS),)
        project.redo()
        project.apply(KeepRules(gone=(rule,)))
        project.apply(Settle(over=("s",)))
    for path in (lead, copy):
        use_device(lambda: KIMS)
        with Project.open(path, "kim") as project:
            project.bring_in([more])
            assert of_reviewers(project) == UNTOUCHED
            assert project.check() == []


def test_a_reviewer_who_parted_the_wrong_machine_can_take_it_back(lead: Path) -> None:
    mine, other = (Path(shutil.copy(lead, lead.with_name(f"{n}.annotator"))) for n in "mo")
    with Project.open(mine, "lea") as project:
        project.apply(Settle(take=("q",)))
        wrong = WorkRule(coder=coder_id("lea"), target=coder_id("ana"), device=LEAS)
        project.apply(KeepRules((wrong,)))
    use_device(lambda: KIMS)
    with Project.open(other, "kim") as project:
        project.bring_in([mine])
        assert of_reviewers(project)[1] == []
    use_device(lambda: LEAS)
    with Project.open(mine, "lea") as project:
        project.apply(KeepRules(gone=(wrong,)))
    use_device(lambda: KIMS)
    with Project.open(other, "kim") as project:
        project.bring_in([mine])
        assert of_reviewers(project)[1] == ["q"]
        assert project.check() == []


def test_nobody_becomes_a_reviewer_by_saying_so_themself(lead: Path) -> None:
    theirs = Path(shutil.copy(lead, lead.with_name("theirs.annotator")))
    use_device(lambda: ANAS)
    rule = WorkRule(coder=coder_id("ana"), target=coder_id("lea"))
    with Project.open(theirs, "ana") as project, forging():
        project.apply(KeepRules((rule,)))
        project.apply(Settle(take=("q",)))
    use_device(lambda: LEAS)
    with Project.open(lead, "lea") as project:
        project.bring_in([theirs])
        assert of_reviewers(project) == UNTOUCHED
        project.apply(KeepRules((rule,)))
        assert of_reviewers(project)[1] == ["q"]
        assert project.check() == []
