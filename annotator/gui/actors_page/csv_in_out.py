"""Actors from a CSV file, after a look at what it changes, and to one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.wording import counted
from annotator.gui.actors_page.page import ActorsPage
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.many import apply_many
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import EXPORT_FOR_SPREADSHEET, Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, run_dialog
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.project import Project
from annotator.workflow.actors.table import ActorTable, read_actors, write_actors

_CSV = "CSV (*.csv)"
_SIZE = QSize(720, 480)
_MOST_ROWS = 500


def ask_and_import(page: ActorsPage) -> None:
    """Ask for a table of actors, show what it changes, and import it."""
    path = choose_existing(page, page.settings, "Import actors", _CSV)
    if path is None:
        return

    def work(own: Project, _reporter: Reporter) -> ActorTable:
        return read_actors(path, own)

    job = Job(on_sibling(page.session.project, work)).after(page.session.waiting)
    job.on_success(partial(_preview, page, path))
    job.on_refusal(partial(show_refusal, page, "The actors can’t be imported"))
    job.run(page, "Reading actors")


def _preview(page: ActorsPage, path: Path, found: ActorTable) -> None:
    dialog = run_dialog(ActorsPreview(path.name, found, page))
    if dialog.result() and found.touched:
        apply_many(page.session, found.edit(), len(found.touched), "Importing actors")


class ActorsPreview(Dialog):
    """What importing a table will do, row by row."""

    def __init__(self, name: str, found: ActorTable, parent: QWidget | None) -> None:
        super().__init__(parent, Settings(), "import_actors", f"Import {name}", _SIZE)
        self.table = PlainTable("Actors in the file", ("Line", "Actor", "What"), 2, {0: 60, 1: 240})
        rows = found.touched[:_MOST_ROWS]
        self.table.show_rows(
            [
                (row.line, row.actor.name, "new" if row.is_new else _changes(row.changed))
                for row in rows
            ]
        )
        self.told = PlainLabel(f"{found.in_words()}.", wrap=True)
        left = len(found.touched) - len(rows)
        more = PlainLabel(f"{counted(left, 'row')} more.", role="muted")
        more.setVisible(bool(left))
        buttons, self.go = answer_buttons(self, "&Import")
        self.go.setEnabled(bool(rows))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (self.told, self.table, more, buttons):
            column.addWidget(widget, int(widget is self.table))


def _changes(attributes: tuple[str, ...]) -> str:
    words = {"values": "variables", "affiliations": "affiliations over time"}
    return ", ".join(words.get(one, one) for one in attributes if one != "became")


def ask_and_export(page: ActorsPage) -> None:
    """Ask for a file and write the actors to it, with figures of what may be seen."""
    path = choose_new(page, page.settings, "Export actors", _CSV, "actors.csv")
    if path is None:
        return
    seen, disarmed = page.seen, page.settings.get(EXPORT_FOR_SPREADSHEET)

    def write(own: Project, _reporter: Reporter) -> int:
        return write_actors(path, own, seen, for_spreadsheet=disarmed)

    def written(count: int) -> None:
        page.session.told.emit(f"{counted(count, 'actor')} written to {path.name}")

    job = Job(on_sibling(page.session.project, write)).after(page.session.waiting)
    job.on_success(written)
    job.on_refusal(partial(show_refusal, page, "The actors can’t be written"))
    job.run(page, "Writing actors")
