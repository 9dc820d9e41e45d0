"""Being a child process: a frozen program can't run a module, and starts itself instead."""

import importlib
import sys

_CHILDREN = {
    "learning-worker": "annotator.analysis.suggest.worker",
    "drawing-worker": "annotator.gui.exports.drawing_child",
    "figure-worker": "annotator.gui.insights.figure_child",
}
"""By which command the program is started to be which module; they are found by name, so that
other commands start fast."""


def is_child() -> bool:
    """Do a child's work if the program was started for that; tell whether it was."""
    if len(sys.argv) != 2 or sys.argv[1] not in _CHILDREN:
        return False
    importlib.import_module(_CHILDREN[sys.argv[1]]).main()
    return True
