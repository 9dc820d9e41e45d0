"""The table of hits: each on one line, with what is left of it up to it and what is right."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.hits.model import HIT_ROLE, SORTS, HitColumn, HitsModel
from annotator.gui.look.sizes import BODY, SMALL, row_height, scaled
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.selecting import select_alone
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of
from annotator.workflow.searching.hits import Hit

_EDGE = 8
_BOX = 28
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_OF_TEXT = (HitColumn.LEFT, HitColumn.HIT, HitColumn.RIGHT)
_SHARES = {
    HitColumn.LEFT: 28,
    HitColumn.RIGHT: 27,
    HitColumn.ARTICLE: 16,
    HitColumn.OUTLET: 9,
    HitColumn.DATE: 10,
    HitColumn.WHAT: 11,
}
"""What each column that is shown has of the width, against each other; the last has the rest."""
_LEAST_OF_HIT = 64
_MOST_OF_HIT = 20
"""How many hundredths of the width the longest hit has at most."""
_OF_ARTICLE = (HitColumn.ARTICLE, HitColumn.OUTLET, HitColumn.DATE)
_YIELDING = (HitColumn.OUTLET, HitColumn.DATE)
_NARROW = 900
"""Below this width, in pixels, outlet and date give way."""


class HitDelegate(QStyledItemDelegate):
    """Draws the hit strong between the words around it; all else is quieter."""

    def __init__(self, table: "HitsTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        column, hits = HitColumn(index.column()), self._table.hits
        barred = hits.is_barred(index)
        ink = ink_of(option, theme_of(option.palette), faint=barred or column not in _OF_TEXT)
        font = ui_font(BODY) if column in _OF_TEXT else tabular(ui_font(SMALL))
        font.setBold(column is HitColumn.HIT)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        cell: QRect = option.rect
        cell = cell.adjusted(_EDGE, 0, -_EDGE, 0)
        if column is HitColumn.LEFT and self._table.ticks:
            self._draw_box(painter, option, index)
            cell = cell.adjusted(_BOX - _EDGE, 0, 0, 0)
        painter.setFont(font)
        painter.setPen(QColor(ink.text))
        left = column is HitColumn.LEFT
        side = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
        mode = Qt.TextElideMode
        text = hits.cell(index.row(), column).strip()  # without a way over Qt
        draw_text(painter, cell, text, side, mode.ElideLeft if left else mode.ElideRight)
        painter.restore()

    def _draw_box(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._table.hits.is_barred(index):
            return
        box = QStyleOptionViewItem(option)
        style = self._table.style()
        box.rect = self._box(option)  # pyright: ignore[reportAttributeAccessIssue] - Qt's stubs lack what the option holds
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = style.StateFlag.State_On if on else style.StateFlag.State_Off
        box.state = style.StateFlag.State_Enabled | state  # pyright: ignore[reportAttributeAccessIssue] - as above
        style.drawPrimitive(
            style.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, self._table
        )

    def _box(self, option: QStyleOptionViewItem) -> QRect:
        cell: QRect = option.rect
        side = min(16, cell.height())
        return QRect(cell.left() + 6, cell.top() + (cell.height() - side) // 2, side, side)

    def editorEvent(
        self, event: QEvent, _model: object, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by a click on the box or the words beside it."""
        released = event.type() == QEvent.Type.MouseButtonRelease
        if released and self._table.ticks and index.column() == HitColumn.LEFT:
            self._table.hits.toggle([index.row()])
            return True
        return False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(60, row_height())


class HitsTable(QTableView):
    """Arrows walk the hits; other keys are first offered to whoever shows it."""

    opened = Signal()
    """A row was clicked twice."""
    sorting = Signal(object)
    """A heading was clicked: sort by this `HitSort`."""
    menu_wanted = Signal(object)
    """Where on the screen."""

    def __init__(self, model: HitsModel, key: KeyHandler, *, ticks: bool = False) -> None:
        super().__init__()
        self._key = key
        self._left_out = set[HitColumn]()
        self._longest = ""
        self.hits = model
        self.ticks = ticks
        self.setAccessibleName("Hits")
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if ticks else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        set_up_rows(self)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsClickable(True)
        model.rowsInserted.connect(self._make_room)
        columns.setMinimumSectionSize(scaled(24))
        columns.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(self._open)
        model.layoutChanged.connect(self._show_current)

    def hit(self) -> Hit | None:
        """Return the hit at hand."""
        found = self.currentIndex().data(HIT_ROLE)
        return found if isinstance(found, Hit) else None

    def make_current(self, row: int) -> None:
        """Put the keyboard's row there, and into view."""
        if self.hits.rowCount():
            at = min(max(row, 0), self.hits.rowCount() - 1)
            select_alone(self, self.hits.index(at, 0))

    def _show_current(self) -> None:
        """Keep the keyboard's row in view when hits are in another order."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def rows(self) -> list[int]:
        """Return the selected rows."""
        selection = self.selectionModel().selection()
        parts = [selection.at(n) for n in range(selection.count())]
        return sorted({row for one in parts for row in range(one.top(), one.bottom() + 1)})

    def _sort(self, section: int) -> None:
        by = SORTS.get(HitColumn(section))
        if by is not None:
            self.sorting.emit(by)

    def _open(self) -> None:
        if not self.ticks:
            self.opened.emit()

    def show_only_texts(self, *, texts: bool, one_article: bool = False) -> None:
        """Leave the columns out that would say the same in each row; the words get their room."""
        gone = {HitColumn.WHAT} if texts else set[HitColumn]()
        self._left_out = gone | set(_OF_ARTICLE if one_article else ())
        self._share_out()

    def resizeEvent(self, event: object) -> None:
        """Share the width out; where it is small, outlet and date give way."""
        super().resizeEvent(event)  # pyright: ignore[reportArgumentType] - a QResizeEvent
        self._share_out()

    def _make_room(self) -> None:
        """Give the hits the width of the longest of them, so that what is right of them is near."""
        if self.hits.longest != self._longest:
            self._share_out()

    def _width_of_hits(self, room: int) -> int:
        self._longest = self.hits.longest
        font = ui_font(BODY)
        font.setBold(True)
        words = QFontMetrics(font).horizontalAdvance(self._longest.replace("\n", " "))
        most, least = room * _MOST_OF_HIT // 100, scaled(_LEAST_OF_HIT)
        return max(least, min(words + 2 * _EDGE + 2, most))

    def _share_out(self) -> None:
        width = self.viewport().width()
        yields = set(_YIELDING) if width < _NARROW else set[HitColumn]()
        shown = [one for one in HitColumn if one not in self._left_out | yields]
        hits = self._width_of_hits(width)
        self.setColumnWidth(HitColumn.HIT, hits)
        width -= hits
        shares = {one: _SHARES[one] for one in shown if one is not HitColumn.HIT}
        whole = sum(shares.values())
        header = self.horizontalHeader()
        for column in HitColumn:
            self.setColumnHidden(column, column not in shown)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, mode.Stretch if column is shown[-1] else mode.Interactive
            )
            if column in shares:
                self.setColumnWidth(column, width * shares[column] // whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, tick with Space; other keys are others'."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.ticks and event.key() == Qt.Key.Key_Space and not event.modifiers():
            rows = self.rows() or [self.currentIndex().row()]
            self.hits.toggle([row for row in rows if row >= 0])
        elif event.key() in _MOVING or control:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row at hand."""
        self.menu_wanted.emit(event.globalPos())
