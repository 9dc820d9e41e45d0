import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from annotator.gui.imports.line_text import LineText

TEXT = "Headline 😀\n\nFirst.\nmenu\u2029ads\nmore\n"


@pytest.fixture
def view(qtbot: QtBot) -> LineText:
    view = LineText()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_text(TEXT, ())
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def put_caret(view: LineText, line: int, last: int | None = None) -> None:
    document = view.document()
    cursor = QTextCursor(document.findBlockByNumber(line))
    if last is not None:
        end = document.findBlockByNumber(last)
        cursor.setPosition(end.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def test_space_leaves_the_line_at_the_caret_out_and_takes_it_back(
    view: LineText, qtbot: QtBot
) -> None:
    put_caret(view, 2)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    start = TEXT.index("First.")
    assert view.ranges == ((start, start + 6),)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.ranges == ()


def test_space_leaves_all_selected_lines_out(view: LineText, qtbot: QtBot) -> None:
    put_caret(view, 2, 4)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.left_out == {2, 3, 4}


def test_only_a_line_feed_ends_a_line(view: LineText) -> None:
    assert view.document().blockCount() == len(TEXT.split("\n"))


def test_a_click_beside_a_line_toggles_it(view: LineText, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.ranges_changed):
        click_beside(view, qtbot, 2)
    assert view.left_out == {2}
    click_beside(view, qtbot, 2)
    assert view.left_out == set()


def test_a_click_beside_a_blank_line_does_nothing(view: LineText, qtbot: QtBot) -> None:
    click_beside(view, qtbot, 1)
    assert view.ranges == ()


def test_dragging_down_the_boxes_leaves_several_lines_out(view: LineText, qtbot: QtBot) -> None:
    margin = margin_of(view)
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(margin, button, pos=beside(view, 2))
    qtbot.mouseMove(margin, beside(view, 3))
    qtbot.mouseRelease(margin, button, pos=beside(view, 3))
    assert view.left_out == {2, 3}


def test_the_text_can_not_be_typed_into(view: LineText, qtbot: QtBot) -> None:
    before = view.toPlainText()
    qtbot.keyClicks(view, "xyz")
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert view.toPlainText() == before


def margin_of(view: LineText) -> object:
    return view._margin


def beside(view: LineText, line: int) -> QPoint:
    place = dict(view.visible_lines())[line]
    return QPoint(12, int(place.center().y()))


def click_beside(view: LineText, qtbot: QtBot, line: int) -> None:
    qtbot.mouseClick(margin_of(view), Qt.MouseButton.LeftButton, pos=beside(view, line))
