"""Handing the dataset over: the export dialog and what it shows."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog


def export_articles(
    parent: QWidget | None,
    session: Session,
    settings: Settings,
    selected: Sequence[str],
    visible: Sequence[str],
) -> None:
    """Let the user choose what to export, and say where it went.

    `selected` and `visible` are the ids of articles selected and shown in the list.
    """
    from annotator.gui.exports.dialog import ExportDialog  # noqa: PLC0415 - all formats
    from annotator.workflow.pseudonyms.asking import told  # noqa: PLC0415 - all formats

    exported = run_dialog(ExportDialog(session, settings, selected, visible, parent)).exported
    if exported is not None:
        masked = f"; {told(exported.masked)[0]}" if exported.masked is not None else ""
        session.told.emit(f"Exported {exported.told()} to {exported.path}{masked}")
