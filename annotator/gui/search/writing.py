"""Writing the listed hits as a CSV file: where to."""

from functools import partial

from PySide6.QtWidgets import QWidget

from annotator.domain.wording import counted
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_FOR_SPREADSHEET, Settings
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.workflow.searching.hits import Hit, write_hits

_TITLE = "Export the hits"


def ask_and_write_hits(
    window: QWidget, session: Session, settings: Settings, hits: list[Hit]
) -> None:
    """Let the user choose where to, and write the hits in the order in which they are listed."""
    path = session.project.path
    name = f"{path.stem} hits.csv"
    target = choose_new(window, settings, _TITLE, "CSV (*.csv)", name, path.parent)
    if target is None:
        return
    disarmed = settings.get(EXPORT_FOR_SPREADSHEET)

    def write(_told: Reporter) -> None:
        write_hits(target, hits, for_spreadsheet=disarmed)

    told = f"Wrote {counted(len(hits), 'hit')} to {target.name} in {target.parent}"
    job = Job(write).on_success(lambda _: session.told.emit(told))
    job.on_refusal(partial(show_refusal, window, "The hits can't be exported"))
    job.run(window, "Writing the hits")
