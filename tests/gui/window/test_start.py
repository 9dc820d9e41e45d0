"""What fails before the window stands, and what is said of an earlier end."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.cli.open import open_window
from annotator.gui import app
from annotator.gui.settings.settings import THEME, Settings, ThemeName
from annotator.gui.window.crash_dialog import CrashDialog
from annotator.gui.window.ended_badly import say_ended_badly
from annotator.gui.window.main_window import MainWindow
from annotator.workflow.program_log import log_path


def fails(*_: object) -> None:
    raise FileNotFoundError("icons/close.svg is missing")


@pytest.fixture
def no_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.gui.app.crash.install", lambda _app: None)


@pytest.mark.usefixtures("no_hooks")
def test_a_style_that_can_not_be_read_is_told_with_a_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    monkeypatch.setattr(app, "apply_theme", fails)
    assert app.run() == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "could not be opened" in told
    assert "icons/close.svg is missing" in told
    assert "Before the window stood" in log_path().read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_hooks")
def test_where_there_is_a_screen_it_is_told_in_a_box(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "apply_theme", fails)
    monkeypatch.setattr(app.QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setattr(app.QMessageBox, "exec", lambda box: told.append(box.text()))
    assert app.run() == 1
    assert "icons/close.svg is missing" in told[0]


def test_what_hinders_qt_itself_is_one_line_and_a_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_name: str) -> None:
        raise ImportError("DLL load failed while importing QtCore")

    monkeypatch.setattr("annotator.cli.open.load", broken)
    monkeypatch.setattr("annotator.cli.open.need_display", lambda **_: None)
    assert open_window.callback is not None
    assert open_window.callback(project=None, article=None, screenshot=None) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "DLL load failed" in told
    assert "DLL load failed" in log_path().read_text(encoding="utf-8")


def test_broken_settings_are_kept_and_told(home: Path) -> None:
    broken = home / "annotator" / "settings.ini"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("[coder\nhandle=ana")
    settings = Settings()
    assert "can't be read" in settings.problem
    settings.set(THEME, ThemeName.DARK)
    settings.sync()
    assert broken.with_name("settings.ini.broken").read_text() == "[coder\nhandle=ana"
    again = Settings()
    assert again.problem == ""
    assert again.get(THEME) is ThemeName.DARK


def test_an_earlier_end_is_told_in_the_window(qtbot: QtBot) -> None:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    assert say_ended_badly(window, []) is None
    dialog = say_ended_badly(window, ["Fatal Python error: Segmentation fault"], "It was open.")
    assert isinstance(dialog, CrashDialog)
    assert "Segmentation fault" in dialog.report
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "ended badly" in said
    assert "It was open." in said
    dialog.accept()
    QApplication.processEvents()
