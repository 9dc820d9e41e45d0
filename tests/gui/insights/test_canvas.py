"""The picture of an insight in the window: clicked, walked through, opened, read aloud."""

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from drawn_insights import audit, balance, insight_of, large_counts, shares_of, values_of
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip
from pytestqt.qtbot import QtBot

from annotator.analysis.insights.insight import Insight, InsightMark, InsightShape
from annotator.gui.insights import picture
from annotator.gui.insights.canvas import InsightCanvas
from annotator.gui.insights.picture import InsightPicture, is_dear, pictured
from annotator.gui.look.palettes import CONTRAST, DARK, LIGHT, THEMES, Theme
from annotator.gui.look.sizes import BODY, set_body
from annotator.gui.look.theme import palette_of
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.running_job import Reporter

S = InsightShape
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
cases = pytest.mark.parametrize(
    "insight",
    [
        shares_of(S.STACKED, 12, 7),
        shares_of(S.BARS, 6, 3),
        shares_of(S.LINES, 12, 4),
        values_of(S.MATRIX, 8, 8),
        balance(8, 3),
        audit(5),
    ],
    ids=["stacked", "bars", "lines", "matrix", "balance", "audit"],
)


class Shown:
    """A picture in a scroll area, and what it has told."""

    def __init__(
        self,
        qtbot: QtBot,
        width: int = 900,
        height: int = 500,
        drawing: LatestOnly | None = None,
    ) -> None:
        self.canvas = InsightCanvas(drawing=drawing)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(self.canvas)
        self.area.resize(width, height)
        self.picked: list[InsightMark | None] = []
        self.opened: list[InsightMark] = []
        self.canvas.picked.connect(self.picked.append)
        self.canvas.opened.connect(self.opened.append)
        qtbot.addWidget(self.area)
        self.area.show()
        qtbot.waitExposed(self.area)
        self._qtbot = qtbot

    def place_of(self, mark: InsightMark) -> QPoint:
        return self.canvas.area_of(mark).center().toPoint()

    def click(self, mark: InsightMark) -> None:
        self._qtbot.mouseClick(self.canvas, LEFT, pos=self.place_of(mark))

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self._qtbot.keyClick(self.canvas, key, held)

    def is_in_sight(self, mark: InsightMark) -> bool:
        middle = self.canvas.mapTo(self.area.viewport(), self.place_of(mark))
        return self.area.viewport().rect().contains(middle)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


@cases
def test_a_click_on_each_mark_picks_that_mark(insight: Insight, shown: Shown) -> None:
    shown.canvas.show_insight(insight)
    for mark in insight.marks:
        shown.click(mark)
        assert shown.canvas.mark == mark
    assert shown.picked == list(insight.marks)
    assert not shown.opened


@cases
def test_a_double_click_opens_and_so_does_enter(
    insight: Insight, shown: Shown, qtbot: QtBot
) -> None:
    shown.canvas.show_insight(insight)
    first, last = insight.marks[0], insight.marks[-1]
    qtbot.mouseDClick(shown.canvas, LEFT, pos=shown.place_of(last))
    assert shown.opened == [last]
    shown.click(first)
    shown.press(Key.Key_Return, Key.Key_Enter)
    assert shown.opened == [last, first, first]


@cases
def test_keys_alone_come_to_every_mark_in_sight(insight: Insight, shown: Shown) -> None:
    shown.canvas.show_insight(insight)
    shown.press(Key.Key_Home, ctrl=True)
    scene = shown.canvas.scene
    assert scene is not None
    along, across = Key.Key_Right, Key.Key_Down
    if scene.upright:
        along, across = across, along
    seen: set[tuple[str, str]] = set()

    def walk(key: Qt.Key) -> bool:
        """Go on by a key; tell whether it led anywhere."""
        before = shown.canvas.mark
        shown.press(key)
        mark = shown.canvas.mark
        assert mark is not None
        assert shown.is_in_sight(mark)
        seen.add((mark.row, mark.column))
        return mark != before

    walk(Key.Key_Home)
    while True:
        while walk(along):
            pass
        walk(Key.Key_Home)
        if not walk(across):
            break
        walk(Key.Key_Home)
    assert seen == {(one.row, one.column) for one in insight.marks}


