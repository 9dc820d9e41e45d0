"""Clocks that run ahead or behind: the work comes in, bounded, and the laws of merging hold."""

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from clocks import HOUR, YEAR, shifted
from damage import without_guards

from annotator.domain.article import Article
from annotator.domain.clock import AHEAD, is_bounded, millis_of, now_millis
from annotator.domain.edits.articles import EditArticle
from annotator.domain.kinds import KINDS
from annotator.store.project import Project

State = dict[str, list[tuple[Any, ...]]]


def state(project: Project) -> State:
    """Return all records as they lie in their tables, without their places."""
    connection = project._database.conn
    sql = 'SELECT * FROM "{}"'
    return {
        kind: sorted((row[1:] for row in connection.execute(sql.format(kind))), key=repr)
        for kind in KINDS
    }


def merged(into: Path, *others: Path) -> Project:
    project = Project.open(into, coder="lea")
    _, preview = project.bring_in(others)
    assert not any(report.error for report in preview.files)
    return project


def stamps(path: Path) -> list[str]:
    with Project.open(path) as project:
        return [edit.clock for edit in project.latest_edits(1000)]


@pytest.fixture
def theirs(ours: Path) -> Path:
    """Return a copy in which ben changed a title while his clock was three years ahead."""
    path = ours.with_name("theirs.annotator")
    shutil.copy(ours, path)
    with shifted(3 * YEAR), Project.open(path, coder="ben") as project:
        for title in ("first", "last"):
            project.apply(EditArticle(article="a", title=title))
    return path


def title_of(project: Project) -> str:
    found = project.get(Article, "a")
    return found.title if found else ""


@pytest.mark.parametrize("ahead", [2 * HOUR, 300 * 24 * HOUR, 3 * YEAR])
def test_what_was_made_under_a_clock_ahead_comes_in_bounded(ours: Path, ahead: int) -> None:
    theirs = ours.with_name("theirs.annotator")
    shutil.copy(ours, theirs)
    with shifted(ahead), Project.open(theirs, coder="ben") as project:
        project.apply(EditArticle(article="a", title="from ben"))
    with Project.open(ours, coder="ana") as project:
        _, preview = project.bring_in([theirs])
        assert "The clock of ben’s machine ran" in preview.files[0].clock
        assert title_of(project) == "from ben"
        project.apply(EditArticle(article="a", title="ana, later"))
        assert title_of(project) == "ana, later"
        assert project.check() == []
    assert max(map(millis_of, stamps(ours))) <= now_millis() + AHEAD


def test_edits_keep_the_order_in_which_a_clock_ahead_saw_them(ours: Path, theirs: Path) -> None:
    with merged(ours, theirs) as project:
        assert title_of(project) == "last"
        assert sum(is_bounded(edit.clock) for edit in project.latest_edits(100)) == 2


def test_a_clock_ahead_yields_to_one_that_can_be_believed(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(EditArticle(article="a", title="ana, at noon"))
        _, preview = project.bring_in([theirs])
        assert title_of(project) == "ana, at noon"
        (conflict,) = preview.files[0].conflicts
        assert (conflict.ours, conflict.theirs, conflict.kept) == ("ana, at noon", "last", "ours")


def test_both_sides_come_to_the_same_clocks(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        project.apply(EditArticle(article="a", title="ana, at noon"))
    copy = ours.with_name("copy.annotator")
    shutil.copy(ours, copy)
    with merged(copy, theirs) as here, merged(theirs, ours) as there:
        assert state(here) == state(there)
    with merged(theirs, copy) as project:
        assert title_of(project) == "ana, at noon"
        assert project.check() == []
    assert max(map(millis_of, stamps(theirs))) <= now_millis() + AHEAD


def test_the_moment_shown_stays_what_the_machine_said(ours: Path, theirs: Path) -> None:
    with merged(ours, theirs) as project:
        (newest, *_) = [edit for edit in project.latest_edits(100) if is_bounded(edit.clock)]
    assert newest.at[:4] == str(time.gmtime(time.time_ns() // 10**9 + 3 * YEAR // 1000).tm_year)


def test_bringing_in_a_clock_ahead_can_be_undone(ours: Path, theirs: Path) -> None:
    with Project.open(ours, coder="ana") as project:
        before = state(project)
        project.bring_in([theirs])
        after = state(project)
        project.undo()
        assert state(project) == before
        project.redo()
        assert state(project) == after
        assert project.check() == []


def test_a_machine_whose_clock_is_behind_says_so_and_its_edits_sort_last(ours: Path) -> None:
    with shifted(-2 * YEAR), Project.open(ours, coder="ana") as project:
        assert "2 years behind the newest edit" in project.clock_note()
        project.apply(EditArticle(article="a", title="from long ago"))
        assert title_of(project) == "from long ago"
        assert project.check() == []
    with Project.open(ours, coder="ana") as project:
        assert project.clock_note() == ""


def test_a_stamp_that_is_no_date_does_not_stop_the_clock(ours: Path) -> None:
    statement = (
        "UPDATE edit SET clock = '999999999999999-999999-ff' WHERE n = (SELECT max(n) FROM edit)"
    )
    without_guards(ours, statement, again=True)
    with Project.open(ours, coder="ana") as project:
        for title in ("one", "two"):
            project.apply(EditArticle(article="a", title=title))
        assert title_of(project) == "two"
        assert project.check() == []
    assert max(map(millis_of, stamps(ours))) <= now_millis() + AHEAD
