"""The caret, the selection and what the view tells about them, in the article's own positions."""

import gc
import weakref
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.text import ArticleView, LinkLine, Mark

Marks = Callable[..., Mark]

EMOJI = "One 😀 two 👨‍👩‍👧 three e\u0301 four 🇩🇪 end"
ODD = "a\u00a0b\u2028c\r\nd\u2029e"
LONG = "\n\n".join(f"Paragraph {i} of a long text about talks and truces." for i in range(300))
Key = Qt.Key
letters = st.sampled_from(["a", "😀", "👨‍👩‍👧", "e\u0301", " ", "\n", "\r\n", "א"])


def press(view: ArticleView, key: Key, *, shift: bool = False, ctrl: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    modifiers |= Qt.KeyboardModifier.ShiftModifier if shift else modifiers
    modifiers |= Qt.KeyboardModifier.ControlModifier if ctrl else modifiers
    QTest.keyClick(view, key, modifiers)


def test_positions_behind_emoji_are_counted_in_code_points(view: ArticleView) -> None:
    view.show_article(EMOJI, ())
    start = EMOJI.index("three")
    view.set_selection(start, start + 5)
    assert view.selection() == (start, start + 5)
    assert view.textCursor().selectedText() == "three"


def test_arrow_keys_step_over_whole_letters(view: ArticleView) -> None:
    view.show_article("x😀👨‍👩‍👧e\u0301🇩🇪y", ())
    stops = [view.caret()]
    for _ in range(6):
        press(view, Key.Key_Right)
        stops.append(view.caret())
    assert stops == [0, 1, 2, 7, 9, 11, 12]


def test_shift_with_arrow_keys_selects(view: ArticleView) -> None:
    view.show_article("one two", ())
    for _ in range(3):
        press(view, Key.Key_Right, shift=True)
    assert view.selection() == (0, 3)
    assert view.caret() == 3


def test_home_end_and_control_keys_move_the_caret(view: ArticleView) -> None:
    view.show_article("one two\nthree", ())
    press(view, Key.Key_End)
    assert view.caret() == 7
    press(view, Key.Key_End, ctrl=True)
    assert view.caret() == 13
    press(view, Key.Key_Home)
    assert view.caret() == 8
    press(view, Key.Key_Home, ctrl=True)
    press(view, Key.Key_Right, ctrl=True)
    assert view.caret() == 4


def test_page_keys_take_the_caret_along_and_back(view: ArticleView) -> None:
    view.show_article(LONG, ())
    press(view, Key.Key_PageDown)
    below = view.caret()
    assert below > 100
    assert view.viewport().rect().contains(view.cursorRect().center())
    press(view, Key.Key_PageDown, shift=True)
    assert view.selection() == (below, view.caret())
    press(view, Key.Key_PageUp)
    press(view, Key.Key_PageUp)
    assert view.caret() == 0


def test_a_place_inside_a_letter_is_moved_to_its_edge(view: ArticleView) -> None:
    family = EMOJI.index("👨")
    view.show_article(EMOJI, ())
    view.set_caret(family + 2)
    assert view.caret() == family
    view.set_selection(family + 1, family + 3)
    assert view.selection() == (family, family + 5)


def test_caret_and_selection_never_stand_inside_a_letter(view: ArticleView) -> None:
    @given(st.lists(letters, max_size=12), st.data())
    def hold(parts: list[str], data: st.DataObject) -> None:
        text = "".join(parts)
        edges = {sum(map(len, parts[:i])) for i in range(len(parts) + 1)}
        view.show_article(text, ())
        start = data.draw(st.integers(0, len(text)))
        view.set_selection(start, data.draw(st.integers(start, len(text))))
        ends = view.selection() or (view.caret(), view.caret())
        assert set(ends) <= edges

    hold()


def test_the_end_of_a_line_is_one_place_where_it_ends_in_cr_lf(view: ArticleView) -> None:
    view.show_article("one\r\ntwo", ())
    press(view, Key.Key_End)
    assert view.caret() == 3
    press(view, Key.Key_Right)
    assert view.caret() == 5
    press(view, Key.Key_Left)
    assert view.caret() == 3


def test_copying_gives_the_article_s_own_characters(view: ArticleView) -> None:
    view.show_article(ODD, ())
    press(view, Key.Key_A, ctrl=True)
    press(view, Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text() == ODD


def test_a_move_is_told_once_with_caret_and_selection(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article("😀 one two", ())
    told: list[tuple[int, int, int]] = []
    view.selection_moved.connect(lambda *place: told.append(place))
    view.set_selection(2, 5)
    view.set_caret(3)
    assert told == [(5, 2, 5), (3, 3, 3)]


def test_the_key_handler_sees_keys_first_and_may_use_them_up(view: ArticleView) -> None:
    view.show_article("one two", ())
    seen: list[str] = []

    def handler(event: QKeyEvent) -> bool:
        seen.append(event.text())
        return event.key() == Key.Key_Right

    view.key_handler = handler
    QTest.keyClick(view, Key.Key_Q)
    press(view, Key.Key_Right)
    press(view, Key.Key_End)
    assert seen == ["q", "", ""]
    assert view.caret() == 7


def test_nothing_that_is_typed_changes_the_text(view: ArticleView) -> None:
    view.show_article("one two", ())
    QTest.keyClicks(view, "abc")
    QTest.keyClick(view, Key.Key_Delete)
    press(view, Key.Key_V, ctrl=True)
    assert view.toPlainText() == "one two"


def test_marks_at_a_place_come_innermost_first(view: ArticleView, mark: Marks) -> None:
    view.show_article("😀" * 20, [mark("outer", (0, 18)), mark("inner", (4, 8))])
    assert view.marks_at(5) == ["inner", "outer"]
    assert view.marks_at(8) == ["outer"]
    assert view.marks_at(18) == []


def test_the_marks_under_the_caret_are_told_when_they_change(
    view: ArticleView, mark: Marks
) -> None:
    view.show_article("one two three", [mark("a", (4, 7)), mark("b", (0, 7))])
    told: list[list[str]] = []
    view.marks_under_caret.connect(told.append)
    for place in (5, 6, 9):
        view.set_caret(place)
    view.update_marks([mark("c", (8, 13))])
    assert told == [["a", "b"], [], ["c"]]


def test_a_caret_right_behind_a_mark_is_still_on_it(view: ArticleView, mark: Marks) -> None:
    view.show_article("one two three", [mark("a", (4, 7))])
    view.set_caret(7)
    view.marks_under_caret.connect(pytest.fail)
    view.update_marks([mark("a", (4, 7))])
    assert view.marks_at(7) == []


def test_updating_changes_adds_and_removes_marks(view: ArticleView, mark: Marks) -> None:
    view.show_article("one two three", [mark("a", (0, 3)), mark("b", (4, 7))])
    view.update_marks([mark("a", (0, 7)), mark("c", (8, 13))], ["b"])
    assert [view.marks_at(p) for p in (1, 5, 9)] == [["a"], ["a"], ["c"]]
    view.update_marks([], ["a", "unknown"])
    assert view.marks_at(1) == []


def test_a_split_mark_is_found_in_each_of_its_parts(view: ArticleView, mark: Marks) -> None:
    view.show_article("one two three", [mark("a", (0, 3), (8, 13))])
    assert [view.marks_at(p) for p in (1, 5, 9)] == [["a"], [], ["a"]]


def test_another_article_starts_at_its_top_without_marks_or_focus(
    view: ArticleView, mark: Marks
) -> None:
    view.show_article(LONG, [mark("a", (0, 3))])
    view.set_caret(len(LONG))
    view.focus_mark("a")
    view.show_article("short", ())
    assert (view.caret(), view.selection(), view.scene.focus) == (0, None, None)
    view.clear_article()
    assert (view.text, view.marks_at(0)) == ("", [])


def test_revealing_scrolls_only_to_what_is_out_of_view(view: ArticleView) -> None:
    view.show_article(LONG, ())
    view.reveal(100, 120)
    assert view.verticalScrollBar().value() == 0
    far = LONG.index("Paragraph 200")
    view.reveal(far, far + 20)
    scrolled = view.verticalScrollBar().value()
    assert scrolled > 0
    assert view.caret() == 0
    view.set_caret(far)
    assert view.verticalScrollBar().value() == scrolled
    assert 0 < view.cursorRect().top() < view.viewport().height() * 2 // 3
    view.reveal(far, far + 20)
    assert view.verticalScrollBar().value() == scrolled


def test_focusing_scrolls_only_when_asked(view: ArticleView, mark: Marks) -> None:
    far = LONG.index("Paragraph 200")
    view.show_article(LONG, [mark("far", (far, far + 9))])
    view.focus_mark("far", reveal=False)
    assert view.verticalScrollBar().value() == 0
    assert view.mark_rect("far").isNull()
    view.focus_mark("far", reveal=True)
    assert view.viewport().rect().contains(view.mark_rect("far"))


def test_links_go_when_another_mark_is_focused(view: ArticleView, mark: Marks) -> None:
    view.show_article("one two three", [mark("a", (0, 3)), mark("b", (4, 7))])
    view.focus_mark("a", reveal=False)
    view.set_links([LinkLine("a", "b", "said by")])
    view.focus_mark("a", reveal=True)
    assert view.scene.links
    view.focus_mark("b", reveal=False)
    assert not view.scene.links


def test_zooming_makes_text_larger_and_keeps_the_line_at_the_top(
    view: ArticleView, qtbot: QtBot
) -> None:
    view.show_article(LONG, ())
    view.scroll_to_position(LONG.index("Paragraph 100"))
    top, size = view.top_position(), view.font().pixelSize()
    with qtbot.waitSignal(view.zoom_changed) as told:
        view.zoom(3)
    assert told.args == [3]
    assert view.font().pixelSize() > size
    assert view.top_position() == top
    view.zoom(-3)
    assert (view.zoom_level, view.font().pixelSize(), view.top_position()) == (0, size, top)


def test_zoom_has_ends(view: ArticleView) -> None:
    view.zoom(100)
    largest = view.zoom_level
    view.zoom(1)
    assert view.zoom_level == largest


def test_a_line_has_60_to_75_characters_in_a_wide_window_and_stands_in_its_middle(
    view: ArticleView,
) -> None:
    view.resize(1400, 600)
    text = "The talks went on until late on Tuesday, officials in both cities said. " * 20
    view.show_article(text, ())
    QApplication.processEvents()
    lengths = [line.end - line.start for line in view.places.lines()][:-1]
    assert all(60 <= length <= 75 for length in lengths)
    free = view.viewport().width() - view.column.width
    assert view.column.left == pytest.approx(free / 2, abs=1)


def test_a_narrow_window_keeps_its_margin_and_shows_the_line_at_the_top_again(
    view: ArticleView,
) -> None:
    view.show_article(LONG, ())
    start = LONG.index("Paragraph 150")
    view.scroll_to_position(start)
    view.resize(400, 600)
    QApplication.processEvents()
    assert view.column.left >= 64
    assert view.column.left + view.column.width <= view.viewport().width()
    assert view.top_position() == start


def test_a_single_paragraph_is_laid_out_with_room_for_lanes_too(view: ArticleView) -> None:
    for text in ("words " * 60, "other " * 60):
        view.show_article(text, ())
        tops = [line.top for line in view.places.lines()]
        height = view.places.lines()[0].bottom - tops[0]
        assert tops[1] - tops[0] > height * 1.3


def test_lines_move_apart_where_marks_lie_deep_and_the_text_above_stays(
    view: ArticleView, mark: Marks
) -> None:
    text = "one two three four\nfive six seven eight"
    view.show_article(text, ())
    before = [line.top for line in view.places.lines()]
    view.update_marks([mark(f"m{i}", (19 + i, 38 - i)) for i in range(5)])
    lines = view.places.lines()
    assert [line.top for line in lines] == before
    assert [line.room for line in lines] == [2, 5]


def test_the_article_has_a_name_for_screen_readers(view: ArticleView) -> None:
    assert view.accessibleName() == "Article text"


def test_views_that_are_dropped_take_everything_with_them(mark: Marks) -> None:
    alive: list[weakref.ref[ArticleView]] = []
    for _ in range(5):
        dropped = ArticleView()
        alive.append(weakref.ref(dropped))
        dropped.show_article("one two\n" * 40, [mark("a", (0, 7))])
        dropped.show()
        QApplication.processEvents()
        dropped.close()
        del dropped
        gc.collect()
    assert [view() for view in alive] == [None] * 5
