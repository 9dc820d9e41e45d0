"""What Qt is given to show is counted by Qt as the offset map counts the article."""

from hypothesis import given
from odd_texts import texts, utf16_length
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.domain.offsets import OffsetMap
from annotator.gui.text.display import display_text


@given(texts)
def test_what_is_shown_is_as_long_as_the_article(text: str) -> None:
    assert utf16_length(display_text(text)) == utf16_length(text)


def test_ordinary_text_is_shown_as_it_is() -> None:
    for text in ("Plain words.\nAnd more.", "“Ça va” 😀 — مرحبا\u00a0\u2028x"):
        assert display_text(text) is text


def test_qt_counts_every_text_as_the_offset_map_does(qtbot: QtBot) -> None:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)

    @given(texts)
    def agree(text: str) -> None:
        shown = display_text(text)
        editor.setPlainText(shown)
        offsets = OffsetMap(text)
        assert editor.document().characterCount() - 1 == offsets.units
        cursor = QTextCursor(editor.document())
        for point in range(len(text)):
            cursor.setPosition(offsets.to_utf16(point))
            assert offsets.to_code_point(cursor.position()) == point

    agree()
