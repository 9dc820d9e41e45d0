"""The rarer choices of a view: behind one button, which says how many are not the usual ones."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QPushButton, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip

_TITLE = "More choices"
_ABOUT = "Copies, samples and what else is rarely chosen"


class MoreChoices(QPushButton):
    """Opens the choices below itself; Esc closes them, and the keyboard comes back."""

    def __init__(self) -> None:
        super().__init__(_TITLE)
        self.setAutoDefault(False)
        self.panel = _Panel(self)
        self._asked: dict[QWidget, bool] = {}
        self.tell(())
        self.clicked.connect(self.open)

    def add(self, widget: QWidget, name: str = "") -> None:
        """Take a choice at the end, with its name where it does not say that itself."""
        if name:
            self.panel.form.addRow(PlainLabel(name, role="muted"), widget)
        else:
            self.panel.form.addRow(widget)
        self._asked[widget] = True

    def ask(self, widget: QWidget, *, asked: bool) -> None:
        """Offer a choice, or leave it out."""
        self._asked[widget] = asked
        self.panel.form.setRowVisible(widget, asked)
        if self.panel.isVisible():
            self.panel.adjustSize()

    def asks(self, widget: QWidget) -> bool:
        """Tell whether a choice is offered."""
        return self._asked[widget]

    def tell(self, unusual: Sequence[str]) -> None:
        """Say how many choices are not the usual ones, and which these are."""
        self.setText(f"{_TITLE} ({len(unusual)})" if unusual else _TITLE)
        set_tool_tip(self, "\n".join((with_key(_ABOUT, "insight_more"), *unusual)))

    def open(self) -> None:
        """Show the choices, with the keyboard on the first one."""
        first = next((one for one, asked in self._asked.items() if asked), None)
        if first is not None:
            self.panel.open_below(self)
            first.setFocus(Qt.FocusReason.PopupFocusReason)


class _Panel(QFrame):
    """The choices below each other; a click beside them closes them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "sheet")
        self.setAccessibleName(_TITLE)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(DOUBLE, GRID, DOUBLE, GRID)
        self.form.setSpacing(GRID)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)

    def open_below(self, button: QWidget) -> None:
        """Stand below a button, its right edge at the button's, within the window."""
        self.adjustSize()
        window = button.window()
        whole = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + GRID // 2))
        left = max(whole.left() + GRID, corner.x() - self.width())
        self.move(left, corner.y())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close; other keys are none of the page's as long as this is open."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()
