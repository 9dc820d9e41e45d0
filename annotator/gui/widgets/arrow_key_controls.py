"""Controls that leave bare keys to the page: a digit decides, wherever the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListView

from annotator.domain.wording import shortened
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.calm import ComboBox

LONGEST_ENTRY = 48
"""How many characters of an entry are shown; its tool tip has the rest."""
LIST_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
"""The keys that walk a list."""
_COMBO_KEYS = (*LIST_KEYS, Qt.Key.Key_Space, Qt.Key.Key_F4)


class ArrowKeyCombo(ComboBox):
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
        for n, (text, data) in enumerate(entries):
            self.addItem(shortened(text, LONGEST_ENTRY), data)
            if len(text) > LONGEST_ENTRY:
                self.setItemData(n, tool_tip(text), Qt.ItemDataRole.ToolTipRole)
        widest = max((self.itemText(n) for n in range(self.count())), key=len, default="")
        self.make_room(widest)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        if self.choose_data(kept):
            return True
        self.choose_data(entries[0][1] if entries else None)
        return False

    def make_room(self, widest: str) -> None:
        """Make the list of entries as wide as this one."""
        room = self.view().verticalScrollBar().sizeHint().width() + 4 * GRID
        self.view().setMinimumWidth(self.fontMetrics().horizontalAdvance(widest) + room)

    def list_evenly(self) -> None:
        """Give all entries one height, so that a long list of them is laid out quickly."""
        view = self.view()
        if isinstance(view, QListView):
            view.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows; letters and digits are the page's."""
        if event.key() in _COMBO_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()


class ArrowKeyList(QListView):
    """A list that is walked with the arrows, not searched by typing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows; letters and digits are the page's."""
        if event.key() in LIST_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()
