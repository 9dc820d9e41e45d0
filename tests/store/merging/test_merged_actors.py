"""What a colleague's project brings for an actor that is another one by now ends at that one."""

import shutil
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from named_actors import FULL, LAST, OTHER, named_actors, tag

from annotator.domain.annotation import Link
from annotator.domain.edits.actors import MergeActors, SplitActor
from annotator.domain.edits.links import AddLink, ArchiveActor
from annotator.domain.kinds import KINDS
from annotator.domain.people import Actor
from annotator.store.project import Project


def two_files(tmp_path: Path) -> tuple[Path, Path]:
    ours, theirs = tmp_path / "ours.annotator", tmp_path / "theirs.annotator"
    named_actors(ours).close()
    shutil.copy(ours, theirs)
    return ours, theirs


def merge_actors(project: Project, kept: str, gone: str) -> None:
    found = project.get(Actor, kept)
    assert found is not None
    project.apply(MergeActors(found, (gone,)))


def ends(project: Project) -> dict[str, str]:
    return {one.annotation: one.target_actor or "" for one in project.find(Link)}


def state(project: Project) -> dict[str, list[object]]:
    return {
        kind.name: sorted(project.find(kind.type), key=lambda one: one.id)
        for kind in KINDS.values()
    }


def test_a_colleagues_link_is_led_on_and_back_when_the_merge_is_undone(tmp_path: Path) -> None:
    ours, theirs = two_files(tmp_path)
    with Project.open(theirs, "ben") as project:
        tag(project, "late", "a1", "quote", (0, 4), said_by=LAST)
    with Project.open(ours, "ana") as project:
        merge_actors(project, FULL, LAST)
        merged = project.next_undo()
        project.bring_in([theirs])
        assert ends(project)["late"] == FULL
        assert project.actors.figures([FULL])[FULL].quotes == 4
        assert project.check() == []
    with Project.open(ours, "ana") as project:  # after a restart
        assert merged is not None
        project.take_back(merged.id)
        assert ends(project)["late"] == LAST
        assert project.get(Actor, LAST).archived is False  # type: ignore[union-attr]
        assert project.check() == []
        project.redo()
        assert ends(project)["late"] == FULL
        assert project.check() == []


def test_bringing_in_is_undone_with_what_it_led_on(tmp_path: Path) -> None:
    ours, theirs = two_files(tmp_path)
    with Project.open(theirs, "ben") as project:
        tag(project, "late", "a1", "quote", (0, 4), said_by=LAST)
    with Project.open(ours, "ana") as project:
        merge_actors(project, FULL, LAST)
        before = state(project)
        project.bring_in([theirs])
        project.undo()
        assert state(project) == before
        assert project.check() == []


def test_what_came_by_two_steps_goes_back_one_by_one(tmp_path: Path) -> None:
    ours, theirs = two_files(tmp_path)
    with Project.open(theirs, "ben") as project:
        tag(project, "late", "a1", "quote", (0, 4), said_by=LAST)
    with Project.open(ours, "ana") as project:
        merge_actors(project, FULL, LAST)
        merge_actors(project, OTHER, FULL)
        project.bring_in([theirs])
        assert ends(project)["late"] == OTHER
        project.undo()
        project.undo()
        project.bring_in([theirs])
        assert ends(project)["late"] == FULL
        assert project.check() == []


def test_two_who_merged_the_other_way_round_have_one_of_them_left(tmp_path: Path) -> None:
    ours, theirs = two_files(tmp_path)
    for path, kept, gone in ((ours, FULL, LAST), (theirs, LAST, FULL)):
        with Project.open(path, "ana" if path is ours else "ben") as project:
            merge_actors(project, kept, gone)
    with Project.open(ours, "ana") as project:
        project.bring_in([theirs])
        (left,) = {end for end in ends(project).values() if end}
        assert project.get(Actor, left).archived is False  # type: ignore[union-attr]
        assert project.check() == []


def test_an_actor_that_is_offered_again_keeps_what_comes(tmp_path: Path) -> None:
    ours, theirs = two_files(tmp_path)
    with Project.open(theirs, "ben") as project:
        tag(project, "late", "a1", "quote", (0, 4), said_by=LAST)
    with Project.open(ours, "ana") as project:
        merge_actors(project, FULL, LAST)
        project.apply(ArchiveActor(LAST, archived=False))
        project.bring_in([theirs])
        assert ends(project)["late"] == LAST


@settings(max_examples=30)
@given(data=st.data())
def test_merging_and_splitting_actors_are_undone_exactly(
    data: st.DataObject, tmp_path_factory: object
) -> None:
    folder = Path(str(tmp_path_factory.mktemp("law")))  # type: ignore[attr-defined]
    ours, theirs = two_files(folder)
    with Project.open(theirs, "ben") as project:
        late = data.draw(st.integers(0, 2))
        for n in range(late):
            to = data.draw(st.sampled_from((FULL, LAST, OTHER)))
            project.apply(AddLink(annotation="t2", type="target", actor=to))
            tag(project, f"late{n}", "a1", "quote", (n, n + 4), said_by=to)
    restarts = data.draw(st.booleans())
    project = Project.open(ours, "ana")
    states: list[object] = []
    edits: list[str] = []
    for n in range(data.draw(st.integers(1, 3))):
        states.append(state(project))
        left = [one.id for one in project.find(Actor) if not one.archived]
        if len(left) > 1 and data.draw(st.booleans()):
            kept, gone = data.draw(st.permutations(left))[:2]
            merge_actors(project, kept, gone)
        else:
            of = data.draw(st.sampled_from(left))
            links = [one.id for one in project.find(Link, target_actor=of)]
            project.apply(SplitActor(of, Actor(id=f"n{n}", name="New"), tuple(links[:2])))
        row = project.next_undo()
        edits.append(row.id if row is not None else "")
    if restarts:
        project.close()
        project = Project.open(ours, "ana")
    with project:
        project.bring_in([theirs])
        assert project.check() == []
        row = project.next_undo()
        assert row is not None
        assert (row.id != edits[-1]) == bool(late)  # a file with nothing new is no step
        if late:
            assert project.undo() is not None
        for before in reversed(states):
            assert project.undo() is not None
            assert state(project) == before
        assert project.check() == []
        for _ in edits:
            project.redo()
        assert project.check() == []
