"""Bringing articles in: the import dialog and what it shows."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.gui.commands.table import key_of
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings


def import_articles(
    parent: QWidget | None, session: Session, settings: Settings, sources: Sequence[Path] = ()
) -> None:
    """Let the user look through files and folders and bring their articles in."""
    dialog = ImportDialog(session, settings, sources, parent)
    dialog.exec()
    changes = dialog.changes
    dialog.deleteLater()
    if changes is not None:
        session.publish(changes)
        session.told.emit(f"{changes.label} — {key_of('undo')} undoes")
