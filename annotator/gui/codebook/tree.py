"""The tree of codes: its keys first go to who owns it."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from annotator.gui.codebook.dragging import code_in, code_mime
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.code_badge import SIZE

_MOVING = (
    *LIST_KEYS,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class CodeTree(QTreeWidget):
    """A tree without editing and without a search of its own: letters are the codes' keys."""

    menu_wanted = Signal(QPoint)
    """Where the menu is to open, in global coordinates."""

    dropped = Signal(str, str, str)
    """A code (id) was dropped: below which (empty for the top), before which (empty for last)."""

    def __init__(self, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setIndentation(16)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Codes")
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    def current(self) -> QTreeWidgetItem | None:
        """Return the current item, if there is one."""
        return self.itemFromIndex(self.currentIndex()) if self.currentIndex().isValid() else None

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        """Give the dragged code to the text."""
        return code_mime(items[0].data(0, Qt.ItemDataRole.UserRole) or "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes of this tree alone."""
        if event.source() is self:
            super().dragEnterEvent(event)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would come to stand."""
        super().dragMoveEvent(event)
        event.setAccepted(event.source() is self)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the code is to stand; whoever owns the codes puts it there."""
        code = code_in(event.mimeData())
        if event.source() is not self or not code:
            return
        parent, before = self.place_of(self.itemAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(code, parent, before)

    def place_of(self, item: QTreeWidgetItem | None) -> tuple[str, str]:
        """Return the code above and the one after the place that the drop indicator shows."""
        if item is None:
            return "", ""
        where, over = QAbstractItemView.DropIndicatorPosition, self.dropIndicatorPosition()
        if over is where.OnItem:
            return _id(item), ""
        above = item.parent()
        if over is where.BelowItem and item.isExpanded() and item.childCount():
            return _id(item), _id(item.child(0))  # the line stands between it and its first one
        if over is where.BelowItem:
            beside = above or self.invisibleRootItem()
            item_after = beside.child(beside.indexOfChild(item) + 1)
            return _id(above), _id(item_after)
        return _id(above), _id(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the codes; all other keys go to the owner."""
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in _MOVING and plain:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the code under the mouse, or of the current one for the menu key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        event.accept()
        self.menu_wanted.emit(event.globalPos())


def _id(item: QTreeWidgetItem | None) -> str:
    return "" if item is None else str(item.data(0, Qt.ItemDataRole.UserRole) or "")
