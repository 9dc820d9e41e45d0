"""The lines of a file, as many as there may be: what each is, and where articles begin."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.gui.imports.teaching.marks import PARTS, WITHIN, LineMarks
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import theme_of
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index

ARTICLE, NUMBER, IS, TEXT = range(4)
_HEADINGS = ("Article", "Line", "Is", "Text")
_WIDTHS = {ARTICLE: 56, NUMBER: 60, IS: 132}
_SHOWN = 400  # code points of a line
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LETTERS = {row.key: row.part for row in PARTS}


class LinesModel(QAbstractTableModel):
    """Lines by their numbers from 0; `marks` says what they are."""

    def __init__(self, lines: Sequence[str], marks: LineMarks) -> None:
        super().__init__()
        self._lines = lines
        self._marks = marks
        self._starts: Mapping[int, int] = {}

    def show_marks(self) -> None:
        """Show what has been marked since."""
        self._changed()

    def show_starts(self, starts: Mapping[int, int]) -> None:
        """Show where articles begin: their numbers by their first lines."""
        self._starts = starts
        self._changed()

    def _changed(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, TEXT)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in {ARTICLE, NUMBER} else _LEFT
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        line, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in {ARTICLE, NUMBER} else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._lines[line]) if column == TEXT else None
        return self._look(line, column, role)

    def _look(self, line: int, column: int, role: int) -> QColor | QFont | None:
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(line, column)
        if role == Qt.ItemDataRole.FontRole and column in {IS, ARTICLE}:
            return self._font(line, column)
        return None

    def _text(self, line: int, column: int) -> str:
        match column:
            case 0:
                number = self._starts.get(line)
                return QLocale().toString(number) if number is not None else ""
            case 1:
                return QLocale().toString(line + 1)
            case 2:
                return self._marks.words(line)
            case _:
                return self._lines[line][:_SHOWN].replace("\t", "    ")

    def _ink(self, line: int, column: int) -> QColor | None:
        theme = theme_of(QGuiApplication.palette())
        if column == IS:
            return QColor(theme.link if self._marks.is_said(line) else theme.muted)
        return QColor(theme.muted) if column in {ARTICLE, NUMBER} else None

    def _font(self, line: int, column: int) -> QFont | None:
        font = QGuiApplication.font()
        if column == ARTICLE or self._marks.is_said(line):
            font.setWeight(QFont.Weight.DemiBold)
        elif self._marks.words(line) != WITHIN:
            font.setItalic(True)
        return font


class LinesTable(QTableView):
    """The key of a part marks the selected lines as it, Del takes marks back."""

    marked = Signal(object, object)
    """The selected lines are a `LinePart`: it, and their numbers."""
    cleared = Signal(object)
    """Nothing is to be said of the lines of these numbers."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Lines of the file")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))

    def selected_lines(self) -> list[int]:
        """Return the numbers of the selected lines."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, with what stands around it in view."""
        model = self.model()
        self.setCurrentIndex(model.index(line, TEXT))
        self.scrollTo(model.index(line, TEXT), QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark lines; other letters do nothing, as a search by them would surprise."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        part = _LETTERS.get(event.text().upper()) if bare else None
        if part is not None:
            self.marked.emit(part, self.selected_lines())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(self.selected_lines())
        elif not bare or not event.text().strip() or not event.text().isprintable():
            super().keyPressEvent(event)
