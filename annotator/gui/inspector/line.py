"""A line of the inspector: a name on the left, or above what needs the whole width."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.theme import SMALL, ui_font
from annotator.gui.widgets import PlainLabel, tool_tip

NAME_WIDTH = 76
_TOP = 8


class Line(QWidget):
    """A name and the widget that it names."""

    def __init__(self, name: str, content: QWidget, *, wide: bool = False, hint: str = "") -> None:
        super().__init__()
        self._name = name
        self._hint = hint
        self._needed = False
        self.label = PlainLabel(name, role="small", wrap=True)
        self.label.setFont(ui_font(SMALL))
        self.label.setBuddy(content)
        self.label.setToolTip(tool_tip(hint or name))
        layout = QVBoxLayout(self) if wide else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0 if wide else 4)
        if not wide:
            self.label.setFixedWidth(NAME_WIDTH)
            self.label.setContentsMargins(0, _TOP, 0, 0)
            self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.label)
        layout.addWidget(content, 1)

    def set_needed(self, needed: bool) -> None:  # noqa: FBT001 - a property's setter
        """Mark the name while an answer is needed."""
        if needed == self._needed:
            return
        self._needed = needed
        self.label.setFont(ui_font(SMALL, strong=needed))
        self.label.set_role("" if needed else "small")
        self.label.setText(f"{self._name} •" if needed else self._name)
        asked = "Needs an answer. " if needed else ""
        self.label.setToolTip(tool_tip(asked + (self._hint or self._name)))
