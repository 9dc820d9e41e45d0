"""What a codebook on the shelf holds: its codes, and the guideline of the one at hand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Code
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.code_badge import SIZE, badge_pixmap
from annotator.gui.widgets.guideline_body import guideline_body
from annotator.workflow.codebooks.shelf import ShelfBook

_ID = Qt.ItemDataRole.UserRole
_ABOUT = "About this codebook"
_LEAST_TREE, _LEAST_TEXT = 190, 240


class _Codes(QTreeWidget):
    """The codes; Space ticks, Enter is the dialog's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class CodesPreview(QWidget):
    """The codes beside a text; with `ticks` each can be left out."""

    ticked = Signal()
    """Another set of codes is ticked."""

    def __init__(self, *, ticks: bool = False) -> None:
        super().__init__()
        self._ticks = ticks
        self._book: ShelfBook | None = None
        self.codes = _Codes()
        self.codes.setAccessibleName("Codes of the codebook")
        self.codes.setHeaderHidden(True)
        self.codes.setRootIsDecorated(False)
        self.codes.setIndentation(16)
        self.codes.setUniformRowHeights(True)
        self.codes.setIconSize(QSize(SIZE, SIZE))
        self.codes.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.codes.setMinimumWidth(_LEAST_TREE)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName("Guideline")
        self.area.setMinimumWidth(_LEAST_TEXT)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.codes, 2)
        row.addWidget(self.area, 3)
        self.codes.currentItemChanged.connect(self._tell)
        self.codes.itemChanged.connect(self._tell_ticks)

    def show_book(self, book: ShelfBook | None) -> None:
        """Show a codebook, first what it is for."""
        if book is self._book and book is not None:
            return
        self._book = book
        self.codes.blockSignals(True)  # noqa: FBT003 - as Qt has it
        self.codes.clear()
        if book is not None:
            self._fill(book)
        self.codes.blockSignals(False)  # noqa: FBT003 - as Qt has it
        self._tell()
        self.ticked.emit()

    def chosen(self) -> list[str]:
        """Return the ids of the codes that are ticked, headings aside."""
        checked = Qt.CheckState.Checked
        return [one.data(0, _ID) for one in self._items() if one.checkState(0) is checked]

    def _items(self) -> list[QTreeWidgetItem]:
        waiting = [self.codes.topLevelItem(n) for n in range(self.codes.topLevelItemCount())]
        found: list[QTreeWidgetItem] = []
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                found.append(item)
                waiting += [item.child(n) for n in range(item.childCount())]
        return found

    def _fill(self, book: ShelfBook) -> None:
        about = QTreeWidgetItem(self.codes, [_ABOUT])
        about.setData(0, _ID, "")
        about.setSizeHint(0, QSize(0, row_height()))
        made: dict[str, QTreeWidgetItem] = {}
        waiting = list(book.codebook.codes)
        while waiting:
            ready = [one for one in waiting if not one.parent or one.parent in made]
            for code in ready or waiting:
                made[code.id] = self._item(code, made.get(code.parent))
            waiting = [one for one in waiting if one.id not in made]
        self.codes.expandAll()
        self.codes.setCurrentItem(about)

    def _item(self, code: Code, above: QTreeWidgetItem | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above or self.codes.invisibleRootItem(), [code.name])
        item.setData(0, _ID, code.id)
        item.setSizeHint(0, QSize(0, row_height()))
        if not code.group:
            item.setIcon(0, QIcon(badge_pixmap(code, self.palette(), self.devicePixelRatioF())))
        if self._ticks and not code.group:
            item.setCheckState(0, Qt.CheckState.Checked)
        return item

    def _tell_ticks(self) -> None:
        self.ticked.emit()

    def _tell(self) -> None:
        item, book = self.codes.currentItem(), self._book
        code = book.codebook.code(item.data(0, _ID)) if item and book else None
        body = guideline_body(code) if code else _about(book)
        body.setContentsMargins(GRID, GRID, GRID, GRID)
        self.area.setWidget(body)


def _about(book: ShelfBook | None) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setSpacing(GRID)
    if book is None:
        column.addWidget(PlainLabel("No codebook has these words.", role="muted", wrap=True))
    else:
        column.addWidget(PlainLabel(book.title, role="heading", wrap=True))
        column.addWidget(PlainLabel(book.counts(), role="muted", wrap=True))
        if book.codebook.description.strip():
            column.addWidget(PlainLabel(book.codebook.description, wrap=True, selectable=True))
        if book.source:
            source = PlainLabel("Source", role="small")
            source.setContentsMargins(0, HALF, 0, 0)
            column.addWidget(source)
            column.addWidget(PlainLabel(book.source, role="muted", wrap=True, selectable=True))
    column.addStretch(1)
    return body
