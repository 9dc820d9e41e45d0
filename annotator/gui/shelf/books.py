"""The list of the shelf: a codebook in a row, with how large it is below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index, TwoLineDelegate, TwoLines
from annotator.workflow.codebooks.shelf import ShelfBook

BOOK_ROLE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class _Rows(TwoLineDelegate):
    def lines_of(self, index: Index) -> TwoLines:
        book = index.data(BOOK_ROLE)
        counts = book.counts() if isinstance(book, ShelfBook) else ""
        return TwoLines(str(index.data() or ""), counts)


class BookList(QListWidget):
    """The codebooks; what the search does not find is hidden, never the chosen one's place."""

    book_changed = Signal()
    """Another codebook is chosen, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName("Codebooks")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell_book)

    def _tell_book(self) -> None:
        self.book_changed.emit()

    def add(self, book: ShelfBook) -> None:
        """Add a codebook at the end."""
        item = QListWidgetItem(book.title, self)
        item.setToolTip(tool_tip(book.title))
        item.setData(BOOK_ROLE, book)
        counts = book.counts()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{book.title}, {counts}")

    def book(self) -> ShelfBook | None:
        """Return the chosen codebook; None where the search finds none."""
        item = self.currentItem()
        found = item.data(BOOK_ROLE) if item and not item.isHidden() else None
        return found if isinstance(found, ShelfBook) else None

    def show_found(self, words: str) -> int:
        """Show only what has these words, and choose the first of it; return how many that are."""
        shown: list[QListWidgetItem] = []
        for row in range(self.count()):
            item = self.item(row)
            fits = item.data(BOOK_ROLE).has(words)
            item.setHidden(not fits)
            if fits:
                shown.append(item)
        if shown and self.currentItem() not in shown:
            self.setCurrentItem(shown[0])
        self.book_changed.emit()
        return len(shown)


class BookSearch(QLineEdit):
    """The line to search in; up and down go to the list without leaving it."""

    def __init__(self, books: BookList) -> None:
        super().__init__()
        self._books = books
        self.setPlaceholderText("Find a codebook or a code…")
        self.setAccessibleName("Find a codebook")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list by the keys that do so there."""
        if event.key() in _MOVES:
            self._books.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
