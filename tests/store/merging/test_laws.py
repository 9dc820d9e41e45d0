"""Bringing files in is a union: in any order, any number of times, and it can be undone."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clocks import HOUR, YEAR, shifted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sequences import BOOK, CODERS, any_edit, fill

from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.people import Coder
from annotator.store.project import Project

DEVICES = ("one", "two", "three")
State = dict[str, dict[str, Any]]


def state(project: Project) -> State:
    """Return all records of all kinds by id, and the articles' texts."""
    found: State = {
        name: {record.id: to_values(record) for record in project.find(kind.type)}
        for name, kind in KINDS.items()
    }
    found["text"] = {row.id: project.article_text(row.id) for row in project.articles()}
    return found


def rows(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every record's table as they lie there."""
    connection = project._database.conn
    tables = (*KINDS, "withheld")
    sql = 'SELECT * FROM "{}"'
    return {t: sorted(connection.execute(sql.format(t)), key=repr) for t in tables}


def work(data: st.DataObject, path: Path, coder: str, most: int) -> None:
    """Edit a file as somebody would: edits, undoing and redoing."""
    with Project.open(path, coder=coder) as project:
        for _ in range(data.draw(st.integers(0, most))):
            act = data.draw(st.sampled_from(("edit", "edit", "edit", "undo", "redo")))
            if act == "undo":
                project.undo()
            elif act == "redo":
                project.redo()
            else:
                try:
                    project.apply(any_edit(data, project))
                except UserError:
                    continue


@contextmanager
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())
    try:
        yield path
    finally:
        shutil.rmtree(path)


def devices(data: st.DataObject, where: Path) -> dict[str, Path]:
    """Make copies and packages of one project on which people worked apart, and met at times."""
    base = where / "base.annotator"
    with Project.create(base, codebook=BOOK) as project:
        project.coder = CODERS[0]
        fill(project)
    paths = {name: where / f"{name}.annotator" for name in DEVICES}
    for path in paths.values():
        if data.draw(st.integers(0, 2)):
            shutil.copy(base, path)
        else:
            cut(data, base, path)
    for _ in range(data.draw(st.integers(1, 2))):
        for name, path in paths.items():
            work(data, path, data.draw(st.sampled_from((*CODERS, "cleo"))), 6)
            if data.draw(st.integers(0, 4)) == 0:
                path.rename(whole := path.with_name(f"whole-{name}.annotator"))
                cut(data, whole, path)
            if data.draw(st.integers(0, 3)) == 0:
                other = data.draw(st.sampled_from([p for n, p in paths.items() if n != name]))
                merged(path, other).close()
    return paths


def cut(data: st.DataObject, whole: Path, path: Path) -> None:
    """Cut a package for one of a project's coders, of some of its articles."""
    with Project.open(whole, coder="lea") as project:
        coder = data.draw(st.sampled_from(sorted(c.handle for c in project.find(Coder))))
        articles = [row.id for row in project.articles() if data.draw(st.booleans())]
        reviewed = data.draw(st.booleans())
        project.write_package(path, coder=coder, articles=articles, reviewed=reviewed)


def merged(into: Path, *others: Path) -> Project:
    project = Project.open(into, coder="lea")
    _, preview = project.bring_in(others)
    assert not any(report.error for report in preview.files)
    return project


def copied(path: Path, name: str) -> Path:
    target = path.with_name(f"{name}-{path.name}")
    shutil.copy(path, target)
    return target


def merged_copy(name: str, into: Path, *others: Path) -> tuple[Path, State]:
    target = copied(into, name)
    with merged(target, *others) as project:
        assert project.check() == []
        return target, state(project)


