"""Importing articles: the import dialog and what it shows."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog


def import_articles(
    parent: QWidget | None, session: Session, settings: Settings, sources: Sequence[Path] = ()
) -> None:
    """Let the user look through files and folders and import their articles."""
    from annotator.gui.imports.dialog import ImportDialog  # noqa: PLC0415 - all formats

    changes = run_dialog(ImportDialog(session, settings, sources, parent)).changes
    if changes is not None:
        session.publish(changes)
        session.told.emit(f"{changes.label} — {key_of('undo')} undoes")
