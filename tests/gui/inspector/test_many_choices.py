"""Fields with more than five answers: one line, a list with numbers, and type-ahead."""

from collections.abc import Iterator

import pytest
from every_field import field_of
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.domain.codebook import Choice, Field, FieldType
from annotator.gui.inspector.choices import ChoiceRow, MultiChoiceRow
from annotator.gui.inspector.compact import AnswerItem, FindLine
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.many_choices import ManyChoicesRow, ManyTicksRow
from annotator.gui.inspector.rows import row_for

Key = Qt.Key
LEVELS = (
    Choice("gov", "Government", "", (Choice("min", "Minister"), Choice("spk", "Spokesperson"))),
    *(Choice(f"c{n}", name) for n, name in enumerate(("Business", "Citizen", "Expert", "Media"))),
    Choice("cel", "Célebrity"),
)


class Desk:
    """A row in a window; its answers come back to it as they do in the inspector."""

    def __init__(self, qtbot: QtBot, row: FieldRow) -> None:
        self.qtbot, self.row = qtbot, row
        self.window = QWidget()
        self.window.resize(360, 500)
        column = QVBoxLayout(self.window)
        self.before = QLineEdit()
        column.addWidget(self.before)
        column.addWidget(row)
        column.addStretch(1)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.before.setFocus()
        self.advanced = 0
        self.unused: list[str] = []
        row.answered.connect(row.set_value)
        row.advance.connect(self._advanced)
        row.set_value(None)

    def _advanced(self) -> None:
        self.advanced += 1

    def focus(self) -> None:
        self.row.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, *keys: Key | str) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            if isinstance(key, str):
                self.qtbot.keyClicks(target, key)
            else:
                self.qtbot.keyClick(target, key)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    field = Field(id="role", name="Role", type=FieldType.CHOICE, choices=LEVELS)
    made = Desk(qtbot, row_for(field))
    assert isinstance(made.row, ManyChoicesRow)
    yield made
    made.window.close()


def answers(desk: Desk) -> ManyChoicesRow:
    assert isinstance(desk.row, ManyChoicesRow)
    return desk.row


def listed(desk: Desk) -> list[str]:
    return [f"{row.number} {row.name}".strip() for row in answers(desk).answers.rows()]


def face(desk: Desk) -> str:
    return answers(desk).answers.face.text()


def is_open(desk: Desk) -> bool:
    return answers(desk).answers.list.isVisible()


def click(desk: Desk, name: str) -> None:
    box = answers(desk).answers.list
    items = [box.item(n) for n in range(box.count())]
    (item,) = [one for one in items if one.data(Qt.ItemDataRole.UserRole).name == name]
    box.scrollToItem(item)
    place = box.visualItemRect(item).center()
    desk.qtbot.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_up_to_five_answers_are_buttons_and_more_are_one_line(qtbot: QtBot) -> None:
    for kind, few, many in (
        (FieldType.CHOICE, ChoiceRow, ManyChoicesRow),
        (FieldType.MULTI_CHOICE, MultiChoiceRow, ManyTicksRow),
    ):
        for count, wanted in ((5, few), (6, many)):
            offered = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(count))
            row = row_for(Field(id="f", name="F", type=kind, choices=offered))
            qtbot.addWidget(row)
            assert type(row) is wanted


def test_the_focus_shows_every_answer_with_the_digit_that_picks_it(desk: Desk) -> None:
    assert not is_open(desk)
    desk.focus()
    assert is_open(desk)
    assert listed(desk)[:3] == ["1 Government", "2 Business", "3 Citizen"]
    desk.press("3")
    assert desk.row.value == "c1"
    assert face(desk) == "Citizen"
    assert desk.advanced == 1
    assert not is_open(desk)


def test_the_same_digit_again_takes_the_answer_back_and_keeps_the_focus(desk: Desk) -> None:
    desk.focus()
    desk.press("3", "3")
    assert desk.row.value is None
    assert desk.row.hasFocus()


def test_a_heading_offers_its_own_answers_by_digits(desk: Desk) -> None:
    desk.focus()
    desk.press("1")
    assert desk.row.value == "gov"
    assert listed(desk)[1:] == ["1 Minister", "2 Spokesperson"]
    desk.press("2")
    assert desk.row.value == "spk"
    assert face(desk).endswith("Spokesperson")
    desk.press(Key.Key_Down)
    assert listed(desk)[0] == "1 Government"


def test_backspace_leaves_the_answers_below_a_heading(desk: Desk) -> None:
    desk.focus()
    desk.press("1", Key.Key_Backspace, "2")
    assert desk.row.value == "c0"


def test_space_and_some_letters_find_an_answer_on_both_levels(desk: Desk) -> None:
    desk.focus()
    desk.press(Key.Key_Space)
    assert isinstance(QApplication.focusWidget(), FindLine)
    desk.press("spoke", Key.Key_Return)
    assert desk.row.value == "spk"
    assert desk.row.hasFocus()
    desk.press(Key.Key_Space, "celeb", Key.Key_Return)
    assert desk.row.value == "cel"
    assert desk.advanced == 2


def test_while_nothing_is_typed_digits_pick_there_too(desk: Desk) -> None:
    desk.focus()
    desk.press(Key.Key_Space, "2")
    assert desk.row.value == "c0"
    assert desk.row.hasFocus()


