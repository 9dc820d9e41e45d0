"""Asks before a project is closed while work is not saved yet, or would be lost by that."""

from time import sleep

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import UserError
from annotator.gui.session.session import Session
from annotator.gui.session.waiting import WaitingEdits
from annotator.gui.settings.recent import remember_project
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import PROJECTS, choose_new, show_refusal

_TRIES, _MOMENT = 5, 0.03
"""How often what waits is tried before one is asked, and how long apart, in seconds."""


def may_be_closed(window: QWidget, session: Session, settings: Settings) -> bool:
    """Tell whether a project may be closed; ask as long as something would be lost by that.

    First the edits that wait are saved. Then the file may be gone or another one, with no room to
    keep the work, or the disk is full. Whoever is asked may rather go on working.
    """
    while not _is_written(session.waiting):
        ask = _copied_first if session.waiting.for_copy else _saved_elsewhere
        if not ask(window, session, settings):
            return False
    while why := _would_lose(session):
        answer = _asked_about_loss(window, session, settings, why)
        if answer is not None:
            return answer
    return True


def _is_written(waiting: WaitingEdits) -> bool:
    """Write what waits; a backup that is being made reads the file for a moment at a time."""
    for _ in range(_TRIES):
        if waiting.try_again():
            return True
        if waiting.for_copy:
            break
        sleep(_MOMENT)
    return waiting.try_again()


def _box(window: QWidget, text: str) -> tuple[QMessageBox, QWidget]:
    """Return a box that says what is not saved, and its button for going on working."""
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Not everything is saved")
    box.setText(text)
    go_on = box.addButton("&Go on working", QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(go_on)
    return box, go_on


def _copied_first(window: QWidget, session: Session, _settings: Settings) -> bool:
    """Let the backup be made for which an edit waits; tell whether one did not give up closing."""
    waiting = session.waiting
    box, _ = _box(window, f"{waiting.said()}.")

    def look() -> None:
        if not waiting.for_copy:
            box.accept()

    waiting.changed.connect(look)
    run_dialog(box)
    waiting.changed.disconnect(look)
    return not waiting.for_copy


def _saved_elsewhere(window: QWidget, session: Session, settings: Settings) -> bool:
    """Offer to keep in another file what can't be saved now; tell whether one still closes."""
    box, go_on = _box(window, f"{session.waiting.said(at_once=True)}.")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setInformativeText(
        "Close the other program or make room, and try again. Or keep your work in a file of its "
        "own beside the project, which can be brought in later."
    )
    box.addButton("&Try again", QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton("&Keep it in a file", QMessageBox.ButtonRole.ActionRole)
    clicked = run_dialog(box).clickedButton()
    if clicked is keep:
        try:
            session.go_on_in(session.project.keep_work())
        except UserError as error:
            show_refusal(window, "The work can't be kept", error)
        else:
            remember_project(settings, session.project.path)
            session.told.emit(f"Your work goes on in {session.project.path.name}")
    return clicked is not go_on


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


def _asked_about_loss(
    window: QWidget, session: Session, settings: Settings, why: str
) -> bool | None:
    """Tell whether one closes all the same, or goes on working; None to look again."""
    box, go_on = _box(window, "Work would be lost if the project were closed now.")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setInformativeText(why)
    box.addButton("&Try again", QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton("Save a &copy…", QMessageBox.ButtonRole.ActionRole)
    lose = box.addButton("Close and &lose it", QMessageBox.ButtonRole.DestructiveRole)
    clicked = run_dialog(box).clickedButton()
    if clicked is copy:
        _copy(window, session, settings)
    return {go_on: False, lose: True}.get(clicked)


def _copy(window: QWidget, session: Session, settings: Settings) -> None:
    """Save a copy elsewhere, and go on there with what is typed."""
    out = choose_new(window, settings, "Save a copy", PROJECTS, session.project.path.name)
    if out is None:
        return
    try:
        session.project.copy_to(out)
        session.go_on_in(out)
    except UserError as error:
        show_refusal(window, "The copy can't be saved", error)
