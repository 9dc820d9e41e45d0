"""Reading the formats' modules before somebody asks for them.

There are hundreds, and reading them when a dialog is opened for the first time would keep the
window standing still for most of a second; longer on a busy machine.
"""

import importlib

from PySide6.QtCore import QObject

from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import Reporter, RunningJob

_READ = (
    "annotator.workflow.exporting",
    "annotator.workflow.format_words",
    "annotator.workflow.pseudonyms.asking",
    "annotator.workflow.units.table",
)
"""Modules that read all others which dialogs need of formats; none of them makes widgets."""


def read_formats(owner: QObject) -> RunningJob:
    """Read them off the GUI thread."""
    return Job(_read).on_success(lambda _: None).run_quietly(owner)


def _read(reporter: Reporter) -> None:
    for at, name in enumerate(_READ):
        reporter(at, len(_READ))
        importlib.import_module(name)
