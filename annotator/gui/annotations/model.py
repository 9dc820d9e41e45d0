"""The table's rows as Qt's model."""

from collections.abc import Callable, Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from annotator.domain.annotation import AnyPlaced
from annotator.domain.errors import BusyError
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
_id_of = attrgetter("id")


class AnnotationsModel(QAbstractTableModel):
    """Adapts annotations, of which `make` makes the rows that are looked at.

    Other ones replace only what differs, so that selection and scroll stay.
    """

    def __init__(self, make: Callable[[AnyPlaced], AnnotationRow], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self.shown: Sequence[AnyPlaced] = ()
        """What is shown, in the rows' order."""
        self._made: dict[str, tuple[AnyPlaced, AnnotationRow]] = {}

    def show_annotations(self, shown: Sequence[AnyPlaced]) -> None:
        """Show other annotations."""
        old, step = self.shown, replaced_rows(self.shown, shown)
        if step.removed:
            self.beginRemoveRows(_ROOT, step.at, step.at + step.removed - 1)
            self.shown = [*old[: step.at], *old[step.at + step.removed :]]
            self.endRemoveRows()
        if step.added:
            self.beginInsertRows(_ROOT, step.at, step.at + step.added - 1)
        self.shown = shown
        if step.added:
            self.endInsertRows()
        self._tell_changed(*step.touched)

    def _tell_changed(self, start: int, stop: int) -> None:
        if start < stop:
            last = len(AnnotationColumn) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(stop - 1, last))

    def reset_annotations(self, shown: Sequence[AnyPlaced], *, anew: bool = False) -> None:
        """Show annotations that have little to do with the present ones; `anew`, all rows too."""
        self.beginResetModel()
        if anew:
            self._made.clear()
        self.shown = shown
        self.endResetModel()

    def forget_rows(self) -> None:
        """Make the rows anew: what stands beside the annotations in them has changed."""
        self._made.clear()
        self._tell_changed(0, len(self.shown))

    def row_of(self, annotation: AnyPlaced) -> AnnotationRow | None:
        """Return the row of an annotation, made when it is asked for first.

        There is none where its record can't be read now: another program has taken it out, or holds
        the file. All is shown anew once that is known, or over.
        """
        made = self._made.get(annotation.id)
        if made is None or made[0] is not annotation:
            try:
                made = self._made[annotation.id] = annotation, self._make(annotation)
            except (KeyError, BusyError):
                return None
        return made[1]

    def row_at(self, index: Index) -> AnnotationRow | None:
        """Return the row at an index."""
        return self.row_of(self.shown[index.row()]) if index.isValid() else None

    def place_of(self, annotation: str) -> int:
        """Return the row of an annotation, or -1."""
        found = compress(count(), map(annotation.__eq__, map(_id_of, self.shown)))
        return next(found, -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.shown)

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
            return row.cell(column)
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


def _tip(row: AnnotationRow, column: AnnotationColumn) -> str:
    if column is not AnnotationColumn.TEXT:
        return row.cell(column)
    return "\n\n".join(part for part in (row.annotation.text[:_LONGEST_TIP], row.said) if part)
