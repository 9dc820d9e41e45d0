"""The table's rows as Qt's model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.annotation_rows import AnnotationColumn, AnnotationRow, replaced_rows

_HEADERS = {
    AnnotationColumn.CODE: "Code",
    AnnotationColumn.TEXT: "Text",
    AnnotationColumn.VALUES: "Answers",
    AnnotationColumn.CODER: "Coder",
}
_LONGEST_TIP = 2000
_ROOT = QModelIndex()


class AnnotationsModel(QAbstractTableModel):
    """Adapts rows; new rows replace only what differs, so that selection and scroll stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[AnnotationRow] = []

    def set_rows(self, rows: list[AnnotationRow]) -> None:
        """Show other rows."""
        step = replaced_rows(self._rows, rows)
        if step.removed:
            self.beginRemoveRows(_ROOT, step.at, step.at + step.removed - 1)
            del self._rows[step.at : step.at + step.removed]
            self.endRemoveRows()
        if step.added:
            self.beginInsertRows(_ROOT, step.at, step.at + step.added - 1)
            self._rows[step.at : step.at] = rows[step.at : step.at + step.added]
            self.endInsertRows()
        self._exchange(rows)

    def _exchange(self, rows: list[AnnotationRow]) -> None:
        old, self._rows = self._rows, rows
        changed = [n for n, (a, b) in enumerate(zip(old, rows, strict=True)) if a != b]
        if changed:
            last = len(AnnotationColumn) - 1
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], last))

    def reset_rows(self, rows: list[AnnotationRow]) -> None:
        """Show rows that have little to do with the present ones."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> AnnotationRow | None:
        """Return the row at an index."""
        return self._rows[index.row()] if index.isValid() else None

    def place_of(self, annotation: str) -> int:
        """Return the row of an annotation, or -1."""
        found = (n for n, row in enumerate(self._rows) if row.annotation.id == annotation)
        return next(found, -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(AnnotationColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, as plain text."""
        row = self.row_at(index)
        if row is None:
            return None
        column = AnnotationColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(_tip(row, column))
        if (
            role == Qt.ItemDataRole.AccessibleTextRole
            and column is AnnotationColumn.TEXT
            and row.said
        ):
            return f"{row.text}, {row.said}"
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name."""
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return (
            _HEADERS[AnnotationColumn(section)]
            if wanted and 0 <= section < len(AnnotationColumn)
            else None
        )


def _cell(row: AnnotationRow, column: AnnotationColumn) -> str:
    if column is AnnotationColumn.CODE:
        return row.code.name
    if column is AnnotationColumn.TEXT:
        return row.text
    return row.values if column is AnnotationColumn.VALUES else row.coder


def _tip(row: AnnotationRow, column: AnnotationColumn) -> str:
    if column is not AnnotationColumn.TEXT:
        return _cell(row, column)
    return "\n\n".join(part for part in (row.annotation.text[:_LONGEST_TIP], row.said) if part)
