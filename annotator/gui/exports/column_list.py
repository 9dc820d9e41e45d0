"""The columns of a file to be written, to tick."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.dialog import GAP, secondary_button

_LEAST_HEIGHT = 88
_ROW = 22


class ColumnList(QWidget):
    """At least one column stays ticked."""

    changed = Signal()

    def __init__(self, ticked: Iterable[str] = ()) -> None:
        super().__init__()
        self._first = set(ticked)
        self._ticks: dict[str, bool] = {}
        self.list = _TickList()
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        policy = QSizePolicy.Policy
        self.list.setSizePolicy(policy.Expanding, policy.Ignored)
        self.list.itemChanged.connect(self._ticked)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(secondary_button("All colum&ns", self._choose_all))
        buttons.addWidget(secondary_button("Onl&y the selected", self._choose_selected))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def offer(self, names: Sequence[str]) -> None:
        """Let the user choose among these columns; ticks stay as they were set before.

        Of columns that were never shown those are ticked that were at first; none means all.
        """
        self._ticks |= {item.text(): _is_ticked(item) for item in self._items()}
        wanted = self._first & set(names)
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in names:
                item = QListWidgetItem(name, self.list)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                _tick(item, on=self._ticks.get(name, not wanted or name in wanted))
                item.setSizeHint(QSize(0, _ROW))
        if self.chosen() == []:
            self._choose_all()

    def choose(self, names: Sequence[str]) -> None:
        """Tick these columns; none of them known means all."""
        items = self._items()
        wanted = {item.text() for item in items} & set(names)
        for item in items:
            _tick(item, on=not wanted or item.text() in wanted)

    def chosen(self) -> list[str] | None:
        """Return the ticked columns, None for all of them."""
        items = self._items()
        names = [item.text() for item in items if _is_ticked(item)]
        return None if len(names) == len(items) else names

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _choose_all(self) -> None:
        self.choose(())

    def _choose_selected(self) -> None:
        self.choose([item.text() for item in self.list.selectedItems()])

    def _ticked(self, item: QListWidgetItem) -> None:
        if self.chosen() == []:
            item.setCheckState(Qt.CheckState.Checked)
            return
        self.changed.emit()


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _tick(item: QListWidgetItem, *, on: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class _TickList(QListWidget):
    """Space toggles all selected rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle with Space."""
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            super().keyPressEvent(event)
            return
        items = self.selectedItems()
        ticked = all(map(_is_ticked, items))
        for item in items:
            _tick(item, on=not ticked)
