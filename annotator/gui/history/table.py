"""The list of edits: whole rows, what was taken back struck through."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.history.model import EditColumn, EditsModel
from annotator.gui.look.sizes import BODY, SMALL, row_height, scaled
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of
from annotator.workflow.history_rows import HistoryRow

_EDGE = 8
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WIDTHS = {EditColumn.WHERE: 480, EditColumn.WHO: 96, EditColumn.WHEN: 148}
_SHARE = 3
"""The articles' column has a third of the width at most."""


class EditDelegate(QStyledItemDelegate):
    """Draws the cells: edits in the text's colour, all else quieter."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, HistoryRow):
            return
        column = EditColumn(index.column())
        what = column is EditColumn.WHAT
        ink = ink_of(option, theme_of(option.palette), faint=row.edit.undone or not what)
        font = ui_font(BODY) if what else tabular(ui_font(SMALL))
        font.setStrikeOut(what and row.edit.undone)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        painter.setFont(font)
        painter.setPen(QColor(ink.text))
        draw_text(painter, _inner(option.rect), str(index.data() or ""))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(60, row_height())


def _inner(cell: QRect) -> QRect:
    return cell.adjusted(_EDGE, 0, -_EDGE, 0)


class EditsTable(QTableView):
    """Arrows walk the edits; other keys are first offered to the page."""

    current_changed = Signal()
    opened = Signal()
    """A row was clicked twice."""
    menu_wanted = Signal(object)
    """Where on the screen."""

    def __init__(self, model: EditsModel, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.setAccessibleName("Edits")
        self.setModel(model)
        self.setItemDelegate(EditDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        set_up_rows(self)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(EditColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.selectionModel().currentRowChanged.connect(self.current_changed)
        self.doubleClicked.connect(self.opened)

    def row(self) -> HistoryRow | None:
        """Return the edit at hand."""
        found = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, HistoryRow) else None

    def resizeEvent(self, event: object) -> None:
        """Give the articles what they need and the edits the most."""
        super().resizeEvent(event)  # pyright: ignore[reportArgumentType] - a QResizeEvent
        width = min(_WIDTHS[EditColumn.WHERE], self.viewport().width() // _SHARE)
        self.setColumnWidth(EditColumn.WHERE, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; other keys are the page's."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _MOVING or control:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row at hand."""
        self.menu_wanted.emit(event.globalPos())
