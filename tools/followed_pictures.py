"""Draws the dialog of a followed folder for `tools/screenshots.py`."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator.gui.following import FolderFollower
from annotator.gui.following.dialog import FollowDialog
from annotator.gui.session.session import Session
from annotator.gui.window.main_window import MainWindow
from annotator.workflow.following.found import FileStanding

_PAUSE = 20  # milliseconds
_MOST_LOOKS = 1_000
_SHOWN = "~/Nextcloud/Ceasefire study"
"""Which folder the picture names, wherever it is drawn."""


def _has_rested(follower: FolderFollower) -> bool:
    """Tell whether all files were looked into, and one's own is there."""
    standings = {one.standing for one in follower.found}
    return FileStanding.OWN in standings and FileStanding.ARRIVING not in standings


def draw_followed(
    window: MainWindow,
    session: Session,
    follower: FolderFollower,
    returned: Sequence[Path],
    save: Callable[[QDialog, str], object],
) -> None:
    """Draw a folder in which colleagues' files lie, one of them torn; nothing is followed then."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "Ceasefire study"
        folder.mkdir()
        for path in returned:
            (folder / path.name).write_bytes(path.read_bytes())
        whole = returned[0].read_bytes()
        (folder / "study-zoe.annotator").write_bytes(whole[: len(whole) // 2])
        follower.follow(folder, by_itself=False)
        for _ in range(_MOST_LOOKS):
            if _has_rested(follower) and not follower.is_at_work:
                break
            if not follower.is_at_work:
                follower.look(sends=True)
            QTest.qWait(_PAUSE)
        else:
            sys.exit("The followed folder could not be drawn")
        dialog = FollowDialog(session, window.settings, follower, window)
        while follower.is_at_work:
            QTest.qWait(_PAUSE)
        with QSignalBlocker(dialog.folder):
            dialog.folder.setText(_SHOWN)
        save(dialog, "follow")
        while follower.is_at_work:
            QTest.qWait(_PAUSE)
        follower.stop_following()
