"""One end of a link: what it is, and a way to it."""

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import KeyHandler, key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.inspector.header import Excerpt
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import HAIR, HALF, theme_of
from annotator.gui.widgets.basic import IconButton, PlainLabel, set_tool_tip
from annotator.gui.widgets.code_badge import SIZE, Badge

_HEIGHT = 26
_LINES = 2
"""A name that is longer has as many lines."""


class End(msgspec.Struct, frozen=True):
    """What a chip shows: `annotation` is the id of what a click selects, if anything."""

    link: str
    name: str
    detail: str = ""
    code: Code | None = None
    annotation: str = ""
    removable: bool = False
    hint: str = ""


class Chip(QWidget):
    """A row for one end; a click or Enter selects it, Del unties the link."""

    picked = Signal(str)
    """The annotation to select."""
    removed = Signal(str)
    """The link to untie."""

    def __init__(self, end: End, unused_key: KeyHandler) -> None:
        super().__init__()
        self.end = end
        self._unused_key = unused_key
        self._mark = ActorMark() if end.code is None else Badge(end.code)
        self._name = Excerpt(_LINES)
        self._name.set_text(" ".join(end.name.split()))
        self._detail = PlainLabel(end.detail, role="small")
        set_tool_tip(self, end.hint)
        self._remove = IconButton(icon("close"), "Unlink", key=key_of("unlink"))
        self._remove.setIconSize(QSize(12, 12))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(lambda: self.removed.emit(self.end.link))
        row = QHBoxLayout(self)
        row.setContentsMargins(HALF, HALF, HALF, HALF)
        row.setSpacing(HALF + HAIR)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._detail)
        row.addWidget(self._remove)
        self._remove.setVisible(end.removable)
        self.setMinimumHeight(_HEIGHT)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{end.name} {end.detail}".strip())
        if end.annotation:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the end, or untie it."""
        if not perform(self, key_word(event)) and not self._unused_key(event):
            event.ignore()

    def untie(self) -> None:
        """Ask for the link to be removed."""
        self.removed.emit(self.end.link)

    def go_to_end(self) -> None:
        """Ask for the annotation at the other end."""
        self.picked.emit(self.end.annotation)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the end."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.end.annotation:
            self.picked.emit(self.end.annotation)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and a ring with the focus."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.raised))
        ring = QPen(QColor(theme.focus), 2.0) if self.hasFocus() else QPen(QColor(theme.border))
        painter.setPen(ring)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 5.0, 5.0)
        painter.end()


class ActorMark(QWidget):
    """An actor's icon, drawn anew with the window so that it follows the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        icon("coder").paint(painter, self.rect().adjusted(1, 1, -1, -1))
        painter.end()
