"""What the inspector teaches while nothing is selected."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook, Scope
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel

Hints = list[tuple[str, str]]

HINTS: Hints = [
    ("1 – 9", "answer a field, the same again clears it"),
    ("Tab", "the next field"),
    ("A", "link an actor, a source or a target"),
    ("M", "write a note"),
    ("?", "ask or answer about it"),
    ("H", "the guideline of the code"),
    ("N  P", "the next and the previous annotation"),
    ("Esc", "back to the text"),
]

REVIEW_HINTS: Hints = [
    ("1  2", "take A’s or B’s into gold"),
    ("3  0", "take both, or neither"),
    ("E", "take A’s into gold and change it"),
    ("R", "say why"),
    ("U", "take the decision back"),
    ("C", "ask or answer about it"),
    ("N  P", "the next and the previous difference"),
    ("Esc", "to the text"),
]


class Empty(QWidget):
    """Keys and what they do."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel(role="heading", wrap=True)
        self._advice = PlainLabel(role="muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID + HALF)
        self._grid.setVerticalSpacing(HALF)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addLayout(self._grid)
        column.addStretch(1)

    def teach(self, codebook: Codebook, *, article: bool, reviewing: bool = False) -> None:
        """Say what to do next; without an article there is nothing to tag yet."""
        self._clear()
        if reviewing:
            self._title.setText("Nothing selected")
            self._advice.setText("N goes to the next difference, a click to what is in the text:")
            self._show(REVIEW_HINTS)
            return
        if not article:
            self._title.setText("No article open")
            self._advice.setText("Choose one on the left, or bring some in with Ctrl+I.")
            return
        self._title.setText("Nothing selected")
        self._advice.setText(
            "Put the caret into the text, or select words, and press a code’s key:"
        )
        keyed = [code for code in codebook.usable(Scope.SPAN) if code.key]
        self._show([*((c.key.upper(), c.name) for c in keyed[:9]), *HINTS])

    def _show(self, hints: Hints) -> None:
        for key, what in hints:
            row = self._grid.rowCount()
            name = PlainLabel(key, role="key")
            corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(name, row, 0, corner)
            self._grid.addWidget(PlainLabel(what, wrap=True), row, 1)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
                widget.hide()
