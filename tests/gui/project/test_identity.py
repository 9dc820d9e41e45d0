"""The dialog that asks who is coding."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.gui.project.identity import (
    IdentityDialog,
    ask_identity,
    known_identity,
)
from annotator.gui.settings.settings import CODER, CODER_NAME, Settings
from annotator.store.project import Project

KEY = Qt.Key


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as project:
        for handle, name in (("ana", ""), ("Ben", "Ben Okri")):
            project.apply(PutCoder(Coder(id=coder_id(handle), handle=handle, name=name)))
        yield project


def asked(qtbot: QtBot, project: Project | None = None) -> IdentityDialog:
    dialog = IdentityDialog(Settings(), project)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def handle_line(dialog: IdentityDialog) -> QLineEdit:
    return dialog.findChildren(QLineEdit)[0]


def test_enter_accepts_the_handle(qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    handle_line(dialog).setText("  lea ")
    qtbot.keyClick(handle_line(dialog), KEY.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.handle == "lea"


@pytest.mark.parametrize("handle", ["", "   ", "gold", "ALL"])
def test_a_handle_that_cannot_be_is_refused(qtbot: QtBot, handle: str) -> None:
    dialog = asked(qtbot)
    handle_line(dialog).setText(handle)
    qtbot.keyClick(handle_line(dialog), KEY.Key_Return)
    assert dialog.isVisible()


def test_the_arrow_keys_choose_one_of_the_projects_coders(qtbot: QtBot, project: Project) -> None:
    dialog = asked(qtbot, project)
    qtbot.keyClick(handle_line(dialog), KEY.Key_Down)
    qtbot.keyClick(handle_line(dialog), KEY.Key_Down)
    assert (dialog.handle, dialog.full_name) == ("Ben", "Ben Okri")


def test_entering_the_list_of_coders_chooses_nobody(qtbot: QtBot, project: Project) -> None:
    dialog = asked(qtbot, project)
    handle_line(dialog).setText("lea")
    coders = dialog.findChild(QListWidget)
    assert coders is not None
    coders.setFocus()
    qtbot.waitUntil(coders.hasFocus)
    assert dialog.handle == "lea"
    qtbot.keyClick(coders, KEY.Key_Down)
    assert dialog.handle == "ana"


def test_a_known_handle_is_spelt_as_the_project_spells_it(qtbot: QtBot, project: Project) -> None:
    dialog = asked(qtbot, project)
    handle_line(dialog).setText("BEN")
    assert dialog.handle == "Ben"


def test_the_answer_is_kept_on_this_machine(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: IdentityDialog) -> int:
        handle_line(dialog).setText("lea")
        dialog.findChildren(QLineEdit)[1].setText("Lea Novak")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(IdentityDialog, "exec", answer)
    settings = Settings()
    assert ask_identity(None, settings) == "lea"
    assert (settings.get(CODER), settings.get(CODER_NAME)) == ("lea", "Lea Novak")
    assert known_identity(settings) == "lea"


def test_cancelling_changes_nothing(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(IdentityDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    settings = Settings()
    settings.set(CODER, "ana")
    assert ask_identity(None, settings) is None
    assert settings.get(CODER) == "ana"


def test_nobody_is_known_at_first() -> None:
    assert not known_identity(Settings())
