"""Taking a codebook over from a file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.errors import UserError
from annotator.formats.codebooks import any_codebook
from annotator.gui.session.session import Session
from annotator.gui.widgets.file_dialogs import show_refusal


def load_codebook(parent: QWidget, session: Session, path: Path) -> None:
    """Take the codebook in a file for the project's, or say why it can't be."""
    try:
        codebook = any_codebook(path)
    except UserError as error:
        show_refusal(parent, "The codebook can't be loaded", error)
        return
    session.apply(ReplaceCodebook(codebook))
