"""Choosing a code's colour: eight that most people can tell apart, or any other.

The eight are Okabe & Ito's (2008), "Color Universal Design".
"""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QWidget

from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID, HAIR, theme_of

PALETTE = {
    "#0072B2": "Blue",
    "#D55E00": "Vermilion",
    "#009E73": "Green",
    "#CC79A7": "Purple",
    "#E69F00": "Orange",
    "#56B4E9": "Sky blue",
    "#F0E442": "Yellow",
    "#7F7F7F": "Grey",
}
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_SIZE = 24


class Swatch(QAbstractButton):
    """One colour."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(_SIZE, _SIZE)
        self.setToolTip(f"{name} {colour}")
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the colour, with a ring round the chosen one and a mark of the focus."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self.colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(4, 4, -4, -4), 4.0, 4.0)
        if self.isChecked() or self.hasFocus():
            edge = theme.focus if self.hasFocus() else theme.text
            painter.setPen(QPen(QColor(edge), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6.0, 6.0)
        painter.end()


class Swatches(QWidget):
    """The eight colours and a line for any other, as `#rrggbb`."""

    changed = Signal()

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._buttons = [Swatch(one, name) for one, name in PALETTE.items()]
        self.hex = QLineEdit(colour)
        self.hex.setMaximumWidth(scaled(96))
        self.hex.setAccessibleName("Colour as #rrggbb")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HAIR)
        for button in self._buttons:
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        row.addSpacing(GRID)
        row.addWidget(self.hex)
        row.addStretch(1)
        self.hex.textChanged.connect(self._show)
        self._show(colour)

    def colour(self) -> str:
        """Return the colour as it is typed."""
        return self.hex.text().strip()

    def is_valid(self) -> bool:
        """Tell whether what is typed is a colour."""
        return bool(_HEX.match(self.colour()))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Swatch):
            self.hex.setText(button.colour)
            self._show(button.colour)

    def _show(self, colour: str) -> None:
        for button in self._buttons:
            button.setChecked(button.colour.casefold() == colour.strip().casefold())
        self.changed.emit()
