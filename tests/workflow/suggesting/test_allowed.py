"""Where nothing is suggested, and why: in one file, and in a coder's package."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from suggested import ANA, opened, study

from annotator.domain.edits.base import Edit
from annotator.domain.edits.people import HandOver
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import PutRound
from annotator.domain.edits.sampling import KeepValidation
from annotator.domain.edits.team import Assign, SetSetting, Unassign
from annotator.domain.people import Coder, coder_id
from annotator.domain.settings import SUGGEST_SETTING, SUGGEST_SHARED_SETTING
from annotator.domain.study import Inclusion, Round, RoundKind, inclusion_id
from annotator.domain.teamwork import Assignment, make_assignment
from annotator.store.project import Project
from annotator.workflow.suggesting.allowed import (
    AGAIN,
    OFF,
    SHARED,
    TRAINING,
    VALIDATING,
    why_not,
)

BEN = coder_id("ben")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path, "One.", "Two.") as made:
        yield made


def assigned(*pairs: tuple[str, str]) -> Assign:
    return Assign(pairs)


def test_labels_are_suggested_where_one_codes_alone(project: Project) -> None:
    assert why_not(project, opened(project, "a0"), ANA) == ""
    project.apply(assigned(("a0", "ana"), ("a1", "ben")))
    assert why_not(project, opened(project, "a0"), ANA) == ""


def test_nothing_is_suggested_in_what_several_are_to_code_unless_the_lead_says_so(
    project: Project,
) -> None:
    project.apply(assigned(("a0", "ana"), ("a0", "ben"), ("a1", "ana")))
    assert why_not(project, opened(project, "a0"), ANA) == SHARED
    assert why_not(project, opened(project, "a1"), ANA) == ""
    project.apply(SetSetting(SUGGEST_SHARED_SETTING, value=True))
    assert why_not(project, opened(project, "a0"), ANA) == ""


def test_a_package_knows_what_is_shared_without_knowing_with_whom(
    project: Project, tmp_path: Path
) -> None:
    project.apply(assigned(("a0", "ana"), ("a1", "ana")))
    project.apply(assigned(("a0", "ben")))
    target = tmp_path / "package.annotator"
    project.write_package(target, coder="ana", articles=["a0", "a1"])
    with Project.open(target, "ana") as package:
        assert {one.coder for one in package.find(Assignment)} == {ANA}
        assert why_not(package, opened(package, "a0"), ANA) == SHARED
        assert why_not(package, opened(package, "a1"), ANA) == ""


def test_a_package_knows_it_of_assignments_that_came_in_from_a_file(
    project: Project, tmp_path: Path
) -> None:
    coders = [Coder(id=coder_id(one), handle=one) for one in ("ana", "ben")]
    given = [make_assignment("a0", one.id, "") for one in coders]
    project.apply(ImportRecords(records=(*coders, *given, make_assignment("a1", ANA, ""))))
    target = tmp_path / "package.annotator"
    project.write_package(target, coder="ana", articles=["a0", "a1"])
    with Project.open(target, "ana") as package:
        assert why_not(package, opened(package, "a0"), ANA) == SHARED
        assert why_not(package, opened(package, "a1"), ANA) == ""


def test_what_is_left_to_one_coder_is_shared_no_more(project: Project) -> None:
    project.apply(assigned(("a0", "ana"), ("a0", "ben")))
    (bens,) = project.find(Assignment, coder=BEN)
    project.apply(Unassign((bens.id,)))
    assert why_not(project, opened(project, "a0"), ANA) == ""
    project.undo()
    assert why_not(project, opened(project, "a0"), ANA) == SHARED


def test_what_is_handed_over_stays_shared(project: Project) -> None:
    project.apply(assigned(("a0", "ana"), ("a0", "ben"), ("a1", "zoe")))
    project.apply(HandOver(BEN, coder_id("zoe"), ("a0",)))
    assert all(one.shared for one in project.find(Assignment, article="a0"))
    assert why_not(project, opened(project, "a0"), coder_id("zoe")) == SHARED


def test_nothing_is_suggested_once_the_lead_has_switched_it_off(project: Project) -> None:
    project.apply(SetSetting(SUGGEST_SETTING, value=False))
    assert why_not(project, opened(project, "a0"), ANA) == OFF


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (RoundKind.TRAINING, TRAINING),
        (RoundKind.REPEAT, AGAIN),
        (RoundKind.PILOT, ""),
        (RoundKind.MAIN, ""),
    ],
)
def test_nothing_is_suggested_in_practice_and_the_second_time(
    project: Project, kind: RoundKind, why: str
) -> None:
    project.apply(PutRound(Round(id="r", name="R", kind=kind)))
    record = Inclusion(id=inclusion_id("a0", "r"), article="a0", round="r")
    project.apply(ImportRecords(records=(record,)))
    project.apply(SetSetting(SUGGEST_SHARED_SETTING, value=True))
    assert why_not(project, opened(project, "a0"), ANA) == why


def test_nothing_is_suggested_in_what_a_run_is_measured_by(project: Project) -> None:
    project.apply(_validation())
    assert why_not(project, opened(project, "a0"), ANA) == VALIDATING
    assert why_not(project, opened(project, "a1"), ANA) == ""


def _validation() -> Edit:
    return KeepValidation(BEN, "quote", "", 1, {"a0": 0.5}, {"": (1, 2)})
