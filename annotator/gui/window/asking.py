"""Asking before something is taken back that somebody else did."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.undo import UNDO
from annotator.domain.wording import shortened
from annotator.gui.session.stepping import OthersAct
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.wording.dates import moment_in_sentence


def agrees_to_step(window: QWidget, what: OthersAct) -> bool:
    """Ask whether to take back, or do again, what somebody else did or undid."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Redo" if what.again else "Undo")
    box.setText(question(what))
    words = "Do it again" if what.again else "Take it back"
    does = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    leaves = box.addButton("Leave it", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leaves)
    box.setEscapeButton(leaves)
    return run_dialog(box).clickedButton() is does


def question(what: OthersAct) -> str:
    """Return whether to do it, in words: what it is, who did it, and when."""
    label = f"“{shortened(what.edit.label)}”"
    did = "took back" if what.act.kind == UNDO else "did"
    who = f"which {what.act.coder} {did} {moment_in_sentence(what.act.at)}"
    return f"Do {label} again, {who}?" if what.again else f"Take back {label}, {who}?"
