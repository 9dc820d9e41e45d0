"""A list of things to tick."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_ID = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Names with check boxes, each with an id; Space turns all selected rows on or off."""

    toggled = Signal()
    """Something was turned on or off."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.itemChanged.connect(self._tell)

    def add(
        self, name: str, ident: str = "", *, on: bool = True, height: int = 0
    ) -> QListWidgetItem:
        """Add a row at the end without a signal; its id is its name when it has no other."""
        item = QListWidgetItem(name)
        item.setData(_ID, ident or name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_state(on=on))
        if height:
            item.setSizeHint(QSize(0, height))
        self.addItem(item)
        return item

    def ticked(self) -> list[str]:
        """Return the ids that are on, in the order of the list."""
        return [i.data(_ID) for i in self.items_() if i.checkState() == Qt.CheckState.Checked]

    def tick(self, wanted: Collection[str]) -> None:
        """Turn these ids on and the others off."""
        self._turn((item, item.data(_ID) in wanted) for item in self.items_())

    def items_(self) -> list[QListWidgetItem]:
        """Return all rows."""
        return [self.item(row) for row in range(self.count())]

    def all_ticked(self) -> bool:
        """Tell whether nothing is off."""
        return len(self.ticked()) == self.count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle with Space."""
        items = self.selectedItems()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not items:
            super().keyPressEvent(event)
            return
        all_on = all(item.checkState() == Qt.CheckState.Checked for item in items)
        self._turn((item, not all_on) for item in items)

    def _turn(self, wanted: Iterable[tuple[QListWidgetItem, bool]]) -> None:
        """Turn rows on or off, and tell it once: whoever hears it looks at all of them."""
        before = self.ticked()
        self.itemChanged.disconnect(self._tell)
        for item, on in wanted:
            item.setCheckState(_state(on=on))
        self.itemChanged.connect(self._tell)
        if self.ticked() != before:
            self.toggled.emit()

    def _tell(self, _item: QListWidgetItem) -> None:
        self.toggled.emit()


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
