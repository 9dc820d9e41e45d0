"""The dialog of freezes, as somebody uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import led_project
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.review import Settle
from annotator.gui.project.freezes import FreezesDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as made:
        yield made


@pytest.fixture
def dialog(project: Project, qtbot: QtBot) -> FreezesDialog:
    made = FreezesDialog(Session(project), Settings())
    made._session.setParent(made)  # pyright: ignore[reportPrivateUsage] - lives as long
    qtbot.addWidget(made)
    made.show()
    return made


def freeze(dialog: FreezesDialog, qtbot: QtBot, name: str) -> None:
    rows = dialog.table.rowCount()
    dialog.name.setText(name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > rows)


def test_enter_in_the_name_freezes(dialog: FreezesDialog, qtbot: QtBot, tmp_path: Path) -> None:
    assert not dialog.freeze_button.isEnabled()
    assert not dialog.compare_button.isEnabled()
    freeze(dialog, qtbot, "Main")
    assert dialog.table.texts(0)[0] == "Main"
    assert dialog.changes is not None
    assert dialog.changes.label == "Freeze Main made"
    assert (tmp_path / dialog.written).exists()
    assert dialog.name.text() == ""


def test_what_differs_today_is_listed(
    dialog: FreezesDialog, qtbot: QtBot, project: Project
) -> None:
    freeze(dialog, qtbot, "Main")
    dialog.compare()
    qtbot.waitUntil(lambda: "Nothing differs" in dialog.said.text())
    own = next(one for one in project.find(Annotation) if one.code == "quote")
    project.apply(Settle(take=(own.id,)))
    code = project.codebook().codes[1]
    project.apply(PutCode(type(code)(id=code.id, name="Speaker", position=code.position)))
    dialog.compare()
    qtbot.waitUntil(lambda: dialog.differences.rowCount() > 0)
    rows = [dialog.differences.texts(n) for n in range(dialog.differences.rowCount())]
    assert ["Gold of Quote", "", "1 made"] in rows
    assert ["Codebook, Speaker: Name", "Source", "Speaker"] in rows
    assert ["Gold", "0", "1"] in rows


def test_a_freeze_itself_can_not_be_frozen(
    dialog: FreezesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    freeze(dialog, qtbot, "Main")
    with Project.open(tmp_path / dialog.written, "lea") as then:
        other = FreezesDialog(Session(then), Settings())
        other._session.setParent(other)  # pyright: ignore[reportPrivateUsage] - lives as long
        qtbot.addWidget(other)
        other.name.setText("Again")
        assert not other.freeze_button.isEnabled()
        assert "it is the freeze “Main”" in other.target.text()


def test_the_window_says_which_freeze_it_shows(
    dialog: FreezesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    freeze(dialog, qtbot, "Main")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.settings.set(CODER, "lea")
    window.open_project(Project.open(tmp_path / dialog.written, "lea"))
    assert "it is the freeze “Main” of " in window.status.words()
    assert "which can't be changed" in window.status.words()
    assert "freeze “Main”" in [one.text() for one in window.status.findChildren(QLabel)]
    window.close()
