"""Which coders get something: those of the project to tick, and new ones by their handles."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.domain.names import folded
from annotator.gui.look.theme import HALF
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.tick_list import TickList
from annotator.workflow.coders import handle_problem

_ROW = 24
_LEAST_ROWS, _MOST_ROWS = 3, 6


class CoderList(QWidget):
    """Ticks stand beside handles; Enter or a comma adds the handle that is being typed."""

    changed = Signal()
    """Others are ticked."""

    def __init__(self, handles: Sequence[str], ticked: Iterable[str]) -> None:
        super().__init__()
        self.list = TickList("Coders")
        self.adding = _HandleEdit()
        self._problem = PlainLabel(role="danger", wrap=True)
        self._problem.hide()
        wanted = set(ticked)
        for handle in handles:
            self.list.add(handle, on=handle in wanted, height=_ROW)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self.list)
        layout.addWidget(self.adding)
        layout.addWidget(self._problem)
        self.list.toggled.connect(self.changed)
        self.adding.textChanged.connect(self._typed)
        self.adding.entered.connect(self.take_typed)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(self.list.count(), _LEAST_ROWS), _MOST_ROWS)
        self.list.setFixedHeight(rows * _ROW + 4)

    def chosen(self) -> tuple[str, ...]:
        """Return the handles that are ticked, in the order of the list."""
        return tuple(self.list.ticked())

    # New handles

    def _typed(self, text: str) -> None:
        self._tell("")
        if text.rstrip().endswith(",") and not self.take_typed():
            self._keep_typed(f"{self.adding.text()}, ")  # the next one begins behind the comma

    def take_typed(self) -> bool:
        """Add the handles that were typed, ticked; tell whether all of them can be."""
        typed = [one.strip() for one in self.adding.text().split(",")]
        left = [handle for handle in typed if handle and not self._take(handle)]
        self._keep_typed(", ".join(left))
        self._tell(handle_problem(left[0]) if left else "")
        self._fit()
        self.changed.emit()
        return not left

    def _keep_typed(self, text: str) -> None:
        with QSignalBlocker(self.adding):
            self.adding.setText(text)

    def _take(self, handle: str) -> bool:
        if handle_problem(handle):
            return False
        known = [one for one in self.list.items_() if folded(one.text()) == folded(handle)]
        if known:
            known[0].setCheckState(Qt.CheckState.Checked)
        else:
            self.list.add(handle, height=_ROW)
        self.list.scrollToBottom()
        return True

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class _HandleEdit(QLineEdit):
    """Enter adds what is typed and, when nothing is, goes on to the dialog's button."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Add coders: ana, ben")
        self.setAccessibleName("Add coders by their handles")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for adding."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
        else:
            super().keyPressEvent(event)