def test_the_mark_at_hand_stays_when_figures_change(shown: Shown) -> None:
    insight = shares_of(S.STACKED, 5, 3)
    shown.canvas.show_insight(insight)
    mark = insight.marks[4]
    shown.click(mark)
    more = [msgspec.structs.replace(one, of=one.of + 1) for one in insight.marks]
    shown.canvas.show_insight(msgspec.structs.replace(insight, marks=tuple(more)))
    assert shown.canvas.mark == more[4]
    assert shown.picked == [mark, more[4]]
    shown.canvas.show_insight(msgspec.structs.replace(insight, marks=tuple(more[:4])))
    assert shown.canvas.mark is None
    assert shown.picked[-1] is None


def test_another_place_picks_a_mark_and_a_click_beside_all_leaves_it(
    shown: Shown, qtbot: QtBot
) -> None:
    insight = shares_of(S.MATRIX, 5, 3)
    shown.canvas.show_insight(insight)
    shown.canvas.pick(insight.marks[2])
    assert shown.canvas.mark == insight.marks[2]
    qtbot.mouseClick(shown.canvas, LEFT, pos=QPoint(3, 3))
    assert shown.canvas.mark is None
    assert shown.picked == [insight.marks[2], None]
    shown.press(Key.Key_Return)
    assert not shown.opened


def test_screen_readers_are_told_the_mark_at_hand(shown: Shown) -> None:
    insight = audit(4)
    shown.canvas.show_insight(insight)
    assert shown.canvas.accessibleName() == "Source audit"
    assert "4 marks in 4 rows" in shown.canvas.accessibleDescription()
    shown.click(insight.marks[1])
    said = shown.canvas.accessibleDescription()
    assert said.startswith("Official, ")
    assert "95 % interval" in said
    assert "wanted: " in said


def test_the_mouse_over_a_mark_tells_it(shown: Shown) -> None:
    insight = shares_of(S.STACKED, 12, 5)
    shown.canvas.show_insight(insight)
    mark = next(one for one in insight.marks if one.row == "9")  # a<b>&c
    place = shown.place_of(mark)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, shown.canvas.mapToGlobal(place))
    QApplication.sendEvent(shown.canvas, event)
    assert "a&lt;b&gt;&amp;c" in QToolTip.text()
    assert f"{mark.count:.0f} label" in QToolTip.text()
    QToolTip.hideText()


def test_coming_with_the_tab_key_puts_the_first_mark_at_hand(shown: Shown) -> None:
    insight = shares_of(S.STACKED, 5, 3)
    shown.canvas.show_insight(insight)
    shown.area.setFocus()
    shown.canvas.clearFocus()
    shown.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.canvas.mark == insight.marks[0]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "contrast"])
def test_the_mark_at_hand_has_a_ring_in_each_look(shown: Shown, theme: Theme) -> None:
    insight = shares_of(S.MATRIX, 5, 3)
    shown.canvas.show_insight(insight)
    shown.canvas.setPalette(palette_of(theme))
    shown.click(insight.marks[3])
    image = shown.canvas.grab().toImage()
    area = shown.canvas.area_of(insight.marks[3])
    ring = QColor(theme.focus if shown.canvas.hasFocus() else theme.text)
    edge = round(area.left() - 2.5)
    near = {image.pixelColor(x, round(area.center().y())).name() for x in range(edge - 2, edge + 3)}
    assert ring.name() in near


def test_another_look_is_painted_at_once(shown: Shown) -> None:
    shown.canvas.show_insight(shares_of(S.BARS, 5, 2))
    for theme in (LIGHT, DARK, CONTRAST):
        shown.canvas.setPalette(palette_of(theme))
        image = shown.canvas.grab().toImage()
        assert image.pixelColor(6, 6).name() == theme.base


