"""F1: all keys on one page, made from the table of commands and the codebook."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook, Scope
from annotator.gui.coding.commands import TEXT_COMMANDS, WINDOW_COMMANDS
from annotator.gui.widgets import PlainLabel

_COLUMNS = 3


class KeysOverlay(QDialog):
    """The keys by group; Esc closes it."""

    def __init__(self, parent: QWidget, codebook: Codebook | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        groups = _groups(codebook)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(16)
        for n, (title, rows) in enumerate(groups):
            grid.addWidget(_group(title, rows), n // _COLUMNS, n % _COLUMNS)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(min(1080, parent.width() - 40), min(720, parent.height() - 60))


def _groups(codebook: Codebook | None) -> list[tuple[str, list[tuple[str, str]]]]:
    commands = sorted((*TEXT_COMMANDS, *WINDOW_COMMANDS), key=lambda c: c.group)
    groups = [
        (group, [(" or ".join(c.keys), c.title) for c in found if c.keys])
        for group, found in groupby(commands, key=lambda c: c.group)
    ]
    if codebook is None:
        return groups
    spans = [(code.key, f"Tag as {code.name}") for code in codebook.usable(Scope.SPAN) if code.key]
    whole = [
        (f"Ctrl+{n}", code.name) for n, code in enumerate(codebook.usable(Scope.ARTICLE)[:9], 1)
    ]
    return [("Codes", spans), ("Codes of the whole article", whole), *groups]


def _group(title: str, rows: list[tuple[str, str]]) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    heading = PlainLabel(title, role="heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for n, (key, words) in enumerate(rows, 1):
        grid.addWidget(PlainLabel(key, role="key"), n, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(words, wrap=True), n, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    grid.setColumnStretch(1, 1)
    return widget
