"""In which order articles are listed: the button that says so."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.gui.look.icons import icon
from annotator.gui.widgets.basic import IconButton, set_tool_tip
from annotator.workflow.article_order import SORT_LABELS, SortKey


class SortButton(IconButton):
    """A button with a menu of orders, and whether they are turned round."""

    chosen = Signal(SortKey, bool)
    """Sort by this, and whether descending."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(icon("sort"), "Sort articles", parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._keys: dict[SortKey, QAction] = {}
        for key, label in SORT_LABELS.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.triggered.connect(self._tell)
            group.addAction(action)
            self._keys[key] = action
        menu.addSeparator()
        self._descending = menu.addAction("Descending")
        self._descending.setCheckable(True)
        self._descending.triggered.connect(self._tell)
        self.setMenu(menu)
        self._keys[SortKey.ARRIVAL].setChecked(True)

    @property
    def order(self) -> tuple[SortKey, bool]:
        """What is sorted by, and whether descending."""
        key = next(key for key, action in self._keys.items() if action.isChecked())
        return key, self._descending.isChecked()

    def choose(self, key: SortKey, descending: bool) -> None:  # noqa: FBT001 - as the signal
        """Sort by this."""
        self._keys[key].setChecked(True)
        self._descending.setChecked(descending)
        self._tell()

    def turn_to(self, key: SortKey) -> None:
        """Sort by this, or the other way round when that is so already."""
        now, descending = self.order
        self.choose(key, not descending if key is now else False)

    def _tell(self) -> None:
        key, descending = self.order
        way = ", descending" if descending else ""
        self.setIcon(icon("sort_down" if descending else "sort_up"))
        set_tool_tip(self, f"Sorted by: {SORT_LABELS[key]}{way}")
        self.chosen.emit(key, descending)