def test_larger_text_makes_a_higher_picture(shown: Shown, qapp: QApplication) -> None:
    shown.canvas.show_insight(shares_of(S.STACKED, 12, 3))
    usual = shown.canvas.sizeHint().height()
    try:
        set_body(2 * BODY)
        assert shown.canvas.sizeHint().height() > 1.6 * usual
    finally:
        set_body(BODY)


def test_it_is_as_wide_as_there_is_room_and_scrolls_down(qtbot: QtBot) -> None:
    shown = Shown(qtbot, 700, 400)
    shown.canvas.show_insight(shares_of(S.STACKED, 60, 5))
    qtbot.waitUntil(lambda: shown.canvas.height() > 1500)
    bars = shown.area.horizontalScrollBar(), shown.area.verticalScrollBar()
    assert not bars[0].isVisible()
    assert bars[1].maximum() > 1000
    shown.press(Key.Key_End, ctrl=True)
    assert shown.canvas.mark is not None
    assert shown.canvas.mark.row == "59"
    assert shown.is_in_sight(shown.canvas.mark)
    assert bars[1].value() > 1000
    shown.press(Key.Key_PageUp)
    assert shown.canvas.mark.row == "49"


def test_a_drawing_is_kept_until_something_else_is_shown(shown: Shown) -> None:
    shown.canvas.show_insight(shares_of(S.STACKED, 12, 3))
    first = shown.canvas.scene
    shown.click(shares_of(S.STACKED, 12, 3).marks[0])
    shown.canvas.grab()
    assert shown.canvas.scene is first
    shown.area.resize(1200, 500)
    assert shown.canvas.scene is not first


