"""How far each coder is, told from statuses, assignments, times, files and threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do
from team_of_many import bring_back, team_of_many

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.reliability.team_agreement import team_agreement
from annotator.workflow.team_progress import (
    CoderProgress,
    team_done,
    team_progress,
    write_articles,
    write_coders,
)
from annotator.workflow.whose_work import coder_called, merging, parting, renaming


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_of_many(tmp_path / "p.annotator", articles=16, coders=3) as made:
        yield made


def of(project: Project, handle: str) -> CoderProgress:
    return next(one for one in team_progress(project).coders if one.coder == handle)


def test_each_coder_has_what_is_assigned_begun_done_and_left(project: Project) -> None:
    ben = of(project, "ben")
    assert (ben.assigned, ben.left, ben.begun, ben.done, ben.nothing) == (15, 3, 1, 12, 1)
    assert of(project, "lea").of == 0


def test_the_pace_is_told_from_times_and_from_when_articles_were_finished(project: Project) -> None:
    ana = of(project, "ana")
    assert ana.seconds == 12 * 300
    assert ana.per_hour == 12
    assert ana.per_week == 12  # all in one week
    assert of(project, "lea").per_hour is None


def test_the_last_file_with_somebodys_work_is_named(project: Project) -> None:
    assert of(project, "ben").file == ""
    project.bring_in([bring_back(project, "ben")])
    assert of(project, "ben").file == "p-ben.annotator"
    assert of(project, "ben").at
    assert of(project, "ana").file == ""
    project.undo()
    assert of(project, "ben").file == ""


def test_each_file_of_several_is_named_for_whose_work_came_with_it(project: Project) -> None:
    paths = [bring_back(project, handle, f"a1{n}") for n, handle in enumerate(("ana", "ben"), 3)]
    project.bring_in(paths)
    assert of(project, "ana").file == "p-ana.annotator"
    assert of(project, "ben").file == "p-ben.annotator"
    assert of(project, "cid").file == ""
    assert project.check() == []
    project.undo()
    assert of(project, "ana").file == of(project, "ben").file == ""
    project.bring_in(paths)  # all of it is here, and shown again
    assert of(project, "ana").file == "p-ana.annotator"
    assert of(project, "ben").file == "p-ben.annotator"


def test_the_last_file_goes_with_a_coder_who_is_renamed_merged_or_parted(project: Project) -> None:
    project.bring_in([bring_back(project, "ana", "a13"), bring_back(project, "ben", "a14")])
    at = of(project, "ben").at
    project.apply(renaming(project, coder_called(project, "ben"), "benedikt"))
    assert (of(project, "benedikt").file, of(project, "benedikt").at) == ("p-ben.annotator", at)
    assert of(project, "ana").file == "p-ana.annotator"
    project.apply(merging(project, coder_called(project, "benedikt"), coder_called(project, "cid")))
    assert of(project, "cid").file == "p-ben.annotator"
    assert of(project, "benedikt").file == ""
    project.apply(parting(project, coder_called(project, "benedikt")))
    assert of(project, "benedikt").file == "p-ben.annotator"
    assert of(project, "cid").file == ""


def test_a_handle_that_somebody_else_has_by_now_is_not_theirs(project: Project) -> None:
    project.bring_in([bring_back(project, "ben", "a14")])
    project.apply(renaming(project, coder_called(project, "ben"), "benedikt"))
    project.apply(renaming(project, coder_called(project, "cid"), "ben"))
    assert of(project, "benedikt").file == "p-ben.annotator"
    assert of(project, "ben").file == ""


def test_questions_that_wait_are_counted_for_whose_annotation_it_is(project: Project) -> None:
    assert of(project, "ana").questions == 1
    assert of(project, "ben").questions == 0
    hidden = Visibility(coder="", assigned=frozenset())
    assert all(not one.questions for one in team_progress(project, hidden).coders)


def test_articles_that_two_have_read_are_counted(project: Project) -> None:
    do(project, "ana", SetStatus("a15", WorkStatus.DONE))
    found = team_progress(project)
    assert (found.articles, found.read, found.twice) == (16, 13, 12)
    assert found.in_words() == (
        "13 of 16 articles read by somebody, 12 by two or more (92 % of those read)"
    )


def test_what_the_team_has_done_is_told_without_reading_articles(project: Project) -> None:
    found = team_done(project)
    assert (found.done, found.coders) == (36, 3)
    assert found.lines[0] == "ana: 12 articles done, 1 begun"


def test_agreement_is_a_number_from_ten_articles_on(project: Project) -> None:
    found = {one: team_agreement(project)[one] for one in team_agreement(project)}
    by_handle = {
        one.coder: found[one.id] for one in team_progress(project).coders if one.id in found
    }
    ana = by_handle["ana"]
    assert ana.gold is None
    assert ana.others is not None
    assert 0 < ana.others < 1
    assert any(said.startswith("with ben: 0.") for said in ana.said)


def test_below_ten_articles_there_is_no_number(tmp_path: Path) -> None:
    with team_of_many(tmp_path / "few.annotator", articles=16, coders=2) as few:
        for n in range(3, 12):
            do(few, "ben", SetStatus(f"a{n:02}", WorkStatus.IN_PROGRESS))
        found = team_agreement(few)
    assert {one.others for one in found.values()} == {None}
    assert any("too few articles" in said for one in found.values() for said in one.said)


def test_both_tables_are_written_as_csv(project: Project, tmp_path: Path) -> None:
    progress = team_progress(project)
    write_coders(tmp_path / "coders.csv", progress.coders, {})
    lines = (tmp_path / "coders.csv").read_text().splitlines()
    assert lines[0].startswith("coder,name,assigned,left,in_progress,done,nothing,seconds,per_hour")
    assert lines[1].startswith("ana,,16,4,1,12,1,3600,12.0,12.0,")
    assert write_articles(tmp_path / "who.csv", project) == 16
    lines = (tmp_path / "who.csv").read_text().splitlines()
    assert lines[0] == "article_id,article_title,ana,ben,cid,lea"
    assert lines[1].endswith(",nothing,nothing,nothing,")
    assert lines[13].endswith(",in_progress,in_progress,in_progress,")
    assert lines[16].endswith(",new,,,")
