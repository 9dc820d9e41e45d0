"""The shelf: search, the codebooks, and what the one at hand holds."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID
from annotator.gui.shelf.books import BookList, BookSearch
from annotator.gui.shelf.preview import CodesPreview
from annotator.workflow.codebooks.shelf import ShelfBook, book_from_file, shelf

_LIST_WIDTH = 270
_LEAST_HEIGHT = 180


class ShelfView(QWidget):
    """Codebooks to choose from; `book()` is the one at hand."""

    changed = Signal()
    """Another codebook is at hand, or other codes of it are ticked."""

    def __init__(self, *, ticks: bool = False) -> None:
        super().__init__()
        self.books = BookList()
        self.search = BookSearch(self.books)
        self.preview = CodesPreview(ticks=ticks)
        self.setFocusProxy(self.search)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.books, 1)
        self.books.setFixedWidth(scaled(_LIST_WIDTH))
        self.search.setFixedWidth(scaled(_LIST_WIDTH))
        self.setMinimumHeight(scaled(_LEAST_HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addLayout(left)
        row.addWidget(self.preview, 1)
        for book in shelf():
            self.books.add(book)
        self.search.textChanged.connect(self.books.show_found)
        self.books.book_changed.connect(self._follow)
        self.preview.ticked.connect(self.changed)
        self.books.setCurrentRow(0)

    def _follow(self) -> None:
        self.preview.show_book(self.book())
        self.changed.emit()

    def book(self) -> ShelfBook | None:
        """Return the codebook at hand; None where the search finds none."""
        return self.books.book()

    def add_file(self, path: Path) -> None:
        """Put the codebook of a file on the shelf, and choose it; raise a `UserError`."""
        book = book_from_file(path)
        self.search.clear()
        self.books.add(book)
        self.books.setCurrentRow(self.books.count() - 1)
