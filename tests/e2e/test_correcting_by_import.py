"""Texts that come in again are corrected in the import dialog, by keys alone and by mouse."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QStyleOptionViewItem
from user import CONTROL, LEFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.imports.incoming import MARKS, TITLE
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

OLD = "The mayor said teh truth. The hall was stil. She left."
NEW = "The mayor said the truth. She left."
OTHER = "Teh budget passed."
MENDED = "The budget passed."
LABELS = {"truth": "teh truth", "hall": "The hall", "mayor": "The mayor"}


@pytest.fixture
def coded(user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """Have ana label one of two articles; both are chosen from a file with other texts."""
    path, again = tmp_path / "p.annotator", tmp_path / "again.jsonl"
    with Project.create(path, codebook=default_codebook(), coder="ana") as project:
        texts = (
            NewArticle(id="a1", title="Court", text=OLD),
            NewArticle(id="a2", title="Budget", text=OTHER),
        )
        project.apply(ImportRecords(articles=texts))
        for ident, words in LABELS.items():
            start = OLD.index(words)
            places = ((start, start + len(words)),)
            project.apply(Tag(id=ident, article="a1", code="source", fragments=places))
    rows = (("a1", "Court", NEW), ("a2", "Budget", MENDED), ("a3", "Weather", "It rains."))
    lines = [json.dumps({"id": one, "title": title, "text": text}) for one, title, text in rows]
    again.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(again)], ""))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def texts(user: User) -> list[str]:
    project = user.project.session.project
    return [project.article_text(one.id) for one in project.articles()]


def words(user: User) -> dict[str, str]:
    return {one.id: one.text for one in user.project.session.project.find(Annotation)}


def marks(dialog: ImportDialog) -> list[str]:
    rows = range(dialog.model.rowCount())
    return [dialog.model.index(row, MARKS).data() for row in rows]


def becomes(dialog: ImportDialog) -> list[tuple[str, str]]:
    """Return what the tab says of the labels of the article at hand."""
    assert dialog.correction.isVisible()
    shown = dialog.correction.outcome.labels
    rows = [shown.texts(n) for n in range(shown.rowCount())]
    return [(fate, words) for fate, _, words, _ in rows]


def read(user: User, dialog: ImportDialog) -> None:
    user.qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)


FATES = [("no place", "“The hall”"), ("other words", "“teh truth”"), ("carried", "“The mayor”")]


def test_by_keys_all_texts_are_corrected_after_a_look_and_undone_in_one_step(coded: User) -> None:
    def correct(dialog: ImportDialog) -> None:
        coded.press(Key.Key_Return)  # to the choice of files, as nothing is here yet
        read(coded, dialog)
        assert marks(dialog) == ["text differs", "text differs", ""]
        for _ in range(20):
            if coded.focus() is dialog.correcting.box:
                break
            coded.press(Key.Key_Tab)
        coded.press(Key.Key_Space)
        assert marks(dialog) == ["text corrected", "text corrected", ""]
        assert becomes(dialog) == FATES
        assert texts(coded) == [OLD, OTHER], "nothing is written before"
        coded.press(Key.Key_Return)

    coded.in_dialog(ImportDialog, correct, lambda: coded.press(Key.Key_I, modifiers=CONTROL))
    assert texts(coded) == [NEW, MENDED, "It rains."]
    assert words(coded) == {"truth": "the truth", "mayor": "The mayor"}
    assert coded.view.text == NEW
    assert "2 texts corrected" in coded.say()
    coded.view.setFocus()
    coded.press(Key.Key_Z, modifiers=CONTROL)
    assert texts(coded) == [OLD, OTHER]
    assert words(coded) == LABELS
    assert coded.view.text == OLD
    assert coded.project.session.project.check() == []


def test_by_keys_a_tick_corrects_one_text_and_leaves_the_others(coded: User) -> None:
    def correct(dialog: ImportDialog) -> None:
        coded.press(Key.Key_Return)
        read(coded, dialog)
        assert coded.focus() is dialog.table
        coded.press(Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space)
        assert marks(dialog) == ["text differs", "text corrected", ""]
        assert not dialog.correcting.box.isChecked()
        assert dialog.import_button.text() == "&Import: correct 1 text"
        coded.press(Key.Key_Return)

    coded.in_dialog(ImportDialog, correct, lambda: coded.press(Key.Key_I, modifiers=CONTROL))
    assert texts(coded) == [OLD, MENDED]
    assert words(coded) == LABELS


def tick(user: User, dialog: ImportDialog, row: int) -> None:
    """Click the box of an article."""
    table, index = dialog.table, dialog.model.index(row, TITLE)
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = table.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    place = table.style().subElementRect(box, option, table).center()
    user.qtbot.mouseClick(table.viewport(), LEFT, pos=place)


def tab(user: User, dialog: ImportDialog, words: str) -> None:
    bar = dialog.tabs.tabBar()
    place = next(n for n in range(bar.count()) if bar.tabText(n).replace("&", "") == words)
    user.qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())


def test_by_mouse_one_is_left_out_after_a_look_and_the_others_are_corrected(coded: User) -> None:
    def correct(dialog: ImportDialog) -> None:
        coded.click_button(dialog, "Add &files…")
        read(coded, dialog)
        tab(coded, dialog, "Correction")
        assert becomes(dialog) == FATES
        tab(coded, dialog, "Article")
        coded.click_button(dialog, dialog.correcting.box.text())
        assert marks(dialog) == ["text corrected", "text corrected", ""]
        assert dialog.tabs.currentWidget() is dialog.correction
        tick(coded, dialog, 1)
        assert marks(dialog) == ["text corrected", "text differs", ""]
        coded.click_button(dialog, "&Import 1 article, correct 1 text")

    coded.in_dialog(ImportDialog, correct, lambda: coded.by_menu("Project", "Import articles…"))
    assert texts(coded) == [NEW, OTHER, "It rains."]
    assert words(coded) == {"truth": "the truth", "mayor": "The mayor"}
    coded.do("undo")
    assert texts(coded) == [OLD, OTHER]
    assert words(coded) == LABELS


def test_by_mouse_the_tick_of_one_corrects_it(coded: User) -> None:
    def correct(dialog: ImportDialog) -> None:
        coded.click_button(dialog, "Add &files…")
        read(coded, dialog)
        for row in (0, 2):
            tick(coded, dialog, row)
        assert marks(dialog) == ["text corrected", "text differs", ""]
        assert dialog.model.data(dialog.model.index(0, TITLE), Qt.ItemDataRole.CheckStateRole)
        coded.click_button(dialog, "&Import: correct 1 text")

    coded.in_dialog(ImportDialog, correct, lambda: coded.by_menu("Project", "Import articles…"))
    assert texts(coded) == [NEW, OTHER]
    assert words(coded) == {"truth": "the truth", "mayor": "The mayor"}
