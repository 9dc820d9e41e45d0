"""A line of the inspector: a name on the left, or above what needs the whole width."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from annotator.gui.look.sizes import SMALL
from annotator.gui.look.theme import HALF, ui_font
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip

NAME_WIDTH = 76
_TOP = 8
_BESIDE_FROM = 256
"""The width in pixels from which on a name has room beside its widget."""
_ANY_WIDTH = (1 << 24) - 1
"""Qt's word for no limit."""


class NamedLine(QWidget):
    """A name and the widget that it names."""

    def __init__(self, name: str, content: QWidget, *, wide: bool = False, hint: str = "") -> None:
        super().__init__()
        self._name = name
        self._hint = hint
        self._needed = False
        self.label = PlainLabel(name, role="small", wrap=True)
        self.label.setFont(ui_font(SMALL))
        self.label.setBuddy(content)
        set_tool_tip(self.label, hint or name)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._always_wide = wide
        self._content = content
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.label)
        self._row.addWidget(content, 1)
        self._arrange(below=wide)

    def _arrange(self, *, below: bool) -> None:
        """Put the content below its name, or beside it."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if below else way.LeftToRight)
        self._row.setSpacing(0 if below else HALF)
        self.label.setMinimumWidth(0 if below else NAME_WIDTH)
        self.label.setMaximumWidth(_ANY_WIDTH if below else NAME_WIDTH)
        self.label.setContentsMargins(HALF if below else 0, 0 if below else _TOP, 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for the content's width only: where there is no more, the name goes above it."""
        least = super().minimumSizeHint()
        return QSize(max(self._content.minimumSizeHint().width(), NAME_WIDTH), least.height())

    def _is_long(self) -> bool:
        """Tell whether a word of the name has no room beside the content."""
        measure = self.label.fontMetrics()
        return any(measure.horizontalAdvance(word) > NAME_WIDTH for word in self._name.split())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange name and content as there is room."""
        narrow = event.size().width() < _BESIDE_FROM
        below = self._always_wide or narrow or self._is_long()
        if below != (self._row.direction() == QBoxLayout.Direction.TopToBottom):
            self._arrange(below=below)
        super().resizeEvent(event)

    def set_needed(self, needed: bool) -> None:  # noqa: FBT001 - a property's setter
        """Mark the name while an answer is needed."""
        if needed == self._needed:
            return
        self._needed = needed
        self.label.setFont(ui_font(SMALL, strong=needed))
        self.label.set_role("" if needed else "small")
        self.label.setText(f"{self._name} •" if needed else self._name)
        asked = "Needs an answer. " if needed else ""
        set_tool_tip(self.label, asked + (self._hint or self._name))
