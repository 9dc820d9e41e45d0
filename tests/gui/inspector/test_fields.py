from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Field
from annotator.domain.edits.annotations import SetValue
from annotator.gui.inspector import Inspector
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.session.session import Session

Press = Callable[..., None]
Values = Callable[[str], dict[str, object]]


@pytest.fixture
def press(qtbot: QtBot, elsewhere: QLineEdit) -> Press:
    def to_focus(*keys: Qt.Key | str) -> None:
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            else:
                qtbot.keyClick(target, key)

    return to_focus


@pytest.fixture
def values(session: Session) -> Values:
    def of(annotation: str) -> dict[str, object]:
        found = session.project.get(Annotation, annotation)
        assert found is not None
        return found.values

    return of


def focused_field(inspector: Inspector) -> str:
    focus: QWidget | None = QApplication.focusWidget()
    while focus is not None and not isinstance(focus, FieldRow):
        focus = focus.parentWidget()
    return focus.field.id if isinstance(focus, FieldRow) else ""


def test_digits_answer_and_the_focus_goes_on(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    assert inspector.focus_first_unfilled()
    press("2")
    assert values("q1") == {"kind": "indirect"}
    assert focused_field(inspector) == "stance"
    press("1")
    assert values("q1")["stance"] == -2
    assert focused_field(inspector) == "negated"
    press("1")
    assert values("q1")["negated"] is True
    assert focused_field(inspector) == "negated"
    assert not inspector.focus_first_unfilled()


def test_the_same_digit_again_clears_the_answer(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    inspector.focus_field("kind")
    press("2")
    inspector.focus_field("kind")
    press("2")
    assert values("q1") == {}
    assert focused_field(inspector) == "kind"


def test_a_field_appears_when_its_condition_is_met(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    assert not inspector.focus_field("why")
    inspector.focus_field("kind")
    press("3")
    assert inspector.focus_field("why")
    press("said so", Qt.Key.Key_Return)
    assert values("q1")["why"] == "said so"
    assert focused_field(inspector) == "negated"


def test_tab_enter_and_shift_tab_go_between_the_fields(
    session: Session, inspector: Inspector, press: Press
) -> None:
    session.select("q1")
    inspector.focus_field("kind")
    press(Qt.Key.Key_Tab)
    assert focused_field(inspector) == "stance"
    press(Qt.Key.Key_Return)
    assert focused_field(inspector) == "negated"
    press(Qt.Key.Key_Backtab)
    assert focused_field(inspector) == "stance"


def test_tab_reaches_links_and_note_after_another_code_was_shown(
    session: Session, inspector: Inspector, press: Press
) -> None:
    session.select("s1")
    session.select("q1")
    inspector.focus_field("negated")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert inspector.note.hasFocus()


def test_esc_goes_back_to_the_text(
    session: Session, inspector: Inspector, press: Press, qtbot: QtBot
) -> None:
    session.select("q1")
    inspector.focus_field("kind")
    with qtbot.waitSignal(inspector.left):
        press(Qt.Key.Key_Escape)


def test_keys_of_no_use_here_go_to_the_coding_but_not_while_typing(
    session: Session, inspector: Inspector, press: Press
) -> None:
    seen: list[str] = []

    def handler(event: QKeyEvent) -> bool:
        seen.append(event.text())
        return True

    inspector.key_handler = handler
    session.apply(SetValue("q1", "kind", "mixed"))
    session.select("q1")
    for field in ("kind", "stance", "negated"):
        inspector.focus_field(field)
        press("s")
    inspector.focus_field("why")
    press("s")
    assert seen == ["s", "s", "s"]


def test_plus_and_minus_step_along_a_scale(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    inspector.focus_field("stance")
    press("-")
    assert values("q1")["stance"] == -1
    press("+", "+", "+")
    assert values("q1")["stance"] == 2
    press(Qt.Key.Key_Right)
    assert values("q1")["stance"] == 2
    press(Qt.Key.Key_Left)
    assert values("q1")["stance"] == 1
    assert focused_field(inspector) == "stance"


def test_y_and_n_answer_a_flag(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    inspector.focus_field("negated")
    press("n")
    assert values("q1")["negated"] is False
    inspector.focus_field("negated")
    press(Qt.Key.Key_Space)
    assert values("q1")["negated"] is False
    press("y")
    assert values("q1")["negated"] is True
    inspector.focus_field("negated")
    press("y")
    assert "negated" not in values("q1")


def test_a_zero_goes_before_the_digits_of_the_tenth_answer_and_those_after_it(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("e1")
    inspector.focus_field("frame")
    press("0")
    assert values("e1") == {}
    press("5")
    assert values("e1")["frame"] == "f14"
    inspector.focus_field("frame")
    press("7")
    assert values("e1")["frame"] == "f7"
    inspector.focus_field("frame")
    press("0", Qt.Key.Key_Backspace, "1")
    assert values("e1")["frame"] == "f1"


def test_a_heading_opens_its_second_level(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("s1")
    inspector.focus_field("role")
    press("1")
    assert values("s1")["role"] == "government"
    press("2")
    assert values("s1")["role"] == "spokesperson"
    press(Qt.Key.Key_Backspace, "2")
    assert values("s1")["role"] == "business"


def test_digits_add_and_remove_several_answers(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("e1")
    inspector.focus_field("basis")
    press("3", "1")
    assert values("e1")["basis"] == ["policy", "party"]
    press("1", "3")
    assert "basis" not in values("e1")


def test_arrows_and_space_pick_an_answer(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("q1")
    inspector.focus_field("kind")
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert values("q1")["kind"] == "indirect"


def test_numbers_and_dates_are_typed_and_what_is_none_is_said(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("e1")
    inspector.focus_field("count")
    press("twelve", Qt.Key.Key_Return)
    assert values("e1") == {}
    inspector.focus_field("count")
    QApplication.focusWidget().selectAll()
    press("12", Qt.Key.Key_Return, "2025-05-19", Qt.Key.Key_Return)
    assert values("e1") == {"count": 12, "day": "2025-05-19"}


def test_a_click_answers_too(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot, values: Values
) -> None:
    session.select("q1")
    pill = next(p for p in inspector.findChildren(QWidget) if p.accessibleName() == "Mixed")
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert values("q1")["kind"] == "mixed"


def test_a_colleagues_annotation_can_be_read_and_not_changed(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.select("b1")
    assert "only ben can change it" in inspector.header.owner.text()
    assert not inspector.focus_first_unfilled()
    inspector.focus_field("kind")
    press("1")
    assert values("b1") == {}
    assert inspector.note.isReadOnly()
    assert not inspector.add_link("said_by")


def test_the_focus_stays_where_it_is_when_something_else_changes(
    session: Session, inspector: Inspector, press: Press
) -> None:
    session.select("q1")
    inspector.focus_field("stance")
    before = QApplication.focusWidget()
    session.apply(SetValue("q1", "kind", "direct"))
    assert QApplication.focusWidget() is before


def test_text_typed_and_not_entered_is_kept_when_the_selection_changes(
    session: Session, inspector: Inspector, press: Press, values: Values
) -> None:
    session.apply(SetValue("q1", "kind", "mixed"))
    session.select("q1")
    inspector.focus_field("why")
    press("because")
    session.select("s1")
    assert values("q1")["why"] == "because"


def test_markup_in_a_text_stays_text(session: Session, inspector: Inspector) -> None:
    session.select("e1")
    tip = inspector.header.excerpt.toolTip()
    assert "&lt;b&gt;" in tip
    assert "<b>" not in tip


def test_an_answer_that_is_offered_no_longer_is_still_shown(qtbot: QtBot) -> None:
    from annotator.domain.codebook import Choice, FieldType  # noqa: PLC0415
    from annotator.gui.inspector.rows import row_for  # noqa: PLC0415

    field = Field(id="k", name="K", type=FieldType.CHOICE, choices=(Choice("a", "A"),))
    row = row_for(field)
    qtbot.addWidget(row)
    row.show()
    row.set_value("gone")
    texts = [p.property("text") for p in row.findChildren(QWidget) if p.isVisible()]
    assert "gone" in texts


def test_a_narrow_panel_cuts_no_answer_off(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    elsewhere.window().resize(260, 700)

    def fits() -> bool:
        rows = inspector.findChildren(FieldRow)
        return all(row.visibleRegion().boundingRect().width() == row.width() for row in rows[:2])

    qtbot.waitUntil(fits)
