"""A page of the code editor: a list of things, who keeps them, and a form for the chosen one."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.widgets.basic import IconButton, PlainLabel, RowDelegate
from annotator.workflow.codebook_text import free_slug, slug

_LIST_WIDTH = 160
P = TypeVar("P")


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
        self.list.setFixedWidth(scaled(_LIST_WIDTH))
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


def follow_name(name: QLineEdit, identity: QLineEdit, taken: Callable[[], set[str]]) -> None:
    """Have a new part's id follow its name until somebody types an id."""

    def follow(typed: str) -> None:
        if not identity.isReadOnly() and not identity.isModified() and slug(typed):
            identity.setText(free_slug(typed, taken()))

    name.textEdited.connect(follow)


class Parts(Generic[P]):
    """Keeps a page's list, its form and the parts themselves in step.

    What is typed is taken over when another part is chosen, and when all are asked for. `show`
    gets a part and the others.
    """

    def __init__(
        self,
        page: ListPage,
        name_edit: QLineEdit,
        parts: Iterable[P],
        *,
        name: Callable[[P], str],
        make: Callable[[list[P]], P],
        show: Callable[[P, list[P]], None],
        read: Callable[[P], P],
    ) -> None:
        self._page, self._name_edit = page, name_edit
        self._parts = list(parts)
        self._name, self._make, self._show_part, self._read = name, make, show, read
        self._current = -1
        page.chosen.connect(self._choose)
        page.add_wanted.connect(self.add)
        page.remove_wanted.connect(self._remove)
        page.move_wanted.connect(self._move)
        name_edit.textEdited.connect(page.rename)
        self._show(0)

    def all(self) -> tuple[P, ...]:
        """Return the parts as they are typed; raise a `UserError` when one can't be read."""
        self._take_over()
        return tuple(self._parts)

    def add(self) -> None:
        """Add a part at the end."""
        if not self._kept():
            return
        self._parts.append(self._make(self._parts))
        self._show(len(self._parts) - 1)
        self._name_edit.setFocus()
        self._name_edit.selectAll()

    def _take_over(self) -> None:
        if 0 <= self._current < len(self._parts):
            self._parts[self._current] = self._read(self._parts[self._current])

    def _choose(self, place: int) -> None:
        if self._kept():
            self._show(place)

    def _kept(self) -> bool:
        """Take over what is typed; where that is refused say why and stay."""
        try:
            self._take_over()
        except UserError as error:
            self._page.show_names(self._names(), self._current)
            self._page.refused.emit(str(error))
            return False
        return True

    def _names(self) -> list[str]:
        return [self._name(part) for part in self._parts]

    def _show(self, place: int) -> None:
        self._current = min(place, len(self._parts) - 1)
        self._page.show_names(self._names(), self._current)
        if self._current >= 0:
            others = self._parts[: self._current] + self._parts[self._current + 1 :]
            self._show_part(self._parts[self._current], others)

    def _remove(self, place: int) -> None:
        if 0 <= place < len(self._parts):
            del self._parts[place]
            self._show(min(place, len(self._parts) - 1))

    def _move(self, place: int, step: int) -> None:
        target = place + step
        if 0 <= place < len(self._parts) and 0 <= target < len(self._parts) and self._kept():
            self._parts[place], self._parts[target] = self._parts[target], self._parts[place]
            self._show(target)
