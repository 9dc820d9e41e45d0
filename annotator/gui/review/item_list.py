"""A list of annotations with what is said of them: a badge and three lines for each."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.commands.key_events import KeyHandler, no_key
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import GRID, tabular, theme_of, ui_font
from annotator.gui.review.item_rows import ItemRows, ListItem, NamedRows
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of

_ROOT = QModelIndex()
_LINE = 18
_HEIGHT = 3 * _LINE + GRID
_EDGE = 10
_LONGEST_TIP = 2000


class ItemsModel(QAbstractListModel):
    """Items as Qt's model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: ItemRows = NamedRows()

    def set_items(self, items: ItemRows) -> None:
        """Show other items; rows that are the same keep their place without a reset."""
        if items.is_like(self.items):
            self.items = items
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows, as plain text."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        texts = {
            Qt.ItemDataRole.DisplayRole: item.title,
            Qt.ItemDataRole.AccessibleTextRole: item.spoken.replace("\n", ", "),
            Qt.ItemDataRole.ToolTipRole: tool_tip(item.spoken[:_LONGEST_TIP]),
            Qt.ItemDataRole.UserRole: item,
        }
        return texts.get(Qt.ItemDataRole(role))


class ItemDelegate(QStyledItemDelegate):
    """Draws a row; texts are drawn as they are, cut with "…"."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the badge and the lines."""
        item = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(item, ListItem):
            return
        theme, row = theme_of(option.palette), option.rect
        ink = ink_of(option, theme, faint=item.faint)
        painter.save()
        painter.fillRect(row, QColor(ink.ground))
        badge = QRectF(row.left() + _EDGE, row.top() + GRID // 2, SIZE, SIZE)
        paint_badge(painter, badge, item.code, option.palette)
        left = row.left() + 2 * _EDGE + SIZE
        line = QRect(left, row.top() + GRID // 2, row.right() - _EDGE - left, _LINE)
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(ink.text))
        draw_text(painter, line, item.title)
        painter.setFont(tabular(ui_font(SMALL)))
        painter.setPen(QColor(ink.quiet))
        draw_text(painter, line.translated(0, 2 * _LINE), item.third)
        second = line.translated(0, _LINE)
        if item.aside:
            draw_text(painter, second, item.aside, Qt.AlignmentFlag.AlignRight)
            taken = painter.fontMetrics().horizontalAdvance(item.aside) + GRID
            second.setRight(second.right() - taken)
        draw_text(painter, second, item.second)
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(left, row.bottom(), row.right(), row.bottom())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, _HEIGHT)


class ItemList(QListView):
    """The items; `key_handler` gets the keys first."""

    stood_on = Signal(object)
    """The user has moved to this item."""
    activated_item = Signal(object)
    """The user wants to this item's place: Enter or a double click."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.key_handler: KeyHandler = no_key
        self._quiet = False
        self._now = ""
        self._model = ItemsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ItemDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._activate)

    def height_of(self, rows: int) -> int:
        """Return how high the list must be to show so many rows."""
        return rows * _HEIGHT + 2 * self.frameWidth()

    def minimumSizeHint(self) -> QSize:
        """Ask for two rows."""
        return QSize(super().minimumSizeHint().width(), self.height_of(2))

    @property
    def items(self) -> ItemRows:
        """The items, from top to bottom."""
        return self._model.items

    @property
    def current(self) -> ListItem | None:
        """The item that keys act on."""
        row = self.currentIndex().row()
        return self.items[row] if 0 <= row < len(self.items) else None

    def set_items(self, items: ItemRows) -> None:
        """Show other items; the current one stays so, or the one that takes its place is."""
        row, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._quiet = True
        self._model.set_items(items)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        place = items.place_of(self._now) if self._now else -1
        if place < 0 and items:
            place = max(0, min(row, len(items) - 1))
        if place != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(place, 0))
        self._quiet = False

    def stand_on(self, ident: str, *, quiet: bool = False) -> None:
        """Make an item the current one; `quiet` tells nobody."""
        place = self.items.place_of(ident)
        if place >= 0:
            self._quiet = quiet
            self.setCurrentIndex(self._model.index(place, 0))
            self._quiet = False

    def stand_at(self, place: int) -> None:
        """Make the item of a row the current one; tell nobody."""
        self._quiet = True
        self.setCurrentIndex(self._model.index(place, 0))
        self._quiet = False

    def step(self, direction: int) -> None:
        """Go to the next or previous item."""
        if self.items:
            row = self.currentIndex().row() + direction
            self.setCurrentIndex(self._model.index(max(0, min(row, len(self.items) - 1)), 0))

    def _moved(self, *_: object) -> None:
        self._now = self.current.id if self.current is not None else ""
        if not self._quiet and self.current is not None:
            self.stood_on.emit(self.current)

    def _activate(self, *_: object) -> None:
        if self.current is not None:
            self.activated_item.emit(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what keys act on in sight."""
        super().resizeEvent(event)
        if self.current is not None and event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what keys will act on; a click says itself what it wants."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer a key to the owner, and else move; letters never search."""
        if self.key_handler(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._activate()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
