"""Two coders who look the same to people can't come to be, in whichever way they come."""

import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from sequences import BOOK

from annotator.domain import rules
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.formats.dataset import Dataset
from annotator.formats.incoming import ReadOptions
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.coders import as_spelt, coders_of, handle_problem, introduction
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect

ZOE = "Zoë"
ALIKE = [unicodedata.normalize("NFD", ZOE), "ZOË", " Zoë ".strip()]
HIDDEN = "Zo\u200bë"


def founded(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    project.coder = ZOE
    article = NewArticle(id="a", title="One", text="Some words.")
    project.apply(ImportRecords(articles=(article,)))
    project.apply(PutCoder(Coder(id=coder_id(ZOE), handle=ZOE)))
    return project


def handles(project: Project) -> list[str]:
    found = [one.handle for one in project.find(Coder)]
    assert len({folded(one) for one in found}) == len(found)
    return found


@pytest.mark.parametrize("typed", ALIKE)
def test_by_typing(tmp_path: Path, typed: str) -> None:
    with founded(tmp_path / "p.annotator") as project:
        assert as_spelt(typed, coders_of(project)) == ZOE
        project.coder = typed
        project.apply(Assign((("a", typed),)))
        edit = introduction(project, typed, "Zoë Full")
        assert edit is not None
        project.apply(edit)
        assert len(handles(project)) == 1
        assert Dataset(project, Selection(layers=(typed,))).takes is not None
        with pytest.raises(UserError, match="is taken"):
            project.apply(PutCoder(Coder(id="another", handle=typed)))


def test_by_typing_what_is_not_seen() -> None:
    assert "can't be seen" in handle_problem(HIDDEN)


@pytest.mark.parametrize("given", [*ALIKE, HIDDEN])
def test_by_importing(tmp_path: Path, given: str) -> None:
    path = tmp_path / "in.jsonl"
    label = {"code": "source", "start": 0, "end": 4, "coder": given}
    path.write_text(json.dumps({"text": "More words.", "annotations": [label]}), encoding="utf-8")
    with founded(tmp_path / "p.annotator") as project:
        batch = collect([path], ReadOptions(), project)
        if batch.items:
            project.apply(import_edit(batch.items, project, batch.companions))
        assert handles(project) == [ZOE]
        assert bool(batch.errors) == (given == HIDDEN)
        assert project.check() == []


@pytest.mark.parametrize("given", [*ALIKE, HIDDEN])
def test_by_merging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setattr(rules, "_check_handle", lambda _: None)  # as older files may have it
    ours, theirs = tmp_path / "ours.annotator", tmp_path / "theirs.annotator"
    founded(ours).close()
    shutil.copy(ours, theirs)
    with Project.open(ours, coder="ana") as project:
        project.apply(PutCoder(Coder(id=coder_id(ZOE), handle=ZOE, name="Ours")))
    with Project.open(theirs, coder="ben") as project:
        zoe = Coder(id=coder_id(ZOE), handle="first")
        project.apply(PutCoder(zoe))
        project.apply(PutCoder(Coder(id="x", handle=given)))
        project.apply(Assign((("a", given),)))
    with Project.open(ours, coder="lea") as project:
        _, preview = project.bring_in([theirs])
        assert not preview.files[0].error
        handles(project)
        assert project.check() == []


def test_a_reserved_word_is_reserved_however_it_is_written(tmp_path: Path) -> None:
    with founded(tmp_path / "p.annotator") as project:
        for handle in ("Gold", "go\u200bld", "ＡＬＬ".casefold(), " all"):
            if folded(handle) in ("gold", "all"):
                with pytest.raises(UserError):
                    project.apply(PutCoder(Coder(id="c", handle=handle)))
