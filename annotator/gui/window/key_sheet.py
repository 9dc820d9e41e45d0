"""F1: all keys on one page, made from the table of commands and the codebook."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook, Scope
from annotator.gui.commands.table import (
    RELIABILITY_COMMANDS,
    REVIEW_COMMANDS,
    TEXT_COMMANDS,
    WINDOW_COMMANDS,
)
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.widgets.basic import PlainLabel

_COLUMNS = 3
Group = tuple[str, list[tuple[str, str]]]


class KeysOverlay(QDialog):
    """The keys by group; Esc closes it."""

    def __init__(self, parent: QWidget, codebook: Codebook | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        groups = _groups(codebook)
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setSpacing(4 * GRID)
        for column in _balanced(groups):
            stack = QVBoxLayout()
            stack.setSpacing(DOUBLE)
            for title, rows in column:
                stack.addWidget(_group(title, rows))
            stack.addStretch(1)
            columns.addLayout(stack, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(min(1080, parent.width() - 40), min(720, parent.height() - 60))


def _balanced(groups: list[Group]) -> list[list[Group]]:
    """Return the groups in columns of about the same length, in their order."""
    whole = sum(len(rows) + 2 for _, rows in groups)
    columns: list[list[Group]] = [[] for _ in range(_COLUMNS)]
    length = 0
    for title, rows in groups:
        middle = length + (len(rows) + 2) / 2
        columns[min(_COLUMNS - 1, int(middle * _COLUMNS / whole))].append((title, rows))
        length += len(rows) + 2
    return columns


def _groups(codebook: Codebook | None) -> list[Group]:
    everything = (*TEXT_COMMANDS, *REVIEW_COMMANDS, *RELIABILITY_COMMANDS, *WINDOW_COMMANDS)
    commands = sorted(everything, key=lambda c: c.group)
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
    grid.setVerticalSpacing(HALF)
    heading = PlainLabel(title, role="heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for n, (key, words) in enumerate(rows, 1):
        grid.addWidget(PlainLabel(key, role="key"), n, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(words, wrap=True), n, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    grid.setColumnStretch(1, 1)
    return widget
