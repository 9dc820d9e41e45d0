"""A text is corrected after coding, by keys alone and by mouse; what loses its words is placed."""

from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from user import CONTROL, SHIFT, Key, User

from annotator.domain.alignment import Alignment, align
from annotator.domain.article import Article
from annotator.domain.edits import correcting as edits
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.correcting import CorrectingDialog
from annotator.gui.places import PlacesDialog
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project
from annotator.workflow import correcting as workflow

TEXT = "The mayor said teh truth.\n\n“We\u00a0will,” she\u2028added. The room was still."
MENDED = TEXT.replace("teh", "the")


@pytest.fixture
def coded(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="Court", text=TEXT, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
        for ident, words in (("truth", "teh truth"), ("room", "The room"), ("she", "she")):
            start = TEXT.index(words)
            places = ((start, start + len(words)),)
            project.apply(Tag(id=ident, article="a1", code="source", fragments=places))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def words(user: User) -> dict[str, str]:
    return {one.id: one.text for one in user.annotations}


def text(user: User) -> str:
    return user.coding.session.project.article_text("a1")


def rows(dialog: CorrectingDialog) -> list[tuple[str, str]]:
    table = dialog.labels
    return [
        (table.item(n, 0).text(), table.item(n, 2).text())  # type: ignore[union-attr]
        for n in range(table.rowCount())
    ]


def test_a_typo_is_mended_by_keys_alone(coded: User) -> None:
    def mend(dialog: CorrectingDialog) -> None:
        QTest.keyClick(dialog.edit, Key.Key_F, CONTROL)  # nothing is done by it here
        for _ in range(len("The mayor said t")):
            QTest.keyClick(dialog.edit, Key.Key_Right)
        QTest.keyClick(dialog.edit, Key.Key_Delete)
        QTest.keyClick(dialog.edit, Key.Key_Right)
        QTest.keyClicks(dialog.edit, "e")
        coded.qtbot.waitUntil(lambda: not dialog.looking.is_due)
        assert rows(dialog)[0] == ("other words", "“teh truth”")
        assert "2 labels are carried" in dialog.told.text()
        QTest.keyClick(dialog.edit, Key.Key_Return, CONTROL)

    coded.in_dialog(
        CorrectingDialog,
        mend,
        lambda: coded.press(Key.Key_X, modifiers=CONTROL | SHIFT),
    )
    assert text(coded) == MENDED  # the blank that does not break and U+2028 are there still
    assert coded.view.text == MENDED
    assert words(coded) == {"truth": "the truth", "room": "The room", "she": "she"}
    coded.view.setFocus()
    coded.press(Key.Key_Z, modifiers=CONTROL)
    assert text(coded) == TEXT == coded.view.text
    assert words(coded)["truth"] == "teh truth"
    assert coded.coding.session.project.check() == []


def test_the_window_compares_no_texts_while_one_types_and_none_that_are_long(
    coded: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[bool] = []

    def aligned(old: str, new: str) -> Alignment:
        threads.append(current_thread() is main_thread())
        return align(old, new)

    for module in (workflow, edits):
        monkeypatch.setattr(module, "align", aligned)
    more = "And on it went. " * 2_000

    def mend(dialog: CorrectingDialog) -> None:
        dialog.edit.moveCursor(QTextCursor.MoveOperation.End)
        dialog.edit.insertPlainText(more)
        coded.qtbot.waitUntil(lambda: not dialog.looking.is_due)
        assert "1 difference" in dialog.told.text()
        QTest.keyClick(dialog.edit, Key.Key_Return, CONTROL)

    coded.in_dialog(CorrectingDialog, mend, lambda: coded.do("correct_text"))
    assert text(coded) == TEXT + more
    assert threads
    assert not any(threads)


def test_what_loses_its_words_is_said_before_and_placed_after(coded: User) -> None:
    def cut(dialog: CorrectingDialog) -> None:
        cursor = dialog.edit.textCursor()
        start = TEXT.index("The room was")
        cursor.setPosition(start)
        cursor.setPosition(len(TEXT), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("Nobody spoke.")
        coded.qtbot.waitUntil(lambda: not dialog.looking.is_due)
        assert rows(dialog)[0] == ("no place", "“The room”")
        QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)

    coded.in_dialog(CorrectingDialog, cut, lambda: coded.do("correct_text"))
    assert set(words(coded)) == {"truth", "she"}
    assert coded.coding.session.project.check() == []

    def place(dialog: PlacesDialog) -> None:
        assert dialog.at_hand is not None
        assert dialog.at_hand.words == "The room"
        assert dialog.buttons["place_keep"].isEnabled() is False
        start = dialog.text.text.index("Nobody")
        dialog.text.set_selection(start, start + len("Nobody"))
        QTest.mouseClick(dialog.buttons["place_here"], Qt.MouseButton.LeftButton)
        assert dialog.at_hand is None
        dialog.reject()

    coded.in_dialog(PlacesDialog, place, lambda: coded.do("places"))
    assert words(coded)["room"] == "Nobody"
    assert coded.coding.session.project.check() == []


def test_an_earlier_text_comes_back_from_the_list(coded: User) -> None:
    def mend(dialog: CorrectingDialog) -> None:
        dialog.edit.setPlainText("At noon t" + TEXT[1:])
        dialog.accept()

    def back(dialog: CorrectingDialog) -> None:
        assert dialog.source.count() == 2
        QTest.keyClick(dialog.source, Key.Key_Down)
        assert dialog.source.currentIndex() == 1
        dialog.accept()

    coded.in_dialog(CorrectingDialog, mend, lambda: coded.do("correct_text"))
    assert text(coded) != TEXT
    coded.in_dialog(CorrectingDialog, back, lambda: coded.do("correct_text"))
    assert text(coded) == TEXT
    article = coded.coding.session.project.get(Article, "a1")
    assert article is not None
    assert article.counted_in == ""


def test_line_ends_of_two_characters_stay(coded: User) -> None:
    """They come in with texts of other programs; a widget shows each as one."""
    lines = "One said so.\r\n\r\nTwo\u00a0did.\r\nTh\rree."
    coded.coding.session.apply(CorrectText("a1", lines))
    QApplication.processEvents()

    def add(dialog: CorrectingDialog) -> None:
        dialog.edit.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(dialog.edit, " Four.")
        dialog._look()
        assert dialog.problem.isHidden()
        QTest.keyClick(dialog.edit, Key.Key_Return, CONTROL)

    coded.in_dialog(CorrectingDialog, add, lambda: coded.do("correct_text"))
    assert text(coded) == f"{lines} Four."
