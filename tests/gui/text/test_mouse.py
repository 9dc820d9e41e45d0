"""What clicks, drags and the wheel do, with real mouse events."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.analysis.segmentation import Segments, Unit
from annotator.gui.text import ArticleView, Mark
from annotator.gui.text.handles import handles

Marks = Callable[..., Mark]
Spot = Callable[[ArticleView, int], QPoint]
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
TEXT = "😀 The spokesman said that talks went on. Nothing was agreed.\nSecond paragraph here."


def click(view: ArticleView, at: QPoint) -> None:
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def drag(view: ArticleView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in (1, 2, 3):
        QTest.mouseMove(view.viewport(), start + (end - start) * step / 3)
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)


@pytest.fixture
def clicked(view: ArticleView) -> list[str]:
    ids: list[str] = []
    view.mark_clicked.connect(ids.append)
    return ids


def test_a_click_puts_the_caret_there(view: ArticleView, spot: Spot) -> None:
    view.show_article(TEXT, ())
    place = TEXT.index("talks")
    click(view, spot(view, place) - QPoint(2, 0))
    assert view.caret() == place


def test_dragging_selects(view: ArticleView, spot: Spot, clicked: list[str]) -> None:
    view.show_article(TEXT, [Mark("m", ((2, 20),), "#0072B2", "Q", "")])
    start, end = TEXT.index("said"), TEXT.index("talks")
    drag(view, spot(view, start) - QPoint(2, 0), spot(view, end) - QPoint(2, 0))
    assert view.selection() == (start, end)
    assert clicked == []


def _words(view: ArticleView) -> None:
    """Let a view know its words."""
    segments = Segments(view.text)
    view.segment = lambda kind, position: segments.unit_at(Unit(kind), position)


def _held(view: ArticleView, start: QPoint, end: QPoint, *modifiers: Qt.KeyboardModifier) -> str:
    """Drag with each of these modifiers held at one of the steps; return what is selected."""
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for step, modifier in enumerate(modifiers, 1):
        place = QPointF(start + (end - start) * step / len(modifiers))
        on_screen = view.viewport().mapToGlobal(place)
        moved = QMouseEvent(QEvent.Type.MouseMove, place, on_screen, NO_BUTTON, LEFT, modifier)
        QApplication.sendEvent(view.viewport(), moved)
    QTest.mouseRelease(view.viewport(), LEFT, modifiers[-1], end)
    return view.text[slice(*view.selection() or (0, 0))]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("okes", " went", "spokesman said that talks"),
        ("hat", "alks", "that talks"),
        (" said", " that", "said"),
        ("ent on", "okesm", "spokesman said that talks went"),
        ("😀", "he spo", "😀 The"),
    ],
)
def test_dragging_selects_whole_words_forwards_and_back(
    view: ArticleView, spot: Spot, start: str, end: str, found: str
) -> None:
    view.show_article(TEXT, ())
    _words(view)
    first = spot(view, TEXT.index(start)) - QPoint(2, 0)
    last = spot(view, TEXT.index(end) + 1) - QPoint(2, 0)
    assert _held(view, first, last, NONE, NONE) == found


def test_the_modifier_lets_go_of_words_and_back_again(view: ArticleView, spot: Spot) -> None:
    view.show_article(TEXT, ())
    _words(view)
    first = spot(view, TEXT.index("okes")) - QPoint(2, 0)
    last = spot(view, TEXT.index("id that")) - QPoint(2, 0)
    assert _held(view, first, last, NONE, ALT) == "okesman sa"
    view.set_caret(0)
    assert _held(view, first, last, ALT, NONE) == "spokesman said"


def test_a_selection_drawn_is_reported_once_for_each_move(view: ArticleView, spot: Spot) -> None:
    view.show_article(TEXT, ())
    _words(view)
    moves: list[tuple[int, int, int]] = []
    view.selection_moved.connect(lambda *ends: moves.append(ends))
    first = spot(view, TEXT.index("okes")) - QPoint(2, 0)
    _held(view, first, spot(view, TEXT.index("aid")), NONE)
    start, end = TEXT.index("spokesman"), TEXT.index(" that")
    assert moves[-1] == (end, start, end)
    assert len(moves) <= 2  # the click's caret, and the words


def test_a_click_with_shift_selects_up_to_a_words_end(view: ArticleView, spot: Spot) -> None:
    view.show_article(TEXT, ())
    _words(view)
    click(view, spot(view, TEXT.index("okes")) - QPoint(2, 0))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view.viewport(), LEFT, shift, spot(view, TEXT.index("alks")))
    assert view.text[slice(*view.selection() or (0, 0))] == "spokesman said that talks"


def test_dragging_from_within_a_selection_selects_anew(view: ArticleView, spot: Spot) -> None:
    view.show_article(TEXT, ())
    view.set_selection(0, 30)
    start, end = TEXT.index("said"), TEXT.index("talks")
    drag(view, spot(view, start) - QPoint(2, 0), spot(view, end) - QPoint(2, 0))
    assert view.selection() == (start, end)


def test_repeated_clicks_at_one_place_go_outwards_through_nested_marks(
    view: ArticleView, mark: Marks, spot: Spot, clicked: list[str]
) -> None:
    view.show_article(TEXT, [mark("out", (0, 40)), mark("mid", (2, 30)), mark("in", (4, 17))])
    place = spot(view, 6)
    for _ in range(4):
        click(view, place)
        QTest.mouseMove(view.viewport(), place)
    click(view, spot(view, 25))
    assert clicked == ["in", "mid", "out", "in", "mid"]


def test_a_click_beside_all_marks_chooses_none(
    view: ArticleView, mark: Marks, spot: Spot, clicked: list[str]
) -> None:
    view.show_article(TEXT, [mark("a", (0, 10))])
    click(view, spot(view, 30))
    click(view, QPoint(view.viewport().width() - 5, spot(view, 3).y()))
    assert clicked == []


def test_a_click_on_a_lane_chooses_that_lane_s_mark(
    view: ArticleView, mark: Marks, spot: Spot, clicked: list[str]
) -> None:
    view.show_article(TEXT, [mark("out", (0, 40)), mark("mid", (2, 30)), mark("in", (4, 17))])
    bottom = view.places.lines()[0].bottom
    for lane in range(3):
        middle = view.strip.top(bottom, lane) + view.strip.thickness / 2
        click(view, QPoint(spot(view, 6).x(), int(middle)))
    assert clicked == ["out", "mid", "in"]


def test_a_click_under_a_line_puts_the_caret_in_that_line(view: ArticleView, spot: Spot) -> None:
    view.show_article("word " * 60, ())
    line = view.places.lines()[0]
    click(view, QPoint(spot(view, 10).x() - 2, int(line.bottom) + 3))
    assert view.caret() == 10


def test_a_click_on_a_bracket_in_the_margin_chooses_its_mark(
    view: ArticleView, mark: Marks, clicked: list[str]
) -> None:
    view.show_article(TEXT, [mark("a", (0, 40)), mark("b", (2, 10))])
    line = view.places.lines()[0]
    y = int(line.top + line.bottom) // 2
    click(view, QPoint(int(view.column.left) - 13, y))
    click(view, QPoint(int(view.column.left) - 30, y))
    assert clicked == ["a", "b"]


def test_a_double_click_selects_the_caller_s_word_and_a_third_click_its_sentence(
    view: ArticleView, spot: Spot
) -> None:
    asked: list[tuple[str, int]] = []

    def segment(kind: str, position: int) -> tuple[int, int]:
        asked.append((kind, position))
        return (6, 15) if kind == "word" else (2, 41)

    view.show_article(TEXT, ())
    view.segment = segment
    place = spot(view, 8)
    click(view, place)
    QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert view.selection() == (6, 15)
    click(view, place)
    assert view.selection() == (2, 41)
    assert asked == [("word", 8), ("sentence", 8)]


def test_without_a_segmenter_a_double_click_selects_qt_s_word(
    view: ArticleView, spot: Spot
) -> None:
    view.show_article(TEXT, ())
    QTest.mouseDClick(
        view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot(view, TEXT.index("talks") + 2)
    )
    start = TEXT.index("talks")
    assert view.selection() == (start, start + 5)


def test_dragging_on_from_a_third_click_selects_piece_by_piece(
    view: ArticleView, spot: Spot
) -> None:
    text = "one two three four"

    def segment(_kind: str, position: int) -> tuple[int, int]:
        start = text.rfind(" ", 0, position + 1) + 1
        end = text.find(" ", position)
        return start, len(text) if end < 0 else end

    view.show_article(text, ())
    view.segment = segment
    QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 5))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 5))
    QTest.mouseMove(view.viewport(), spot(view, 10))
    assert view.selection() == (4, 13)
    QTest.mouseMove(view.viewport(), spot(view, 1))
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 1))
    assert view.selection() == (0, 7)


@pytest.mark.parametrize(
    ("edge", "to", "expected"),
    [("start", 2, 2), ("end", 41, 41), ("start", 50, 16), ("end", 0, 7)],
)
def test_dragging_a_handle_moves_that_boundary_and_never_past_the_other(
    view: ArticleView, mark: Marks, spot: Spot, edge: str, to: int, expected: int
) -> None:
    view.show_article(TEXT, [mark("a", (6, 17))])
    view.focus_mark("a", reveal=False)
    told: list[tuple[str, int, str, int]] = []
    view.boundary_dragged.connect(lambda *what: told.append(what))
    handle = next(h for h in handles(view.page(), view.scene) if h.edge == edge)
    drag(view, handle.place.toPoint(), spot(view, to) - QPoint(2, 0))
    assert told == [("a", 0, edge, expected)]
    assert view.scene.preview is None


def test_a_fragment_s_boundary_stays_off_its_neighbours(
    view: ArticleView, mark: Marks, spot: Spot
) -> None:
    view.show_article(TEXT, [mark("a", (2, 10), (20, 30))])
    view.focus_mark("a", reveal=False)
    told: list[tuple[str, int, str, int]] = []
    view.boundary_dragged.connect(lambda *what: told.append(what))
    second = next(
        h for h in handles(view.page(), view.scene) if (h.fragment, h.edge) == (1, "start")
    )
    drag(view, second.place.toPoint(), spot(view, 4))
    assert told == [("a", 1, "start", 10)]


@pytest.mark.parametrize(("modifier", "end"), [(NONE, "that"), (ALT, "tha")])
def test_a_dragged_boundary_goes_to_a_words_end_unless_the_modifier_lets_go(
    view: ArticleView, mark: Marks, spot: Spot, modifier: Qt.KeyboardModifier, end: str
) -> None:
    view.show_article(TEXT, [mark("a", (2, 20))])
    _words(view)
    view.focus_mark("a")
    told: list[tuple[str, int, str, int]] = []
    view.boundary_dragged.connect(lambda *what: told.append(what))
    handle = next(one for one in handles(view.page(), view.scene) if one.edge == "end")
    place = TEXT.index("that") + 3
    _held(view, handle.place.toPoint(), spot(view, place) - QPoint(2, 0), modifier, modifier)
    assert told == [("a", 0, "end", TEXT.index("that") + len(end))]


def test_escape_leaves_a_dragged_boundary_where_it_was(
    view: ArticleView, mark: Marks, spot: Spot
) -> None:
    view.show_article(TEXT, [mark("a", (6, 17))])
    view.focus_mark("a", reveal=False)
    view.boundary_dragged.connect(pytest.fail)
    handle = next(iter(handles(view.page(), view.scene)))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, handle.place.toPoint())
    QTest.mouseMove(view.viewport(), spot(view, 2))
    assert view.scene.preview is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 2))
    assert view.scene.preview is None


def test_the_marks_under_the_mouse_are_told_when_they_change(
    view: ArticleView, mark: Marks, spot: Spot
) -> None:
    view.show_article(TEXT, [mark("a", (0, 10)), mark("b", (2, 6))])
    told: list[list[str]] = []
    view.hovered.connect(lambda ids, _place: told.append(ids))
    for place in (4, 5, 8, 30):
        QTest.mouseMove(view.viewport(), spot(view, place))
    assert told == [["b", "a"], ["a"], []]


def test_the_mouse_over_a_handle_shows_that_it_can_be_dragged(
    view: ArticleView, mark: Marks, spot: Spot
) -> None:
    view.show_article(TEXT, [mark("a", (6, 17))])
    view.focus_mark("a", reveal=False)
    handle = next(iter(handles(view.page(), view.scene)))
    QTest.mouseMove(view.viewport(), handle.place.toPoint())
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mouseMove(view.viewport(), spot(view, 40))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_a_tool_tip_shows_labels_as_plain_text(view: ArticleView, spot: Spot, qtbot: QtBot) -> None:
    view.show_article(TEXT, [Mark("a", ((0, 20),), "#0072B2", "Q", "<b>Quote</b> & more")])
    at = spot(view, 6)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(QToolTip.isVisible)
    assert "&lt;b&gt;Quote&lt;/b&gt; &amp; more" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("turned", [120, -120])
def test_control_with_the_wheel_zooms(view: ArticleView, turned: int) -> None:
    view.show_article(TEXT * 100, ())
    event = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(0, 0),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom_level == turned // 120
    assert view.verticalScrollBar().value() == 0


def test_a_right_click_asks_for_a_menu_at_its_place_and_the_menu_key_at_the_caret(
    view: ArticleView, spot: Spot
) -> None:
    view.show_article(TEXT, ())
    told: list[tuple[int, QPoint]] = []
    view.context_requested.connect(lambda *what: told.append(what))
    at = spot(view, 8) - QPoint(2, 0)
    place = view.viewport().mapToGlobal(at)
    reasons = QContextMenuEvent.Reason
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reasons.Mouse, at, place))
    view.set_caret(12)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reasons.Keyboard, at, place))
    assert told[0] == (8, place)
    assert told[1][0] == 12
