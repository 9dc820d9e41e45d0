"""A short list of names with check boxes; Space turns one on or off."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from annotator.gui.look.theme import GRID, ROW_HEIGHT
from annotator.gui.widgets.basic import RowDelegate, tool_tip
from annotator.gui.widgets.tick_list import TickList

_MOST = 6


class CheckList(TickList):
    """Names by their ids."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._delegate = RowDelegate()
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "card")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names: Mapping[str, str] = {}
        self._fit()

    def offer(self, names: Mapping[str, str], off: frozenset[str]) -> None:
        """Offer names; what was off stays off, and so is what is new and named in `off`."""
        if list(names.items()) == list(self._names.items()):
            return
        known, checked = self._names, self.ticked()
        self._names = dict(names)
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        for ident, name in names.items():
            on = ident in checked if ident in known else ident not in off
            self.add(name, ident, on=on).setToolTip(tool_tip(name))
        self.setCurrentRow(0)
        self.blockSignals(False)  # noqa: FBT003 - Qt's
        self._fit()

    def _fit(self) -> None:
        """Be as high as the names need, up to a limit."""
        shown = min(max(len(self._names), 1), _MOST)
        self.setFixedHeight(shown * ROW_HEIGHT + GRID)
