"""What is rebuilt while something else still holds it is not used any more."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sample import sample
from shiboken6 import isValid
from user import Key, User

from annotator.domain.edits.annotations import ChangeCode, SetValue
from annotator.gui.inspector.form import FieldsForm
from annotator.gui.inspector.picker import ActorPicker
from annotator.gui.inspector.rule_row import RuleRow
from annotator.gui.settings.settings import CODER
from annotator.gui.widgets.focus_back import FocusBack


@pytest.fixture
def coder(user: User, tmp_path: Path) -> User:
    with sample(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    user.window.open_path(path, "a1")
    return user


def bury() -> None:
    """Let everything be deleted that waits for it."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def test_a_guideline_closes_after_the_field_it_was_asked_from_is_gone(coder: User) -> None:
    coding = coder.coding
    coding.session.select("s1")
    coding.inspector.focus_fields()
    coding.show_guideline("source")
    coding.session.apply(ChangeCode("s1", "quote"))
    bury()
    coder.press(Key.Key_Escape)
    assert coding.guideline.isHidden()
    assert coder.focus() is coding.pane.view


def test_words_in_a_field_whose_code_is_changed_are_no_edit_in_the_middle_of_it(
    coder: User,
) -> None:
    coding = coder.coding
    coding.session.select("t1")
    coding.inspector.focus_field("remark")
    coder.write("typed on")
    coding.session.apply(ChangeCode("t1", "source"))
    bury()
    forms = coding.inspector.findChildren(FieldsForm)
    assert len(forms) == 1
    assert forms[0].code.id == "source"
    assert coding.session.project.undo_label() != "Remark set"


def test_a_picker_that_is_closed_does_not_use_its_list(coder: User) -> None:
    coding = coder.coding
    coding.session.select("q1")
    row = coding.inspector.findChildren(RuleRow)[0]
    row.open_picker("q1", "")
    (picker,) = coding.inspector.findChildren(ActorPicker)
    lines = picker.list_box
    picker.close_up()
    QApplication.sendPostedEvents(lines, QEvent.Type.DeferredDelete)
    coder.qtbot.keyClick(picker, Key.Key_Down)
    picker._typed()
    QApplication.sendEvent(picker, QEvent(QEvent.Type.Move))
    assert not isValid(lines), "it is gone, or this shows nothing"
    bury()
    assert coding.inspector.findChildren(ActorPicker) == []


def test_the_focus_goes_back_to_nothing_that_is_gone(qtbot: QtBot) -> None:
    window, back = QWidget(), FocusBack()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    back.remember()
    assert back.give_back()
    assert not back.give_back()
    back.remember()
    line.deleteLater()
    bury()
    assert not back.give_back()


def test_another_answer_in_the_same_field_needs_no_new_widgets(coder: User) -> None:
    coding = coder.coding
    coding.session.select("s1")
    (form,) = coding.inspector.findChildren(FieldsForm)
    coding.session.apply(SetValue("s1", "role", "unclear"))
    assert coding.inspector.findChildren(FieldsForm) == [form]
