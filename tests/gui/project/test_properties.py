"""Renaming the project and setting its variables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.edits.codebook import SetVariables
from annotator.domain.edits.team import SetSetting
from annotator.domain.project_info import ArticleVariable, VariableType
from annotator.domain.settings import OPEN_SETTING, REASONS, REASONS_SETTING, project_settings
from annotator.gui.look.sizes import row_height
from annotator.gui.project.properties import NAME, TYPE, ProjectProperties, edit_project
from annotator.gui.session.session import Session
from annotator.store.project import Project

KEY = Qt.Key
WAVE = ArticleVariable("wave", "Wave", VariableType.NUMBER)
SEEN = ArticleVariable("seen", "Seen", VariableType.FLAG)


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with Project.create(tmp_path / "p.annotator", title="Study") as project:
        project.coder = "ana"
        project.apply(SetVariables((WAVE, SEEN)))
        yield Session(project)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ProjectProperties:
    dialog = ProjectProperties(session)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    return dialog


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def add_by_keys(qtbot: QtBot, dialog: ProjectProperties, name: str) -> None:
    qtbot.keyClick(focused(), KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), name)


def test_enter_saves_the_title_and_the_variables_as_one_step(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.title, "Truce")
    add_by_keys(qtbot, dialog, "Shelf mark")
    qtbot.keyClick(focused(), KEY.Key_Return)
    qtbot.waitUntil(dialog.table.hasFocus)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.table, KEY.Key_Return)
    assert dialog.isHidden()
    info = session.project.info()
    assert (info.title, info.variables) == (
        "Truce",
        (WAVE, SEEN, ArticleVariable("shelf_mark", "Shelf mark")),
    )
    session.undo()
    info = session.project.info()
    assert (info.title, info.variables) == ("Study", (WAVE, SEEN))


def test_a_name_that_is_still_being_typed_is_saved(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    add_by_keys(qtbot, dialog, "Shelf")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert session.project.info().variables == (WAVE, SEEN, ArticleVariable("shelf", "Shelf"))


def test_saving_nothing_new_is_no_edit(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    before = session.project.undo_label(), len(session.project.latest_edits())
    add_by_keys(qtbot, dialog, "")
    dialog.accept()
    assert dialog.isHidden()
    assert not dialog.changed
    assert (session.project.undo_label(), len(session.project.latest_edits())) == before


def test_delete_removes_a_variable_and_esc_keeps_them_all(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, KEY.Key_Delete)
    assert dialog.table.read() == (SEEN,)
    qtbot.keyClick(dialog.table, KEY.Key_Escape)
    assert dialog.isHidden()
    assert session.project.info().variables == (WAVE, SEEN)


def test_a_type_is_chosen_with_the_keyboard(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    dialog.table.setFocus()
    dialog.table.setCurrentCell(0, TYPE)
    qtbot.keyClick(dialog.table, KEY.Key_F2)
    box = focused()
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, KEY.Key_D)
    dialog.accept()
    assert session.project.info().variables == (
        ArticleVariable("wave", "Wave", VariableType.DATE),
        SEEN,
    )


@pytest.mark.parametrize(
    ("identity", "said"),
    [("Shelf mark", "a–z"), ("wave", "already"), ("outlet", "standard metadata")],
)
def test_an_id_that_cannot_be_is_refused_in_the_dialog(
    session: Session, dialog: ProjectProperties, qtbot: QtBot, identity: str, said: str
) -> None:
    add_by_keys(qtbot, dialog, "Shelf")
    qtbot.keyClick(focused(), KEY.Key_Tab)
    qtbot.keyClick(focused(), KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), identity)
    dialog.accept()
    assert dialog.isVisible()
    assert said in dialog.problem.text()
    assert not dialog.problem.isHidden()
    assert session.project.info().variables == (WAVE, SEEN)


def test_a_project_keeps_a_title(dialog: ProjectProperties, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.title, "  ")
    qtbot.keyClick(dialog.title, KEY.Key_Return)
    assert dialog.isVisible()
    assert "title" in dialog.problem.text()


def test_the_id_of_a_kept_variable_stays_when_it_is_renamed(
    dialog: ProjectProperties, qtbot: QtBot
) -> None:
    dialog.table.setFocus()
    dialog.table.setCurrentCell(0, NAME)
    qtbot.keyClick(dialog.table, KEY.Key_F2)
    qtbot.keyClicks(focused(), "Round")
    qtbot.keyClick(focused(), KEY.Key_Tab)
    assert not dialog.table.item(0, 1).flags() & Qt.ItemFlag.ItemIsEditable
    assert dialog.table.read()[0] == ArticleVariable("wave", "Round", VariableType.NUMBER)


def test_tab_leaves_the_table(dialog: ProjectProperties, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.title, KEY.Key_Tab)
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, KEY.Key_Tab)
    assert not dialog.table.hasFocus()
    assert dialog.table.rowHeight(0) == row_height()


def test_it_tells_whether_anything_was_changed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(dialog: ProjectProperties) -> int:
        dialog.title.setText("Truce")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ProjectProperties, "exec", lambda _: 0)
    assert not edit_project(None, session)
    monkeypatch.setattr(ProjectProperties, "exec", rename)
    assert edit_project(None, session)
    assert session.project.info().title == "Truce"


def test_the_reasons_and_who_sees_labels_are_set_in_one_step(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    dialog.reasons.setFocus()
    dialog.reasons.selectAll()
    qtbot.keyClicks(dialog.reasons, "Too long")
    qtbot.keyClick(dialog.reasons, KEY.Key_Return)
    qtbot.keyClicks(dialog.reasons, "Too  short ")
    qtbot.keyClick(dialog.reasons, KEY.Key_Return)
    qtbot.keyClicks(dialog.reasons, "Too long")
    qtbot.keyClick(dialog.reasons, KEY.Key_Tab)
    assert dialog.reviewers.hasFocus()
    qtbot.keyClick(dialog.reviewers, KEY.Key_Tab)
    assert dialog.open_labels.hasFocus()
    qtbot.keyClick(dialog.open_labels, KEY.Key_Space)
    qtbot.keyClick(dialog.open_labels, KEY.Key_Return)
    assert dialog.isHidden()
    settings = session.project.info().settings
    assert project_settings(settings).review_reasons == ("Too long", "Too short")
    assert settings[OPEN_SETTING] is True
    session.undo()
    assert session.project.info().settings == {}


def test_without_reasons_of_its_own_a_project_has_the_usual_ones(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    assert dialog.reasons.toPlainText().splitlines() == list(REASONS)
    session.apply(SetSetting(REASONS_SETTING, ["One"]))
    other = ProjectProperties(session)
    qtbot.addWidget(other)
    assert other.reasons.toPlainText() == "One"
    other.reasons.clear()
    other.accept()
    assert project_settings(session.project.info().settings).review_reasons == REASONS


def test_the_lead_says_what_is_suggested_and_from_which_bar_on(
    session: Session, dialog: ProjectProperties, qtbot: QtBot
) -> None:
    asked = dialog.suggestions
    assert asked.suggests.isChecked()
    assert not asked.shared.isChecked()
    assert asked.bar.value() == 85
    asked.shared.setChecked(True)
    asked.bar.setValue(90)
    dialog.accept()
    settings = project_settings(session.project.info().settings)
    assert (settings.suggest, settings.suggest_shared) == (True, True)
    assert settings.suggest_answers_bar == 0.9
    other = ProjectProperties(session)
    qtbot.addWidget(other)
    other.suggestions.suggests.setChecked(False)
    assert not other.suggestions.bar.isEnabled()
    other.accept()
    assert not project_settings(session.project.info().settings).suggest
    session.undo()
    session.undo()
    assert session.project.info().settings == {}
