"""The list of edits as Qt's model, which reads a page when one comes to its end."""

from enum import IntEnum
from typing import Any

from msgspec import structs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal

from annotator.domain.undo import MERGE
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import full_moment
from annotator.store.reading.history_pages import HistoryFilter, HistoryMark
from annotator.workflow.history_rows import PAGE, HistoryRow, history_rows

_ROOT = QModelIndex()
_TAKEN_BACK = "taken back"


class EditColumn(IntEnum):
    """What is shown of an edit."""

    WHAT = 0
    WHERE = 1
    WHO = 2
    WHEN = 3


_HEADERS = {
    EditColumn.WHAT: "Edit",
    EditColumn.WHERE: "Article",
    EditColumn.WHO: "Coder",
    EditColumn.WHEN: "When",
}


class EditsModel(QAbstractTableModel):
    """Edits newest first; those that may not be seen are left out."""

    read = Signal()
    """More was read, or it was found that there is no more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = HistoryFilter()
        self._rows: list[HistoryRow] = []
        self._older: HistoryMark | None = None
        self._more = QTimer(self, interval=0, singleShot=True)
        self._more.timeout.connect(self.fetchMore)

    @property
    def at_end(self) -> bool:
        """Whether all is read that is wanted."""
        return self._older is None

    def show_wanted(self, wanted: HistoryFilter) -> None:
        """Show other edits, or the same anew."""
        self.beginResetModel()
        self._wanted, self._rows, self._older = wanted, [], None
        rows, self._older = self._page(None)
        self._rows = rows
        self.endResetModel()
        self._go_on(rows)

    def take_new(self) -> None:
        """Put on top what was done since; what it undid or did again is marked anew."""
        first = self._rows[0].edit.id if self._rows else ""
        found, _ = self._page(None)
        place = next((n for n, row in enumerate(found) if row.edit.id == first), None)
        if place is None or any(row.edit.kind == MERGE for row in found[:place]):
            # What a merge brings has its place among older edits.
            self.show_wanted(self._wanted)
            return
        if place:
            self.beginInsertRows(_ROOT, 0, place - 1)
            self._rows[:0] = found[:place]
            self.endInsertRows()
        self._mark_undone()

    def _mark_undone(self) -> None:
        undone = self._session.project.undone_of([row.edit.id for row in self._rows])
        for n, row in enumerate(self._rows):
            if row.edit.undone != (row.edit.id in undone):
                edit = structs.replace(row.edit, undone=not row.edit.undone)
                self._rows[n] = structs.replace(row, edit=edit)
                self.dataChanged.emit(self.index(n, 0), self.index(n, EditColumn.WHEN))

    def row_at(self, index: Index) -> HistoryRow | None:
        """Return the edit at an index."""
        return self._rows[index.row()] if index.isValid() else None

    def place_of(self, edit: str) -> int:
        """Return the row of an edit that was read, or -1."""
        return next((n for n, row in enumerate(self._rows) if row.edit.id == edit), -1)

    # Reading

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Tell whether there may be older edits."""
        return not parent.isValid() and self._older is not None

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        rows, self._older = self._page(self._older)
        if rows:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self._go_on(rows)

    def _go_on(self, rows: list[HistoryRow]) -> None:
        """Look further where a page had next to nothing, letting the window breathe between."""
        self.read.emit()
        if self._older is not None and (len(rows) < PAGE // 4 and len(self._rows) < PAGE):
            self._more.start()

    def _page(self, before: HistoryMark | None) -> tuple[list[HistoryRow], HistoryMark | None]:
        session = self._session
        seen = session.visibility.when_reviewing()
        return history_rows(session.project, seen, session.coder, self._wanted, before)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many edits have been read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(EditColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, as plain text."""
        row = self.row_at(index)
        if row is None:
            return None
        column = EditColumn(index.column())
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        undone = row.edit.undone and column is EditColumn.WHAT
        said = f"{_cell(row, column)}, {_TAKEN_BACK}" if undone else _cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(said)
        return said if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name."""
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADERS[EditColumn(section)] if wanted and section in _HEADERS else None


def _cell(row: HistoryRow, column: EditColumn) -> str:
    if column is EditColumn.WHAT:
        return row.what
    if column is EditColumn.WHERE:
        return row.where
    return row.edit.coder if column is EditColumn.WHO else full_moment(row.edit.at)
