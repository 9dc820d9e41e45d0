"""What comes in again with another text: its text is corrected, after a look at the labels."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import NameReviewers
from annotator.domain.study import ArticleState
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.imports.incoming import MARKS
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Open = Callable[..., ImportDialog]

OLD = "The mayor said teh truth. The hall was stil. She left."
NEW = "The mayor said the truth. She left."
URL = "https://herald.example/court"


@pytest.fixture
def coded(project: Project) -> Project:
    court = NewArticle(id="a1", title="Court", text=OLD, meta={"url": URL})
    project.apply(ImportRecords(articles=(court,)))
    for ident, words in (("truth", "teh truth"), ("hall", "The hall"), ("mayor", "The mayor")):
        start = OLD.index(words)
        places = ((start, start + len(words)),)
        project.apply(Tag(id=ident, article="a1", code="source", fragments=places))
    return project


@pytest.fixture
def session(coded: Project, qapp: object) -> Session:
    return Session(coded)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "again.jsonl"
    rows = (("a1", "Court", NEW), ("a2", "Budget", "Budget passed by one vote."))
    lines = [json.dumps({"id": one, "title": title, "text": text}) for one, title, text in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def by_address(tmp_path: Path) -> Path:
    path = tmp_path / "again.csv"
    path.write_text(f'title,url,text\nThe court,{URL},"{NEW}"\n', encoding="utf-8")
    return path


def marks(dialog: ImportDialog, row: int = 0) -> str:
    return dialog.model.index(row, MARKS).data()


def labels(dialog: ImportDialog) -> list[tuple[str, str, str]]:
    shown = dialog.correction.outcome.labels
    rows = [shown.texts(n) for n in range(shown.rowCount())]
    return [(becomes, words, now) for becomes, _, words, now in rows]


def words(project: Project) -> dict[str, str]:
    return {one.id: one.text for one in project.find(Annotation)}


def come_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)


def test_nothing_is_corrected_unasked(
    open_dialog: Open, table: Path, coded: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(table)
    assert dialog.correcting.isVisible()
    assert dialog.correcting.box.text().startswith("Correct the text of 1 article")
    assert not dialog.correcting.box.isChecked()
    assert marks(dialog) == "text differs"
    assert dialog.import_button.text() == "&Import 1 article"
    come_in(dialog, qtbot)
    assert coded.article_text("a1") == OLD
    assert len(coded.articles()) == 2


def test_what_becomes_of_labels_is_shown_before_and_written_then(
    open_dialog: Open, table: Path, coded: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(table)
    dialog.correcting.box.setFocus()
    qtbot.keyClick(dialog.correcting.box, Qt.Key.Key_Space)
    assert dialog.correcting.box.isChecked()
    assert dialog.tabs.currentWidget() is dialog.correction
    assert labels(dialog) == [
        ("no place", "“The hall”", ""),
        ("other words", "“teh truth”", "“the truth”"),
        ("carried", "“The mayor”", "“The mayor”"),
    ]
    told = dialog.correcting.told.text()
    assert "1 label loses its words and waits for a place." in told
    assert dialog.import_button.text() == "&Import 1 article, correct 1 text"
    assert coded.article_text("a1") == OLD
    come_in(dialog, qtbot)
    assert coded.article_text("a1") == NEW
    assert words(coded) == {"truth": "the truth", "mayor": "The mayor"}
    assert dialog.changes is not None
    assert dialog.changes.label == "1 article imported; 1 text corrected"
    coded.undo()
    assert coded.article_text("a1") == OLD
    assert words(coded)["hall"] == "The hall"
    assert coded.get(Article, "a2") is None


def test_a_tick_corrects_one_and_no_tick_leaves_it(
    open_dialog: Open, table: Path, coded: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(table)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert marks(dialog) == "text corrected"
    assert dialog.correcting.box.isChecked()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.import_button.text() == "&Import: correct 1 text"
    come_in(dialog, qtbot)
    assert coded.article_text("a1") == NEW
    assert dialog.changes is not None
    assert dialog.changes.label == "1 text corrected"


def test_one_with_the_same_address_comes_in_beside_it_or_corrects_it(
    open_dialog: Open, by_address: Path, coded: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(by_address)
    assert dialog.import_button.text() == "&Import 1 article"
    qtbot.mouseClick(dialog.correcting.box, Qt.MouseButton.LeftButton)
    assert dialog.import_button.text() == "&Import: correct 1 text"
    qtbot.mouseClick(dialog.correcting.box, Qt.MouseButton.LeftButton)
    assert dialog.import_button.text() == "&Import 1 article"
    come_in(dialog, qtbot)
    assert coded.article_text("a1") == OLD
    assert len(coded.articles()) == 2


def test_the_text_of_a_locked_article_is_not_offered(
    open_dialog: Open, table: Path, coded: Project
) -> None:
    coded.apply(SetStatus("a1", WorkStatus.DONE))
    coded.apply(SetArticleState(("a1",), ArticleState.SETTLED))
    coded.apply(LockArticles(("a1",)))
    dialog = open_dialog(table)
    assert not dialog.correcting.isVisible()
    assert "locked" in dialog.failures.list.item(0).text()


def test_who_is_no_reviewer_is_told_that_they_correct_texts(
    open_dialog: Open, table: Path, coded: Project
) -> None:
    coded.apply(NameReviewers(("lead",)))
    dialog = open_dialog(table)
    assert not dialog.correcting.isVisible()
    assert "only reviewers correct texts" in dialog.failures.list.item(0).text()


def test_labels_of_colleagues_that_may_not_be_seen_are_not_shown(
    coded: Project, table: Path, qtbot: QtBot
) -> None:
    coded.coder = "ben"
    coded.apply(SetStatus("a1", WorkStatus.IN_PROGRESS))
    dialog = ImportDialog(Session(coded), Settings(), [table])
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: bool(dialog.reader.batch.items))
    dialog.correcting.box.click()
    assert labels(dialog) == []
    assert "may not see" in dialog.correcting.told.text()
