"""The columns of a file to be written, to tick."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.dialog import GAP, secondary_button
from annotator.gui.widgets.tick_list import TickList

_LEAST_HEIGHT = 88
_ROW = 22


class ColumnList(QWidget):
    """At least one column stays ticked."""

    changed = Signal()

    def __init__(self, ticked: Iterable[str] = ()) -> None:
        super().__init__()
        self._first = set(ticked)
        self._ticks: dict[str, bool] = {}
        self.list = TickList("Columns")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        on = set(self.list.ticked())
        self._ticks |= {item.text(): item.text() in on for item in self.list.items_()}
        wanted = self._first & set(names)
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in names:
                first = not wanted or name in wanted
                self.list.add(name, on=self._ticks.get(name, first), height=_ROW)
        if self.chosen() == []:
            self._choose_all()

    def choose(self, names: Sequence[str]) -> None:
        """Tick these columns; none of them known means all."""
        known = [item.text() for item in self.list.items_()]
        self.list.tick(set(known) & set(names) or known)

    def chosen(self) -> list[str] | None:
        """Return the ticked columns, None for all of them."""
        return None if self.list.all_ticked() else self.list.ticked()

    def _choose_all(self) -> None:
        self.choose(())

    def _choose_selected(self) -> None:
        self.choose([item.text() for item in self.list.selectedItems()])

    def _ticked(self, item: QListWidgetItem) -> None:
        if self.chosen() == []:
            item.setCheckState(Qt.CheckState.Checked)
            return
        self.changed.emit()
