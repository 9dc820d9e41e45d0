"""What the window says at a start after the program ended badly."""

from collections.abc import Sequence

from annotator.gui.window import bug_report
from annotator.gui.window.crash_dialog import CrashDialog
from annotator.gui.window.main_window import MainWindow

_TITLE = "Media Annotator ended badly"
_FAULT = (
    "The program ended without a word. What it still could say of itself is in the report; "
    "please send it to whoever looks after the program."
)


def say_ended_badly(
    window: MainWindow, faults: Sequence[str], told: str = ""
) -> CrashDialog | None:
    """Say that the program ended badly before this start; None where nothing speaks for it.

    `faults` is what `faulthandler` wrote, `told` what else was found, such as a project that was
    not closed, in sentences.
    """
    if not faults and not told:
        return None
    report = "\n\n".join([bug_report.heading(), *faults])
    words = "\n\n".join(part for part in (_FAULT if faults else "", told) if part)
    dialog = CrashDialog(report, title=_TITLE, words=words)
    dialog.setParent(window, dialog.windowFlags())
    dialog.close_button.hide()
    dialog.details.hide()
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
