"""The table of incoming articles: what it shows of them, and its widget."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.analysis.segmentation.by_word import word_count
from annotator.domain.wording import counted
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.text_lines import TextLines

TITLE, OUTLET, DATE, WORDS, MARKS = range(5)
_HEADINGS = ("Title", "Outlet", "Date", "Words", "")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WIDTHS = {OUTLET: 92, DATE: 104, WORDS: 52, MARKS: 124}


class IncomingModel(QAbstractTableModel):
    """Rows of `ImportItem`; the box beside the title says whether an article comes in."""

    taken_changed = Signal()
    """More or fewer articles come in now."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ImportItem] = []
        self._counts: dict[tuple[str, tuple[tuple[int, int], ...]], tuple[int, int]] = {}

    # The rows

    @property
    def rows(self) -> Sequence[ImportItem]:
        """What can come in."""
        return self._rows

    def show(self, rows: Iterable[ImportItem]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._counts.clear()
        self.endResetModel()
        self.taken_changed.emit()

    def replace(self, row: int, item: ImportItem) -> None:
        """Show an article as it was changed."""
        before = self._rows[row]
        self._rows[row] = item
        self.dataChanged.emit(self.index(row, 0), self.index(row, MARKS))
        if (before.take, before.corrects) != (item.take, item.corrects):
            self.taken_changed.emit()

    def set_meta(self, key: str, value: str) -> None:
        """Set a metadata value on every article."""
        self._rows = [one.with_meta(key, value) for one in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, MARKS))

    def toggle(self, rows: Sequence[int]) -> None:
        """Take these articles, or none of them when all are taken."""
        take = not all(self._rows[row].take for row in rows)
        for row in rows:
            self._rows[row] = self._rows[row].taken(take=take)
            self.dataChanged.emit(self.index(row, 0), self.index(row, MARKS))
        self.taken_changed.emit()

    def correct(self, *, correct: bool) -> None:
        """Let what is here with another text get the one that comes in, or not."""
        self._rows = [one.correcting(correct=correct) for one in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, MARKS))
        self.taken_changed.emit()

    def taken(self) -> int:
        """Return how many articles come in."""
        return sum(one.take and not one.corrects for one in self._rows)

    def corrected(self) -> int:
        """Return how many articles get another text."""
        return sum(one.corrects for one in self._rows)

    # For Qt

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

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
            return _RIGHT if section == WORDS else _LEFT
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the title's box be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TITLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        item = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TITLE:
            return Qt.CheckState.Checked if item.take else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == WORDS else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._hint(item))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an article or leave it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        take = Qt.CheckState(value) == Qt.CheckState.Checked
        self.replace(index.row(), self._rows[index.row()].taken(take=take))
        return True

    def _text(self, item: ImportItem, column: int) -> str:
        meta = item.article.meta
        match column:
            case 0:
                return " ".join(item.article.title.split())
            case 1:
                return str(meta.get("outlet") or "")
            case 2:
                return short_date(str(meta.get("published") or ""))
            case 3:
                return QLocale().toString(self._counted(item)[0])
            case _:
                return self._marks(item)

    def _counted(self, item: ImportItem) -> tuple[int, int]:
        """Return the words that stay and the lines that don't; counted when first shown."""
        key = item.sha256, item.excluded
        if key not in self._counts:
            text = item.article.text
            words = word_count(text, item.excluded)
            out = len(TextLines(text).left_out(item.excluded)) if item.excluded else 0
            self._counts[key] = words, out
        return self._counts[key]

    def _marks(self, item: ImportItem) -> str:
        marks: list[str] = []
        if item.duplicate_of is not None:
            marks.append("duplicate")
        if item.again is not None:
            marks.append("text corrected" if item.corrects else "text differs")
        lines = self._counted(item)[1]
        if lines:
            marks.append(f"{counted(lines, 'line')} left out")
        if item.incoming.records:
            marks.append("with annotations")
        return " · ".join(marks)

    def _hint(self, item: ImportItem) -> str:
        parts = [item.article.title, item.incoming.where]
        if item.duplicate_of is not None:
            parts.append(f"The same text as “{item.duplicate_of}”")
        if item.again is not None:
            parts.append(f"Here as “{item.again.title}”, with another text")
        marks = self._marks(item)
        return "\n".join([*parts, marks] if marks else parts)


class IncomingTable(QTableView):
    """Space ticks the selected articles or takes their ticks away."""

    def __init__(self, model: IncomingModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Incoming articles")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle with Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._model.toggle([index.row() for index in self.selectionModel().selectedRows()])
        else:
            super().keyPressEvent(event)
