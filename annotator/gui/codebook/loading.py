"""Taking a codebook over from a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.errors import UserError
from annotator.formats.codebooks import any_codebook
from annotator.gui.codebook.contradicting import ContradictionsDialog
from annotator.gui.session.session import Session
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.workflow.codebooks.contradictions import contradictions


def load_codebook(parent: QWidget, session: Session, path: Path) -> ContradictionsDialog | None:
    """Take the codebook in a file for the project's, or say why it can't be.

    Where labels contradict it, a dialog asks what becomes of them.
    """
    try:
        codebook = any_codebook(path)
        here = session.codebook
        found = contradictions(session.project, here, codebook, session.visibility)
    except UserError as error:
        show_refusal(parent, "The codebook can't be loaded", error)
        return None
    if not found:
        session.apply(ReplaceCodebook(codebook))
        return None
    dialog = ContradictionsDialog(session, codebook, found, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
