"""What happened to an annotation: the newest line, or all of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.gui.look.theme import HAIR
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.dates import short_moment

_MOST = 50


class History(QWidget):
    """Edits, newest first."""

    toggled = Signal()
    """All lines are wanted, or only the newest one."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setCheckable(True)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setText("History")
        self.button.setToolTip("Show or hide what happened")
        self.button.toggled.connect(self._toggle)
        self._lines = PlainLabel(role="small", wrap=True, selectable=True)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(self.button)
        column.addWidget(self._lines)

    @property
    def open(self) -> bool:
        """Whether all lines are shown."""
        return self.button.isChecked()

    def text(self) -> str:
        """Return the lines that are shown."""
        return self._lines.text()

    def show_edits(self, edits: list[Changes]) -> None:
        """Show edits, the newest one alone unless all are wanted."""
        shown = edits[:_MOST] if self.open else edits[:1]
        lines = [_line(one) for one in shown]
        if self.open and len(edits) > _MOST:
            lines.append(f"… and {len(edits) - _MOST} earlier")
        self._lines.setText("\n".join(lines))
        self.button.setText(f"History · {len(edits)}")

    def _toggle(self, opened: bool) -> None:  # noqa: FBT001 - a signal's slot
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self.toggled.emit()


def _line(edit: Changes) -> str:
    who = f"{edit.coder} · " if edit.coder else ""
    return f"{short_moment(edit.at)}  {who}{edit.label}"
