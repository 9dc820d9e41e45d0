"""The columns of a CSV file, to tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
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

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.list = TickList("Columns")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        policy = QSizePolicy.Policy
        self.list.setSizePolicy(policy.Expanding, policy.Ignored)
        for name in names:
            self.list.add(name, height=_ROW)
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
