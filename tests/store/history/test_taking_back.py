"""One edit in the middle is taken back as if it had never been done, when nothing stands on it."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sequences import BOOK, CODERS, any_edit, fill

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.edits.annotations import Delete, SetFragments, SetNote, SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import RetireCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.sampling import SAMPLES
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.store.project import Project


def done(project: Project, edit: Edit) -> str:
    return project.apply(edit).edit


def refusal(project: Project, edit: str) -> str:
    before = project.latest_edits(1)
    with pytest.raises(UserError) as refused:
        project.take_back(edit)
    assert project.latest_edits(1) == before
    assert project.check() == []
    return str(refused.value)


def quote(project: Project) -> Annotation:
    found = project.get(Annotation, "q")
    assert found is not None
    return found


def test_an_edit_in_the_middle_goes_and_what_came_after_stays(project: Project) -> None:
    noted = done(project, SetNote("q", "why?"))
    project.apply(SetValue("q", "kind", "odd"))
    project.apply(Tag(id="x", article="a", code="quote", fragments=((3, 5),)))
    changes = project.take_back(noted)
    assert changes is not None
    assert changes.label == "Undone: Note written"
    assert (quote(project).note, quote(project).values["kind"]) == ("", "odd")
    assert project.get(Annotation, "x") is not None
    assert project.check() == []
    assert project.redo_label() == "Note written"
    project.redo()
    assert quote(project).note == "why?"
    assert project.undo_label() == "Note written"
    assert project.check() == []


def test_the_last_edit_is_simply_undone(project: Project) -> None:
    noted = done(project, SetNote("q", "why?"))
    project.take_back(noted)
    assert quote(project).note == ""


def test_what_changed_the_same_attribute_stands_on_it(project: Project) -> None:
    noted = done(project, SetNote("q", "one"))
    project.apply(SetNote("q", "two"))
    assert refusal(project, noted) == (
        "“Note written” can't be taken back by itself: “Note written” by ana stands on it. "
        "Take that back first, or undo step by step, back to it."
    )
    project.undo()
    project.take_back(noted)
    assert quote(project).note == ""


def test_what_refers_to_what_it_made_stands_on_it(project: Project) -> None:
    article = NewArticle(id="b", title="B", text="A new text.")
    came = done(project, ImportRecords(articles=(article,)))
    project.apply(Tag(id="x", article="b", code="quote", fragments=((0, 1),)))
    project.apply(SetValue("x", "kind", "odd"))
    project.apply(Tag(id="y", article="b", code="source", fragments=((0, 1),)))
    assert "“Quote made” by ana and “Source made” by ana stand on it" in refusal(project, came)


def test_what_it_would_bring_back_must_have_all_it_refers_to(project: Project) -> None:
    gone = done(project, Delete(("q",)))
    project.apply(Delete(("s",)))
    assert "“Source deleted” by ana stands on it" in refusal(project, gone)


def test_labels_stand_on_the_codebook_that_they_were_made_by(project: Project) -> None:
    retired = done(project, RetireCode("tone"))
    project.apply(SetNote("q", "by the new codebook"))
    assert "“Note written” by ana stands on it" in refusal(project, retired)


def test_not_every_edit_can_be_taken_back(project: Project, tmp_path: Path) -> None:
    noted = done(project, SetNote("q", "one"))
    undone = project.undo()
    assert undone is not None
    assert "is taken back already" in refusal(project, noted)
    assert "is itself a step" in refusal(project, undone.edit)
    first = project.latest_edits()[-1].id
    assert "The making of the project" in refusal(project, first)
    assert "There is no such edit" in refusal(project, "nothing")
    project.apply(SetNote("q", "two"))
    assert "was undone, and other work was done since" in refusal(project, noted)
    package = tmp_path / "package.annotator"
    project.write_package(package, coder="ana", articles=["a"])
    with Project.open(package, "ana") as cut:
        assert "came in from another one" in refusal(cut, cut.latest_edits(1)[0].id)


def test_a_merge_in_the_middle_goes_with_all_that_it_brought(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, "ben") as project:
        project.apply(Tag(id="x", article="a", code="quote", fragments=((0, 4),)))
    with Project.open(ours, "ana") as project:
        changes, _ = project.bring_in([theirs])
        project.apply(SetFragments("s", ((12, 20),)))
        project.take_back(changes.edit)
        assert project.get(Annotation, "x") is None
        assert project.check() == []
        project.redo()
        assert project.get(Annotation, "x") is not None
        project.apply(SetNote("s", "n"))
        assert project.check() == []


def state(project: Project) -> dict[str, dict[str, dict[str, Any]]]:
    """Return all records without the moments at which they were made and changed."""
    found = {
        name: {one.id: to_values(one) for one in project.find(kind.type)}
        for name, kind in KINDS.items()
    }
    for records in found.values():
        for values in records.values():
            for moment in ("created", "modified", "at"):
                values.pop(moment, None)
    for info in found["project"].values():  # a draw is kept under the moment of it
        drawn = [one for name, one in sorted(info["settings"].items()) if name.startswith(SAMPLES)]
        others = {k: v for k, v in info["settings"].items() if not k.startswith(SAMPLES)}
        info["settings"] = others | {SAMPLES: drawn}
    return found


Footprint = set[tuple[str, str, str]]


def footprint(changes: Changes) -> Footprint:
    """Return the attributes that an edit gave: what it said and was so already leaves no trace."""
    return {
        (change.kind, change.record, name)
        for change in changes
        for name in (change.after or {"": None})
        if name != "modified"
    }


def replayed(
    base: Path, edits: list[tuple[str, Edit, Footprint]]
) -> dict[str, dict[str, dict[str, Any]]] | None:
    """Return the state after these edits; none if one says other than it did, or is refused.

    Who was given another handle, for one, has annotations that are a colleague's without that.
    """
    path = base.with_name("replayed.annotator")
    shutil.copy(base, path)
    with Project.open(path) as project:
        for coder, edit, before in edits:
            project.coder = coder
            try:
                if footprint(project.apply(edit)) != before:
                    return None
            except UserError:
                return None
        return state(project)


# An example takes a tenth of a second: a few each time, and many where laws are to be tried hard.
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=12 if settings().max_examples <= 100 else 2000,
)
@given(st.data())
def test_it_is_as_if_the_edit_had_never_been_done(data: st.DataObject) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        base, path = folder / "base.annotator", folder / "p.annotator"
        with Project.create(base, codebook=BOOK) as project:
            project.coder = CODERS[0]
            fill(project)
        shutil.copy(base, path)
        with Project.open(path) as project:
            edits: list[tuple[str, tuple[str, Edit, Footprint]]] = []
            for _ in range(data.draw(st.integers(2, 9))):
                project.coder = data.draw(st.sampled_from(CODERS))
                edit = any_edit(data, project)
                try:
                    made = project.apply(edit)
                except UserError:
                    continue
                if made.edit:
                    edits.append((made.edit, (project.coder, edit, footprint(made))))
            if len(edits) < 2:
                return
            whole = state(project)
            place = data.draw(st.integers(0, len(edits) - 2))
            try:
                project.take_back(edits.pop(place)[0])
            except UserError:
                assert state(project) == whole
                return
            assert project.check() == []
            without = replayed(base, [edit for _, edit in edits])
            assert without in (None, state(project))
            project.redo()
            assert state(project) == whole
            assert project.check() == []
            while project.undo() is not None:
                pass
            assert project.check() == []
    finally:
        shutil.rmtree(folder)
