"""Adding codes from the shelf, or from a file, to the project's codebook."""

from itertools import pairwise

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.codebook import Code
from annotator.domain.edits.codebook_adding import AddCodes, addition, with_headings
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.codebooks import codebook_kinds
from annotator.gui.session.many import can_change
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.shelf.view import ShelfView
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import (
    MARGIN,
    Dialog,
    answer_buttons,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import choose_existing
from annotator.workflow.codebooks.adding import addition_words

_SIZE = QSize(900, 580)


def add_from_shelf(window: QWidget, session: Session, settings: Settings) -> None:
    """Let the user choose codes of another codebook, and add them in one step."""
    if can_change(session):
        run_dialog(AddCodesDialog(session, settings, window))


class AddCodesDialog(Dialog):
    """Enter adds the codes that are ticked; below stands what that comes to."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "add_codes", "Add codes from the shelf", _SIZE)
        self._session = session
        self.shelf = ShelfView(ticks=True)
        self.told = PlainLabel(role="muted", wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.load = secondary_button("From a &file…", self._load)
        buttons, self.main = answer_buttons(self, "&Add codes")
        row = QHBoxLayout()
        row.addWidget(self.load)
        row.addWidget(buttons, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.shelf, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.problem)
        layout.addLayout(row)
        shelf = self.shelf
        parts = [shelf.search, shelf.books, shelf.preview.codes, shelf.preview.area]
        for before, after in pairwise([*parts, self.load, self.main]):
            QWidget.setTabOrder(before, after)
        session.refused.connect(self._refuse)
        self.shelf.changed.connect(self._tell)
        self._tell()
        self.shelf.search.setFocus()

    def _codes(self) -> tuple[Code, ...]:
        book = self.shelf.book()
        return with_headings(book.codebook, self.shelf.preview.chosen()) if book else ()

    def _tell(self) -> None:
        found = addition(self._session.codebook, self._codes())
        count = sum(not code.group for code in found.added)
        self.main.setEnabled(bool(count))
        self.main.setText(f"&Add {counted(count, 'code')}" if count else "&Add codes")
        self.told.setText("\n".join(addition_words(found)))
        self.problem.hide()

    def _load(self) -> None:
        kinds = codebook_kinds(reading=True)
        path = choose_existing(self, self._settings, "Choose a codebook", kinds)
        if path is None:
            return
        try:
            self.shelf.add_file(path)
        except UserError as error:
            self._refuse(str(error))
            return
        self.shelf.books.setFocus()

    def accept(self) -> None:
        """Add the codes, in one step, or say why that is refused."""
        if self._session.apply(AddCodes(self._codes())) is not None:
            super().accept()

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
