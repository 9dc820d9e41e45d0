"""All keys on one page, made from the table of commands and the codebook; typing narrows it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook, Scope
from annotator.gui.commands.command import KeyGroup
from annotator.gui.commands.key_lines import key_lines
from annotator.gui.commands.table import commands
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel, let_clear

_COLUMNS = 3
_ONE_COLUMN = 16
"""Up to so many lines, headings and gaps included, stand in the first column."""
_SCROLLING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Line = tuple[str, str]
Lines = tuple[str, list[Line]]


class KeySheet(QDialog):
    """The keys by group, those of every scope; what is typed narrows them."""

    def __init__(self, parent: QWidget, codebook: Codebook | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        self.wants_others = False
        """Whether the keys are to be changed."""
        self._groups = _groups(codebook)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Search keys and what they do…")
        self.line.setAccessibleName("Search keys and what they do")
        let_clear(self.line)
        self.line.textChanged.connect(self._narrow)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("All keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        others = buttons.addButton("Change keys…", QDialogButtonBox.ButtonRole.ActionRole)
        others.setAutoDefault(False)
        others.clicked.connect(self._want_others)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self._area, 1)
        layout.addWidget(buttons)
        self.resize(min(1080, parent.width() - 40), min(720, parent.height() - 60))
        self.line.installEventFilter(self)
        self._narrow("")
        self.line.setFocus()

    def _want_others(self) -> None:
        self.wants_others = True
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that scroll move the sheet while the line keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() not in _SCROLLING:
            return False
        QApplication.sendEvent(self._area.verticalScrollBar(), event)
        return True

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        self._area.setWidget(_sheet(_narrowed(self._groups, words)))


def _narrowed(groups: list[Lines], words: list[str]) -> list[Lines]:
    """Return the lines that hold every word, be it in the key, the title or the heading."""
    found = [
        (
            title,
            [line for line in lines if _holds(f"{title} {' '.join(line)}".casefold(), words)],
        )
        for title, lines in groups
    ]
    return [(title, lines) for title, lines in found if lines]


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _sheet(groups: list[Lines]) -> QWidget:
    sheet = QWidget()
    columns = QHBoxLayout(sheet)
    columns.setSpacing(4 * GRID)
    for column in _balanced(groups):
        stack = QVBoxLayout()
        stack.setSpacing(2 * GRID)
        for title, rows in column:
            stack.addWidget(_group(title, rows))
        stack.addStretch(1)
        columns.addLayout(stack, 1)
    if not groups:
        top_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        columns.insertWidget(0, PlainLabel("Nothing found", role="muted"), 0, top_left)
    return sheet


def _balanced(groups: list[Lines]) -> list[list[Lines]]:
    """Return the groups in columns of about the same length, in their order."""
    whole = max(_ONE_COLUMN, sum(len(rows) + 2 for _, rows in groups))
    columns: list[list[Lines]] = [[] for _ in range(_COLUMNS)]
    length = 0
    for title, rows in groups:
        middle = length + (len(rows) + 2) / 2 if whole > _ONE_COLUMN else 0
        columns[min(_COLUMNS - 1, int(middle * _COLUMNS / whole))].append((title, rows))
        length += len(rows) + 2
    return columns


def _groups(codebook: Codebook | None) -> list[Lines]:
    groups = [
        (group, [(line.worded(), line.title) for line in lines]) for group, lines in key_lines()
    ]
    if codebook is None:
        return groups
    spans = [(code.key, f"Tag as {code.name}") for code in codebook.usable(Scope.SPAN) if code.key]
    keys = [one.key for one in commands() if one.group is KeyGroup.CODES]
    codes = codebook.usable(Scope.ARTICLE)
    whole = [(key, code.name) for key, code in zip(keys, codes, strict=False)]
    named = [(title, whole if title == KeyGroup.CODES else lines) for title, lines in groups]
    return [("Codes", spans), *((title, lines) for title, lines in named if lines)]


def _group(title: str, rows: list[Line]) -> QWidget:
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
