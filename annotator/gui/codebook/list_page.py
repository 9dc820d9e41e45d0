"""A page of the code editor: a list of things, and a form for the one that is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.widgets.basic import IconButton, PlainLabel, RowDelegate

_LIST_WIDTH = 160


class ListPage(QWidget):
    """The list with its buttons on the left, room for a form on the right.

    The things themselves are kept by who owns the page; the signals say what is asked for.
    """

    refused = Signal(str)
    """What is typed can't be taken over, and why."""
    chosen = Signal(int)
    add_wanted = Signal()
    remove_wanted = Signal(int)
    move_wanted = Signal(int, int)
    """A place, and -1 or 1."""

    def __init__(self, what: str, form: QWidget) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(f"{what}s")
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.currentRowChanged.connect(self.chosen)
        self.form = form
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        self.add_button = IconButton(icon("add"), f"Add a {what}")
        self.remove_button = IconButton(icon("delete"), f"Remove the {what}")
        up, down = IconButton(icon("up"), "Move up"), IconButton(icon("down"), "Move down")
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.list.currentRow()))
        up.clicked.connect(lambda: self.move_wanted.emit(self.list.currentRow(), -1))
        down.clicked.connect(lambda: self.move_wanted.emit(self.list.currentRow(), 1))
        for button in (self.add_button, self.remove_button, up, down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(DOUBLE)
        row.addLayout(left)
        row.addWidget(form, 1)
        hint = f"No {what}s yet. The plus on the left adds one."
        self._hint = PlainLabel(hint, role="muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._hint, 1)

    def show_names(self, names: list[str], current: int) -> None:
        """Show other names and choose one."""
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's name
        self.list.clear()
        self.list.addItems(names)
        self.list.setCurrentRow(current)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's name
        self.form.setVisible(0 <= current < len(names))
        self._hint.setVisible(not names)

    def rename(self, name: str) -> None:
        """Show another name for the chosen one."""
        item = self.list.item(self.list.currentRow())
        if self.list.currentRow() >= 0:
            item.setData(Qt.ItemDataRole.DisplayRole, name)
