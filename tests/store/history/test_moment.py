"""A copy of a moment is the project as it was then, sound, and undo goes on in it."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.store.project import Project


def state(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: [to_values(one) for one in project.find(kind.type)] for name, kind in KINDS.items()
    }
    found["texts"] = [project.article_text(row.id) for row in project.articles()]
    found["undo"], found["redo"] = project.undo_label(), project.redo_label()
    return found


def test_every_moment_can_be_gone_back_to(ours: Path, theirs: Path, tmp_path: Path) -> None:
    with Project.open(theirs, "ben") as project:
        project.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        project.apply(SetNote("b", "theirs"))
    with Project.open(ours, "ana") as project:
        moments: dict[str, dict[str, Any]] = {}

        def note() -> None:
            project.coder = "ana"
            moments[newest(project)] = state(project)

        note()
        project.apply(SetNote("q", "one"))
        note()
        project.undo()
        note()
        project.bring_in([theirs])
        moments[merges(project)[-1]] = {}
        project.apply(ImportRecords(articles=(NewArticle(id="z", title="Z", text="New"),)))
        note()
        project.apply(Delete(("s",)))
        note()
        project.take_back(list(moments)[-2])
        note()
        for n, (edit, wanted) in enumerate(moments.items()):
            copy = tmp_path / f"copy-{n}.annotator"
            project.copy_of_moment(edit, copy)
            with Project.open(copy, "ana") as then:
                assert then.check() == []
                assert then.latest_edits(1)[0].id == edit or not wanted
                assert state(then) == wanted or not wanted
                while then.undo() is not None:
                    pass
                assert then.check() == []
        assert state(project) == wanted


def newest(project: Project) -> str:
    sql = "SELECT id FROM edit ORDER BY n DESC LIMIT 1"
    return project._database.conn.execute(sql).fetchone()[0]


def merges(project: Project) -> list[str]:
    return [row.id for row in project.latest_edits() if row.kind == "merge"]


def test_bringing_it_in_again_brings_nothing_new(project: Project, tmp_path: Path) -> None:
    edit = project.apply(SetNote("q", "one")).edit
    project.apply(SetNote("q", "two"))
    project.copy_of_moment(edit, tmp_path / "copy.annotator")
    changes, _ = project.bring_in([tmp_path / "copy.annotator"])
    assert changes.edit == ""


def test_a_copy_of_a_moment_overwrites_nothing_and_leaves_nothing(
    project: Project, tmp_path: Path
) -> None:
    edit = newest(project)
    target = tmp_path / "copy.annotator"
    before = sorted(tmp_path.iterdir())

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        project.copy_of_moment(edit, target, cancel)
    with pytest.raises(UserError, match="no such edit"):
        project.copy_of_moment("nothing", target)
    assert sorted(tmp_path.iterdir()) == before
    target.write_text("mine")
    with pytest.raises(UserError, match="already there"):
        project.copy_of_moment(edit, target)
    assert target.read_text() == "mine"
    assert project.get(Annotation, "q") is not None
