"""Controls that leave bare keys to the page: a digit decides, wherever the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListView

_LIST_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_COMBO_KEYS = (*_LIST_KEYS, Qt.Key.Key_Space, Qt.Key.Key_F4)


class QuietCombo(QComboBox):
    """A choice that is made with the arrows or the mouse, not by typing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def choose_data(self, data: object) -> bool:
        """Choose the entry with this data without a signal; tell whether there is one."""
        place = next((n for n in range(self.count()) if self.itemData(n) == data), -1)
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.setCurrentIndex(place)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        return place >= 0

    def offer(self, entries: list[tuple[str, object]], kept: object) -> bool:
        """Offer these entries without a signal, keeping a choice; tell whether it is there."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        for text, data in entries:
            self.addItem(text, data)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        if self.choose_data(kept):
            return True
        self.choose_data(entries[0][1] if entries else None)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows; letters and digits are the page's."""
        if event.key() in _COMBO_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()


class QuietList(QListView):
    """A list that is walked with the arrows, not searched by typing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows; letters and digits are the page's."""
        if event.key() in _LIST_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()
