"""What stretches of an incoming text are, quietly beside their first lines."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.domain.layout import RoleStretch, StretchRole
from annotator.gui.look.sizes import SMALL, scaled
from annotator.gui.look.theme import theme_of, ui_font
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import draw_text

_WIDTH = 104
_REPEATS = "Its words stand in the text, too: code them once."


class LinesInView(Protocol):
    """The text beside which roles are shown."""

    def visible_lines(self) -> list[tuple[int, QRectF]]:
        """Return the lines in view and where they are."""
        ...

    def line_height(self) -> int:
        """Return the height of one line of letters, in pixels."""
        ...


class RoleMargin(QWidget):
    """Names each stretch at the line where it begins; body goes without saying."""

    def __init__(self, text: QWidget, lines: LinesInView) -> None:
        super().__init__(text)
        self._lines = lines
        self._roles: dict[int, list[RoleStretch]] = {}
        self.setAccessibleName("What the lines are")

    def show_stretches(self, stretches: Sequence[RoleStretch], starts: Sequence[int]) -> None:
        """Show these; `starts` are where the text's lines begin, in code points."""
        self._roles = {}
        for one in stretches:
            if one.role is not StretchRole.BODY:
                self._roles.setdefault(bisect_right(starts, one.start) - 1, []).append(one)
        self.setVisible(bool(self._roles))
        self.update()

    def said(self) -> dict[int, str]:
        """Return what is said of lines, by their numbers."""
        return {line: _named(these) for line, these in self._roles.items()}

    def taken(self) -> int:
        """Return the width that it takes, in pixels: none where there is nothing to say."""
        return scaled(_WIDTH) if self._roles else 0

    def sizeHint(self) -> QSize:
        """Be as wide as a role's name."""
        return QSize(scaled(_WIDTH), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name the stretches that begin in view."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setFont(ui_font(SMALL))
        painter.setPen(QColor(theme_of(self.palette()).muted))
        for line, place in self._lines.visible_lines():
            these = self._roles.get(line)
            if these:
                box = QRect(0, round(place.top()), self.width() - 8, self._lines.line_height())
                draw_text(painter, box, _named(these), Qt.AlignmentFlag.AlignRight)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say of what stands twice that it does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for line, place in self._lines.visible_lines():
                here = place.top() <= event.y() < place.bottom()
                if here and any(one.repeats for one in self._roles.get(line, ())):
                    QToolTip.showText(event.globalPos(), tool_tip(_REPEATS), self)
                    return True
        return super().event(event)


def _named(stretches: Sequence[RoleStretch]) -> str:
    names = (one.role.value.replace("_", " ") + ", again" * one.repeats for one in stretches)
    return " · ".join(dict.fromkeys(names))