def test_keys_that_are_not_its_own_go_on(shown: Shown, qtbot: QtBot) -> None:
    shown.canvas.show_insight(shares_of(S.STACKED, 5, 3))
    shown.press(Key.Key_F5, Key.Key_A, Key.Key_Escape)
    assert not shown.picked
    qtbot.keyClick(shown.canvas, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not shown.picked


def test_where_nothing_is_counted_keys_and_clicks_do_nothing(shown: Shown, qtbot: QtBot) -> None:
    shown.press(Key.Key_Right)
    shown.canvas.show_insight(insight_of(S.STACKED, (), (), ()))
    shown.press(Key.Key_Right, Key.Key_Return, Key.Key_Home)
    qtbot.mouseDClick(shown.canvas, LEFT, pos=QPoint(20, 20))
    shown.canvas.grab()
    assert not shown.picked
    assert not shown.opened
    shown.canvas.show_insight(large_counts(S.BARS, 3, 1))
    shown.press(Key.Key_Right)
    assert shown.canvas.mark is not None


# On another thread

MANY = shares_of(S.MATRIX, 20, 12)
FEW = shares_of(S.MATRIX, 4, 3)


class Elsewhere:
    """A picture that draws on another thread, where it has been drawn, and a hand on that."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self._owner = QObject()
        self.drawing = LatestOnly(self._owner)
        self.shown = Shown(qtbot, drawing=self.drawing)
        self.threads: list[threading.Thread] = []
        self.go = threading.Event()
        self.go.set()
        drawn: Callable[..., Any] = picture.drawn

        def watched(*args: Any, **named: Any) -> Any:
            self.threads.append(threading.current_thread())
            if threading.current_thread() is not threading.main_thread():
                self.go.wait()
            return drawn(*args, **named)

        monkeypatch.setattr(picture, "drawn", watched)
        self._qtbot = qtbot

    def show(self, insight: Insight) -> InsightPicture:
        """Show an insight that was drawn before; nothing is drawn for that."""
        made = pictured(Reporter(), insight, self.shown.canvas.form)
        self.threads.clear()
        self.shown.canvas.show_insight(insight, made)
        return made

    def wait(self) -> None:
        self.go.set()
        self._qtbot.waitUntil(lambda: not self.drawing.busy)

    def is_here(self) -> bool:
        return threading.main_thread() in self.threads


@pytest.fixture
def elsewhere(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    return Elsewhere(qtbot, monkeypatch)


def test_what_was_drawn_is_shown_as_it_is(elsewhere: Elsewhere, qtbot: QtBot) -> None:
    for insight in (MANY, FEW):
        made = elsewhere.show(insight)
        elsewhere.shown.canvas.grab()
        assert elsewhere.shown.canvas.scene is made.scene
        assert not elsewhere.threads
        assert not elsewhere.drawing.busy


@cases
@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "contrast"])
def test_a_picture_from_another_thread_looks_as_one_that_is_painted_here(
    insight: Insight, theme: Theme, shown: Shown
) -> None:
    shown.canvas.setPalette(palette_of(theme))
    shown.canvas.show_insight(insight)
    shown.canvas.pick(insight.marks[1])
    here = shown.canvas.grab().toImage()
    made: list[InsightPicture] = []
    form = shown.canvas.form
    work = threading.Thread(target=lambda: made.append(pictured(Reporter(), insight, form)))
    work.start()
    work.join()
    assert made[0].image is not None
    shown.canvas.show_insight(insight, made[0])
    shown.canvas.pick(insight.marks[1])
    assert shown.canvas.grab().toImage() == here


def test_the_old_picture_stays_until_there_is_one_for_the_new_width(elsewhere: Elsewhere) -> None:
    made = elsewhere.show(MANY)
    elsewhere.go.clear()
    elsewhere.shown.area.resize(1200, 500)
    canvas = elsewhere.shown.canvas
    assert canvas.scene is made.scene
    elsewhere.shown.click(MANY.marks[5])
    assert canvas.mark == MANY.marks[5]
    elsewhere.wait()
    assert canvas.scene is not None
    assert canvas.scene.width == canvas.form.width > made.scene.width
    assert canvas.mark == MANY.marks[5]
    assert not elsewhere.is_here()


def test_few_marks_follow_a_new_width_at_once(elsewhere: Elsewhere) -> None:
    assert is_dear(MANY)
    assert not is_dear(FEW)
    elsewhere.show(FEW)
    elsewhere.shown.area.resize(1200, 500)
    assert elsewhere.shown.canvas.scene is not None
    assert elsewhere.shown.canvas.scene.width == elsewhere.shown.canvas.form.width
    assert not elsewhere.drawing.busy


def test_of_many_widths_the_last_one_is_drawn(elsewhere: Elsewhere) -> None:
    elsewhere.show(MANY)
    elsewhere.go.clear()
    for width in range(1000, 1200, 20):
        elsewhere.shown.area.resize(width, 500)
    elsewhere.wait()
    canvas = elsewhere.shown.canvas
    assert canvas.scene is not None
    assert canvas.scene.width == canvas.form.width
    assert len(elsewhere.threads) <= 2
    assert not elsewhere.is_here()


def test_a_picture_that_comes_late_does_not_cover_another_one(elsewhere: Elsewhere) -> None:
    elsewhere.show(MANY)
    elsewhere.go.clear()
    elsewhere.shown.area.resize(1200, 500)
    other = shares_of(S.STACKED, 5, 3)
    elsewhere.shown.canvas.show_insight(other)
    scene = elsewhere.shown.canvas.scene
    elsewhere.wait()
    assert elsewhere.shown.canvas.scene is scene
    elsewhere.shown.click(other.marks[3])
    assert elsewhere.shown.canvas.mark == other.marks[3]


def test_another_look_is_there_at_once_though_its_picture_comes_later(
    elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    made = elsewhere.show(MANY)
    canvas = elsewhere.shown.canvas
    qtbot.waitUntil(lambda: canvas.width() == canvas.form.width)  # it scrolls
    for theme in (DARK, CONTRAST, LIGHT):
        canvas.setPalette(palette_of(theme))
        before = canvas.grab().toImage()
        assert before.pixelColor(6, 6).name() == theme.base
        elsewhere.wait()
        assert canvas.scene is made.scene
        assert canvas.grab().toImage() == before
    assert not elsewhere.threads  # colours lay nothing out
