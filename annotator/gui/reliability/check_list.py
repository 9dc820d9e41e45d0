"""A short list of names with check boxes; Space turns one on or off."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from annotator.gui.look.theme import GRID, ROW_HEIGHT
from annotator.gui.widgets.basic import RowDelegate, tool_tip

_MOST = 6
_ID = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Names by their ids."""

    toggled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._delegate = RowDelegate()
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "card")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self.toggled)
        self._names: Mapping[str, str] = {}
        self._fit()

    def offer(self, names: Mapping[str, str], off: frozenset[str]) -> None:
        """Offer names; what was off stays off, and so is what is new and named in `off`."""
        if list(names.items()) == list(self._names.items()):
            return
        known, checked = self._names, self.checked()
        self._names = dict(names)
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        for ident, name in names.items():
            item = QListWidgetItem(name)
            item.setData(_ID, ident)
            item.setToolTip(tool_tip(name))
            on = ident in checked if ident in known else ident not in off
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        self._fit()

    def _fit(self) -> None:
        """Be as high as the names need, up to a limit."""
        shown = min(max(len(self._names), 1), _MOST)
        self.setFixedHeight(shown * ROW_HEIGHT + GRID)

    def checked(self) -> list[str]:
        """Return the ids that are on."""
        return [
            self.item(row).data(_ID)
            for row in range(self.count())
            if self.item(row).checkState() == Qt.CheckState.Checked
        ]

    def all_checked(self) -> bool:
        """Tell whether nothing is off."""
        return len(self.checked()) == self.count()
