"""A redo cancels exactly the undo that it answers, whatever else was undone meanwhile."""

from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.store.project import Project


def tagged(path: Path) -> None:
    with Project.open(path, "ana") as project:
        project.apply(Tag(id="x", article="a", code="quote", fragments=((0, 4),)))


def stands(project: Project) -> bool:
    assert project.check() == []
    return project.get(Annotation, "x") is not None


def shared(ours: Path, theirs: Path) -> None:
    """Make the same annotation in both files."""
    tagged(ours)
    theirs.write_bytes(ours.read_bytes())


def test_redoing_past_a_merge_leaves_undone_what_a_colleague_undid(
    ours: Path, theirs: Path
) -> None:
    shared(ours, theirs)
    with Project.open(theirs, "ben") as project:
        project.undo()
    with Project.open(ours, "ana") as project:
        project.bring_in([theirs])
        assert not stands(project)
        for _ in range(2):
            project.undo()
        assert not stands(project)
        project.redo()
        assert stands(project)
        project.redo()
        assert not stands(project)


def test_redoing_ones_own_undo_does_not_take_back_a_colleagues(ours: Path, theirs: Path) -> None:
    shared(ours, theirs)
    with Project.open(theirs, "ben") as project:
        project.undo()
    with Project.open(ours, "ana") as project:
        project.undo()
        project.redo()
        project.bring_in([theirs])
        assert not stands(project)


def test_a_colleagues_redo_brings_back_what_both_saw_undone(ours: Path, theirs: Path) -> None:
    tagged(ours)
    with Project.open(ours, "ana") as project:
        project.undo()
    theirs.write_bytes(ours.read_bytes())
    with Project.open(theirs, "ben") as project:
        project.redo()
        assert stands(project)
    with Project.open(ours, "ana") as project:
        assert not stands(project)
        project.bring_in([theirs])
        assert stands(project)


def test_redos_answer_undos_in_a_package_too(ours: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.annotator"
    with Project.open(ours, "ana") as project:
        project.apply(SetNote("q", "once"))
        project.undo()
        project.redo()
        project.write_package(package, coder="ana", articles=["a"])
        noted = project.get(Annotation, "q")
    with Project.open(package, "ana") as project:
        assert project.check() == []
        assert project.get(Annotation, "q") == noted
        answers = [(row.kind, row.answers is not None) for row in project.latest_edits(2)]
        assert answers == [("redo", True), ("undo", False)]
