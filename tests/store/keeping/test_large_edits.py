"""Edits too large to be held in memory: none of what was done before them is let go too early."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import BusyError, FileChangedError
from annotator.store.history import writing
from annotator.store.project import Project


def articles(name: str, count: int = 1) -> ImportRecords:
    made = (NewArticle(id=f"{name}{n}", title=name, text=f"{name} {n}") for n in range(count))
    return ImportRecords(articles=tuple(made))


def overwritten(project: Project, content: bytes) -> FileChangedError:
    project.path.write_bytes(content)
    with pytest.raises(FileChangedError) as told:
        project.look_at_file()
    return told.value


def test_what_was_done_before_a_large_edit_that_failed_is_kept(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = closed.read_bytes()
    with Project.open(closed, "ana") as project:
        project.be_patient(0)
        project.apply(articles("one"))
        monkeypatch.setattr(writing, "MOST_TOLD", 10)
        with closing(sqlite3.connect(closed, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM article").fetchall()
            with pytest.raises(BusyError):
                project.apply(articles("many", 50))
        project.look_for_lock()
        error = overwritten(project, before)
        assert error.whole
        assert error.kept is not None
        with Project.open(error.kept) as kept:
            assert "one0" in kept.article_ids()


def test_a_file_without_a_large_edit_is_not_called_whole(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = closed.read_bytes()
    with Project.open(closed, "ana") as project:
        monkeypatch.setattr(writing, "MOST_TOLD", 10)
        project.apply(articles("many", 50))
        assert not overwritten(project, before).whole
