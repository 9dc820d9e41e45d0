"""Bringing files in is a union: in any order, any number of times, and it can be undone."""

from apart import (
    LAW,
    copied,
    devices,
    folder,
    merged,
    merged_copy,
    rows,
    state,
    steps_back_and_forth,
    work,
)
from clocks import HOUR, YEAR, shifted
from hypothesis import given
from hypothesis import strategies as st

from annotator.store.project import Project


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
            steps_back_and_forth(project, rows, before)
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
