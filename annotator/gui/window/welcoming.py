"""Greeting whom a package is for, and asking anybody else whether they are who they say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.gui.session.session import Session
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.window.status_bar import StatusLine
from annotator.workflow.welcoming import Welcome, welcome

_WHY = (
    "What you code would be yours, and not {0}’s. If {0} sits here now, code as {0} in this "
    "project; who codes on this computer otherwise stays as it is."
)


def welcome_coder(window: QWidget, session: Session, status: StatusLine, *, ask: bool) -> None:
    """Greet who sits here, or warn them; with `ask` they may code as whom the package is for."""
    found = welcome(session.project, session.coder)
    if found is None:
        return
    if not found.is_other:
        status.tell(found.words)
        return
    if ask and _is_that_coder(window, found, session.coder):
        session.coder = found.coder
        status.show_coder(found.coder)
        again = welcome(session.project, found.coder)
        status.tell(again.words if again is not None else "")
        return
    status.refuse(found.words)


def _is_that_coder(window: QWidget, found: Welcome, handle: str) -> bool:
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Whose package is it?")
    box.setText(f"{found.words}.")
    box.setInformativeText(_WHY.format(found.coder))
    stays = box.addButton(f"Stay {handle}", QMessageBox.ButtonRole.RejectRole)
    becomes = box.addButton(f"Code as {found.coder}", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(stays)
    box.setEscapeButton(stays)
    return run_dialog(box).clickedButton() is becomes
