"""Rows of two lines: who gets the room in the second one."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from annotator.gui.look.theme import BODY, ui_font
from annotator.gui.widgets.two_line_rows import TwoLines, aside_width, isolated

WORDS = "11 of 12 have it: not hana"


def test_an_aside_that_yields_leaves_the_words_whole(qtbot: QtBot) -> None:
    metrics = QFontMetrics(ui_font(BODY))
    words, aside = metrics.horizontalAdvance(WORDS), metrics.horizontalAdvance("Leaders press")
    room = words + aside // 2 + 20
    firm = TwoLines("one two", WORDS, "Leaders press")
    yielding = TwoLines("one two", WORDS, "Leaders press", yields=True)
    assert aside_width(metrics, firm, room) == aside
    assert aside // 2 <= aside_width(metrics, yielding, room) <= room - words
    assert aside_width(metrics, yielding, 3 * room) == aside
    assert aside_width(metrics, yielding, aside) == aside // 4  # both are cut


def test_a_text_that_turns_no_direction_gets_no_signs_of_another_font() -> None:
    for text in ("Greyhaven", "“I can’t,” she said · 5 Jun", "ÄÖÜ Жизнь 日本"):
        assert isolated(text) == text
    for text in ("صحيفة", "a\N{HEBREW LETTER ALEF}", "x\N{RIGHT-TO-LEFT OVERRIDE}y"):
        assert isolated(text) == f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
