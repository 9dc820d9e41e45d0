"""Large steps: on another thread, with their progress shown, and nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.articles import RemoveArticles
from annotator.gui.session import known, stepping
from annotator.gui.session.session import Session
from annotator.store.project import Project


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(stepping, "_LARGE", 1)
    monkeypatch.setattr(known, "_MOST_FOLLOWED", 1)
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    window = QMainWindow()
    qtbot.addWidget(window)
    session = Session(Project.open(path, "ana"), window)
    session.window = window
    yield session
    session.end()


def test_a_large_undo_and_its_redo_are_done_elsewhere_and_shown(
    session: Session, qtbot: QtBot
) -> None:
    article = session.project.find(Article)[0].id
    session.open_article(article)
    ids = tuple(one.id for one in session.project.find(Annotation, article=article))
    assert len(ids) > 1
    session.apply(Delete(ids))
    told: list[str] = []
    session.told.connect(told.append)
    assert session.undo() is None, "it has only begun"
    qtbot.waitUntil(lambda: len(told) == 1)
    assert session.article is not None
    assert session.article.annotations.keys() == set(ids)
    session.redo()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert session.article.annotations == {}
    assert [one.partition(":")[0] for one in told] == ["Undone", "Redone"]
    assert session.project.check() == []


def test_a_large_edit_is_done_elsewhere_and_can_be_undone(session: Session, qtbot: QtBot) -> None:
    every = tuple(one.id for one in session.project.find(Article))
    told: list[str] = []
    session.told.connect(told.append)
    session.apply_large(RemoveArticles(every), "Removing articles")
    qtbot.waitUntil(lambda: bool(told))
    assert session.project.find(Article) == []
    session.undo()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert {one.id for one in session.project.find(Article)} == set(every)


def test_why_a_large_edit_is_refused_is_told(session: Session, qtbot: QtBot) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    session.apply_large(RemoveArticles(("none",)), "Removing articles")
    qtbot.waitUntil(lambda: bool(refused))
    assert "There is no article none" in refused[0]