# An example takes a second or so: a few each time, and many where laws are to be tried hard.
LAW = settings(
    max_examples=4 if settings().max_examples <= 100 else 400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@LAW
@given(st.data())
def test_bringing_in_is_commutative_and_associative(data: st.DataObject) -> None:
    with folder() as where:
        one, two, three = devices(data, where).values()
        ab, state_ab = merged_copy("ab", one, two)
        _, state_ba = merged_copy("ba", two, one)
        assert state_ab == state_ba
        bc, _ = merged_copy("bc", two, three)
        _, left = merged_copy("left", ab, three)
        _, right = merged_copy("right", one, bc)
        _, at_once = merged_copy("at-once", three, two, one)
        assert left == right == at_once


@LAW
@given(st.data())
def test_bringing_the_same_in_again_changes_nothing(data: st.DataObject) -> None:
    with folder() as where:
        one, two, _ = devices(data, where).values()
        with merged(one, two) as project:
            before, edits = rows(project), len(project.latest_edits(10_000))
            changes, preview = project.bring_in([two])
            assert (changes.edit, changes.changes) == ("", ())
            assert not preview.brings_something
            assert rows(project) == before
            assert len(project.latest_edits(10_000)) == edits


@LAW
@given(st.data())
def test_undoing_it_brings_back_every_row_and_redoing_or_bringing_in_again_all_of_it(
    data: st.DataObject,
) -> None:
    with folder() as where:
        one, two, three = devices(data, where).values()
        with Project.open(one, coder="lea") as project:
            before = rows(project)
            preview = project.preview([two, three])
            assert rows(project) == before
            changes, done = project.bring_in([two, three])
            assert done == preview
            if not changes.edit:
                return
            after = rows(project)
            project.undo()
            assert rows(project) == before
            assert project.check() == []
            project.redo()
            assert rows(project) == after
            project.undo()
            project.bring_in([three])
            project.bring_in([two])
            assert rows(project) == after
            assert project.check() == []


@LAW
@given(st.data())
def test_work_goes_on_and_can_be_undone_after_bringing_in(data: st.DataObject) -> None:
    with folder() as where:
        one, two, _ = devices(data, where).values()
        two = copied(two, "last")
        with Project.open(one, coder="lea") as project:
            before = rows(project)
        merged(one, two).close()
        work(data, one, "ana", 8)
        with Project.open(one, coder="ana") as project:
            assert project.check() == []
            with Project.open(copied(two, "again"), coder="lea") as other:
                other.bring_in([one])
                there = state(other)
            with merged(copied(one, "back"), two) as back:
                assert state(back) == there
            while (label := project.undo_label()) and "Brought in" not in label:
                project.undo()
                assert project.check() == []
            if label and "Brought in last" in label:
                project.undo()
                assert rows(project) == before


@LAW
@given(st.data())
def test_undoing_back_past_merges_and_redoing_as_many_steps_changes_nothing(
    data: st.DataObject,
) -> None:
    with folder() as where:
        one, two, three = devices(data, where).values()
        work(data, one, "ana", 3)
        merged(one, two).close()
        work(data, one, "ben", 3)
        merged(one, three).close()
        work(data, one, "ana", 2)
        with Project.open(one, coder="lea") as project:
            past = [rows(project)]
            while len(past) < 12 and project.undo() is not None:
                past.append(rows(project))
            assert project.check() == []
            while len(past) > 1:
                assert rows(project) == past.pop()
                assert project.redo() is not None
            assert rows(project) == past.pop()
            assert project.check() == []


@LAW
@given(st.data(), st.sampled_from((2 * HOUR, 3 * YEAR)))
def test_the_laws_hold_with_a_clock_ahead(data: st.DataObject, ahead: int) -> None:
    with folder() as where:
        one, two, three = devices(data, where).values()
        with shifted(ahead):
            work(data, two, "ben", 5)
        with shifted(2 * ahead):
            work(data, three, "cleo", 3)
        ab, state_ab = merged_copy("ab", one, two)
        ba, state_ba = merged_copy("ba", two, one)
        assert state_ab == state_ba
        _, left = merged_copy("left", ab, three)
        bc, _ = merged_copy("bc", two, three)
        _, right = merged_copy("right", one, bc)
        assert left == right
        with merged(ba, two, ab) as project:
            assert state(project) == state_ba
