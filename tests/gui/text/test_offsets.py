"""Offsets agree with Python's own encoder and with Qt's document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.gui.text.display import display_text
from annotator.gui.text.offsets import OffsetMap

ODD = [
    *"ab \n\r\t\0\v\f",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\ufdd1",
    "\ufffc",
    "\ud83d",
    "\ude00",
    "\u0301",
    "\u200d",
    "\u202e",
    "א",
    "ا",
    "中",
    "😀",
    "𝔘",
    "👨‍👩‍👧",
    "🇩🇪",
    "\U0010ffff",
]
texts = st.lists(st.one_of(st.sampled_from(ODD), st.characters()), max_size=30).map("".join)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(texts)
def test_every_position_goes_to_utf16_and_back(text: str) -> None:
    offsets = OffsetMap(text)
    for point in range(len(text) + 1):
        unit = offsets.to_utf16(point)
        assert unit == utf16_length(text[:point])
        assert offsets.to_code_point(unit) == point
        assert offsets.to_code_point(unit, up=True) == point


@given(texts)
def test_the_middle_of_a_surrogate_pair_counts_as_its_start_or_with_up_as_its_end(
    text: str,
) -> None:
    offsets = OffsetMap(text)
    for point, character in enumerate(text):
        if ord(character) > 0xFFFF:
            middle = offsets.to_utf16(point) + 1
            assert offsets.to_code_point(middle) == point
            assert offsets.to_code_point(middle, up=True) == point + 1


def test_positions_outside_the_text_are_refused() -> None:
    offsets = OffsetMap("a😀")
    for outside in (-1, 3):
        with pytest.raises(IndexError):
            offsets.to_utf16(outside)
    for outside in (-1, 4):
        with pytest.raises(IndexError):
            offsets.to_code_point(outside)


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
