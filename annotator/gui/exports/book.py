"""The guideline book: asked for, and written as a page for a browser or as PDF."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import UserError
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.workflow.codebooks.book import HTML, PDF, BookFacts, book_facts, place_book

_CANT = "The guideline book can't be written"
_KINDS = f"PDF (*{PDF});;HTML (*{HTML})"


def ask_and_write_book(window: QWidget, session: Session, settings: Settings) -> None:
    """Ask whether annotations are to be counted and where the book goes, and write it."""
    counts = _wants_counts(window)
    if counts is None:
        return
    path = session.project.path
    name = f"{path.stem} guidelines{PDF}"
    chosen = choose_new(window, settings, "Guideline book", _KINDS, name, path.parent)
    if chosen is None:
        return
    try:
        facts = book_facts(session.project, counts=counts, seen_by=session.visibility)
        _place(facts, chosen)
    except UserError as error:
        show_refusal(window, _CANT, error)
        return
    session.told.emit(f"Guideline book written to {chosen.name} in {chosen.parent}")


def _wants_counts(window: QWidget) -> bool | None:
    """Return whether counts are wanted; None for no book."""
    title = "Guideline book"
    box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("Say how many annotations each code has?")
    box.setInformativeText("Coders who shall not be led by numbers better have none.")
    without = box.addButton("&Without counts", QMessageBox.ButtonRole.AcceptRole)
    counted = box.addButton("With &counts", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(without)
    run_dialog(box)
    return {without: False, counted: True}.get(box.clickedButton())  # pyright: ignore[reportArgumentType] - of this box


def _place(facts: BookFacts, path: Path) -> None:
    if path.suffix.lower() == HTML:
        place_book(facts, path)
        return
    from annotator.gui.exports.book_pdf import draw_book  # noqa: PLC0415 - only for this

    draw_book(facts, path)
