"""A popup on a code, beside what it is about: badge and heading, and below them what is said."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.codebook import Code
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, HALF, theme_of
from annotator.gui.widgets.basic import IconButton, PlainLabel
from annotator.gui.widgets.code_badge import Badge
from annotator.gui.widgets.popup_place import beside

_WIDTH, _HIGHEST = 380, 560
_HEAD = 56
"""The height of what stands above the body, in pixels."""
_SIDES = 5 * GRID
"""How much wider it is than its body."""
_SHEET = (
    "#code_popup {{ background: {ground}; border: 1px solid {edge}; border-radius: 6px; }}"
    "#code_popup QWidget {{ background: {ground}; }}"
)
Section = tuple[str, Sequence[str]]
"""A heading, which may be empty, and the lines below it."""


class SectionsBody(QWidget):
    """Headings with lines below each; `hint` stands above them."""

    def __init__(
        self, sections: Iterable[Section], *, selectable: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(HALF)
        if hint:
            column.addWidget(PlainLabel(hint, role="muted", wrap=True))
        for heading, lines in sections:
            if heading:
                title = PlainLabel(heading, role="small")
                title.setContentsMargins(0, HALF, 0, 0)
                column.addWidget(title)
            for line in lines:
                column.addWidget(PlainLabel(line, wrap=True, selectable=selectable))
        column.addStretch(1)


class CodePopup(QFrame):
    """It stands over the window, not modal; `close_key` is the key that it is said to close by."""

    def __init__(self, window: QWidget, name: str, close_key: str) -> None:
        super().__init__(window)
        self.setObjectName("code_popup")
        self.setAccessibleName(name)
        self.hide()
        self._window = window
        self._badge = Badge()
        self._title = PlainLabel(role="heading", wrap=True)
        close = IconButton(icon("close"), "Close", key=close_key)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_up)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._badge)
        top.addWidget(self._title, 1)
        top.addWidget(close)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(DOUBLE, GRID, GRID, GRID)
        column.addLayout(top)
        column.addWidget(self.area, 1)

    def close_up(self) -> object:
        """Close it."""
        self.hide()
        return None

    def say_beside(self, avoid: QRect, code: Code, heading: str, body: SectionsBody) -> None:
        """Say this beside a rectangle of the window, as high as it needs in the width there is."""
        theme = theme_of(self.palette())
        self.setStyleSheet(_SHEET.format(ground=theme.raised, edge=theme.border))
        self._badge.set_code(code)
        self._title.setText(heading)
        self.area.setWidget(body)
        there = QRect(QPoint(0, 0), self._window.size())
        width = beside(avoid, _size(body, _WIDTH), there).width()
        self.setGeometry(beside(avoid, _size(body, width), there))


def _size(body: QWidget, width: int) -> QSize:
    """Return how large it would be in a width."""
    return QSize(width, min(body.heightForWidth(width - _SIDES) + _HEAD, _HIGHEST))