def test_esc_goes_one_step_back_and_answers_nothing(desk: Desk) -> None:
    desk.focus()
    desk.press(Key.Key_Space, "exp", Key.Key_Escape)
    assert desk.row.hasFocus()
    assert desk.row.value is None
    assert listed(desk)[0] == "1 Government"


def test_letters_that_fit_nothing_list_nothing_and_enter_answers_nothing(desk: Desk) -> None:
    desk.focus()
    desk.press(Key.Key_Space, "zzz", Key.Key_Return)
    assert desk.row.value is None
    assert listed(desk) == []


def test_codes_keys_work_as_long_as_one_does_not_type(desk: Desk) -> None:
    seen: list[str] = []
    desk.row.unused_key = lambda event: not seen.append(event.text())  # pyright: ignore[reportAttributeAccessIssue]
    desk.focus()
    desk.press("s")
    assert seen == ["s"]
    desk.press(Key.Key_Space, "s")
    assert seen == ["s"]


def test_arrows_mark_and_enter_takes_the_marked_one(desk: Desk) -> None:
    desk.focus()
    desk.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert desk.row.value == "c0"
    desk.focus()
    desk.press(Key.Key_End, Key.Key_Space)
    assert desk.row.value == "cel"


def test_a_click_opens_the_list_and_another_answers(desk: Desk) -> None:
    desk.qtbot.mouseClick(answers(desk).answers.face, Qt.MouseButton.LeftButton)
    assert is_open(desk)
    click(desk, "Expert")
    assert desk.row.value == "c2"
    assert not is_open(desk)
    assert desk.row.hasFocus()


def test_clicks_go_down_a_level_and_up_again(desk: Desk) -> None:
    desk.qtbot.mouseClick(answers(desk).answers.face, Qt.MouseButton.LeftButton)
    click(desk, "Government")
    click(desk, "Minister")
    assert desk.row.value == "min"
    desk.press(Key.Key_Down, Key.Key_Up)
    desk.press("1")
    click(desk, answers(desk).answers.rows()[0].name)
    assert listed(desk)[0] == "1 Government"


def test_the_list_never_covers_its_line_and_goes_with_the_focus(desk: Desk) -> None:
    desk.focus()
    box = answers(desk).answers.list
    line = QRect(desk.row.mapTo(desk.window, QPoint(0, 0)), desk.row.size()).adjusted(4, 4, -4, -4)
    assert not box.geometry().intersects(line)
    desk.before.setFocus()
    assert not is_open(desk)


def test_the_list_is_gone_with_its_line(desk: Desk) -> None:
    desk.focus()
    box = answers(desk).answers.list
    assert box.parentWidget() is desk.window
    desk.row.deleteLater()
    desk.qtbot.waitUntil(lambda: not isValid(box))


def test_what_cannot_be_changed_opens_no_list(desk: Desk) -> None:
    desk.row.set_value("c0")
    desk.row.set_read_only(True)
    desk.focus()
    desk.press("3", Key.Key_Space)
    desk.qtbot.mouseClick(answers(desk).answers.face, Qt.MouseButton.LeftButton)
    assert desk.row.value == "c0"
    assert not is_open(desk)
    assert face(desk) == "Business"


def test_an_answer_that_is_offered_no_longer_is_shown(desk: Desk) -> None:
    desk.row.set_value("gone")
    assert face(desk) == "gone"


def test_a_zero_that_waits_is_given_up_by_backspace(qtbot: QtBot) -> None:
    offered = tuple(Choice(f"f{n}", f"Frame {n}") for n in range(1, 17))
    desk = Desk(qtbot, row_for(Field(id="f", name="F", type=FieldType.CHOICE, choices=offered)))
    desk.focus()
    desk.press("0")
    marked = [row.number for row in answers(desk).answers.rows() if row.marked]
    assert marked == ["01", "02", "03", "04", "05", "06", "07"]
    desk.press(Key.Key_Backspace, "4")
    assert desk.row.value == "f4"
    desk.window.close()


def test_of_several_answers_each_digit_ticks_one_and_the_list_stays(qtbot: QtBot) -> None:
    offered = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(1, 8))
    field = Field(id="f", name="F", type=FieldType.MULTI_CHOICE, choices=offered)
    desk = Desk(qtbot, row_for(field))
    row = desk.row
    assert isinstance(row, ManyTicksRow)
    desk.focus()
    desk.press("3", "1", Key.Key_Space, "choice 5", Key.Key_Return)
    assert row.value == ["c1", "c3", "c5"]
    assert row.answers.face.text() == "Choice 1, Choice 3, Choice 5"
    assert row.answers.list.isVisible()
    ticked = [one.name for one in row.answers.rows() if isinstance(one, AnswerItem) and one.chosen]
    assert ticked == ["Choice 1", "Choice 3", "Choice 5"]
    desk.press("1", "3", "5")
    assert row.value is None
    desk.window.close()


def test_a_scales_digits_stand_on_its_steps(qtbot: QtBot) -> None:
    row = row_for(field_of(FieldType.SCALE))
    qtbot.addWidget(row)
    numbers = [pill.property("number") or getattr(pill, "number", "") for pill in _pills(row)]
    assert numbers == [str(n) for n in range(1, len(row.field.steps) + 1)]


def _pills(row: FieldRow) -> list[QWidget]:
    names = [row.field.signed(step.value) for step in row.field.steps]
    found = [one for one in row.findChildren(QWidget) if one.accessibleName() in names]
    return sorted(found, key=lambda one: names.index(one.accessibleName()))
