"""What arrived and needs a decision: shown as files are that were chosen by hand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.gui.following.work import FolderWork
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.bringing import BringInDialog, tell_brought
from annotator.gui.widgets.dialog import run_dialog
from annotator.workflow.following.found import FoundFile


def decide(
    session: Session,
    settings: Settings,
    work: FolderWork,
    waits: Sequence[FoundFile],
    parent: QWidget,
) -> list[FoundFile]:
    """Show files that wait for somebody; return those that were brought in.

    Raise a `UserError` when one is not there any more.
    """
    shown = work.snapshots(waits)
    dialog = BringInDialog(session, settings, list(shown), parent)
    run_dialog(dialog)
    tell_brought(session, dialog)
    if dialog.changes is None or session.project.is_closed:
        return []
    brought = [shown[path] for path in dialog.paths if path in shown]
    work.were_brought_in(session.project, brought)
    return brought
