"""Asks before a project is closed while saved work, or typed words, would be lost by that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import UserError
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import PROJECTS, choose_new, show_refusal


def may_be_closed(window: QWidget, session: Session, settings: Settings) -> bool:
    """Tell whether a project may be closed; ask as long as something would be lost by that.

    Its file may be gone or another one, with no room to keep the work, or the disk is full.
    """
    while why := _would_lose(session):
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Not everything is saved")
        box.setText("Work would be lost if the project were closed now.")
        box.setInformativeText(why)
        box.addButton("&Try again", QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton("Save a &copy…", QMessageBox.ButtonRole.ActionRole)
        go_on = box.addButton("&Go on working", QMessageBox.ButtonRole.RejectRole)
        lose = box.addButton("Close and &lose it", QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(go_on)
        clicked = run_dialog(box).clickedButton()
        if clicked is go_on:
            return False
        if clicked is lose or (clicked is copy and _copied(window, session, settings)):
            return True
    return True


def _would_lose(session: Session) -> str:
    """Say what would be lost, and why; nothing if nothing would."""
    project = session.project
    if project.is_closed or project.read_only:
        return ""
    try:
        project.refuse_to_lose()
    except UserError as error:
        return str(error)
    session.typed.flush()
    if session.typed.is_behind:
        return f"What you typed last is in no file. {session.typed.why_behind}"
    return ""


def _copied(window: QWidget, session: Session, settings: Settings) -> bool:
    """Save a copy elsewhere, with what is typed; tell whether that was done."""
    out = choose_new(window, settings, "Save a copy", PROJECTS, session.project.path.name)
    if out is None:
        return False
    try:
        session.project.copy_to(out)
        session.project.go_on_in(out)
        session.typed.write_anew()
    except UserError as error:
        show_refusal(window, "The copy can't be saved", error)
        return False
    return not session.typed.is_behind
