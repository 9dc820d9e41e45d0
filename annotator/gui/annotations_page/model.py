"""The project's annotations as a Qt model: an order, headings, and the rows that are looked at."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from annotator.domain.layers import GOLD
from annotator.domain.wording import counted
from annotator.gui.annotations_page.layout import TableLayout
from annotator.gui.annotations_page.lister import LabelLister
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.store.reading.label_listing import LabelRow
from annotator.store.reading.label_order import FoundLabels, GroupCount
from annotator.store.reading.label_query import LabelGroup, LabelSort
from annotator.workflow.label_cells import answers_in_words, code_of, is_gold, label_words

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole `LabelRow`, or the `GroupCount` of a heading."""
_TOP = QModelIndex()
UNREAD = "…"
"""What stands in the cells of rows that are not read yet."""
_NOBODY = {
    LabelGroup.ACTOR: "No actor",
    LabelGroup.CODER: "Gold",
    LabelGroup.OUTLET: "No outlet",
}


class LabelColumn(IntEnum):
    """The table's columns, in their order."""

    CODE = 0
    WORDS = 1
    ANSWERS = 2
    ACTOR = 3
    ARTICLE = 4
    OUTLET = 5
    CODER = 6


HEADERS = {
    LabelColumn.CODE: "Code",
    LabelColumn.WORDS: "Words",
    LabelColumn.ANSWERS: "Answers",
    LabelColumn.ACTOR: "Actor",
    LabelColumn.ARTICLE: "Article",
    LabelColumn.OUTLET: "Outlet",
    LabelColumn.CODER: "Coder",
}
SORTS = {
    LabelColumn.CODE: LabelSort.CODE,
    LabelColumn.WORDS: LabelSort.WORDS,
    LabelColumn.ACTOR: LabelSort.ACTOR,
    LabelColumn.ARTICLE: LabelSort.PLACE,
    LabelColumn.OUTLET: LabelSort.OUTLET,
    LabelColumn.CODER: LabelSort.CODER,
}
"""What a column's heading sorts by; answers are found, not sorted."""


class LabelsModel(QAbstractTableModel):
    """Shows annotations in the order in which it gets their numbers, and reads those looked at."""

    def __init__(self, session: Session, lister: LabelLister, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lister = lister
        self._group = LabelGroup.NONE
        self.layout = TableLayout(FoundLabels())
        lister.read.connect(self._show_read)

    def show(self, found: FoundLabels, group: LabelGroup) -> None:
        """Show these annotations; groups that were folded stay so, under the same grouping."""
        folded = self.layout.folded if group is self._group else ()
        self._group = group
        self._set(TableLayout(found, folded))

    def fold(self, folded: Iterable[str]) -> None:
        """Fold these groups (keys) and no others."""
        self._set(TableLayout(self.layout.found, frozenset(folded)))

    def _set(self, layout: TableLayout) -> None:
        self.beginResetModel()
        self.layout = layout
        self.endResetModel()

    def foresee(self, first: int, end: int) -> None:
        """Have the rows read that are about to be painted."""
        places = [self.layout.place(line) for line in range(first, min(end, len(self.layout)))]
        known = [one for one in places if one is not None]
        if known and known[-1] - known[0] < 2 * (end - first):
            self._lister.foresee(self.layout.found.numbers, known[0], known[-1] + 1)
        elif known:  # folded groups lie between them
            numbers = [self.layout.found.numbers[one] for one in known]
            self._lister.foresee(numbers, 0, len(numbers))

    def _show_read(self, numbers: list[int]) -> None:
        if numbers and len(self.layout):
            last = self.index(len(self.layout) - 1, len(LabelColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, line: int) -> LabelRow | None:
        """Return what is known of the annotation on a line; nothing for a heading."""
        place = self.layout.place(line) if 0 <= line < len(self.layout) else None
        return None if place is None else self._lister.known(self.layout.found.numbers[place])

    def number_at(self, line: int) -> int | None:
        """Return the number of the annotation on a line."""
        place = self.layout.place(line) if 0 <= line < len(self.layout) else None
        return None if place is None else self.layout.found.numbers[place]

    # Qt's questions

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.layout)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(LabelColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        wanted = orientation == Qt.Orientation.Horizontal and section in HEADERS
        if wanted and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[LabelColumn(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, as plain text."""
        line = index.row()
        if not index.isValid() or not 0 <= line < len(self.layout):
            return None
        heading = self.layout.heading(line)
        if heading is not None:
            return self._of_heading(heading, index.column(), role)
        row = self.row_at(line)
        if row is None:
            return UNREAD if role == Qt.ItemDataRole.DisplayRole else None
        return row if role == ROW_ROLE else self._said(row, index.column(), role)

    def _said(self, row: LabelRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, LabelColumn(column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._told(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (self.cell(row, one) for one in LabelColumn)
            return ", ".join(part for part in said if part)
        return None

    def heading_at(self, line: int) -> GroupCount | None:
        """Return the group whose heading a line is, if it is one."""
        return self.layout.heading(line) if 0 <= line < len(self.layout) else None

    def heading_words(self, heading: GroupCount) -> str:
        """Return what a heading says."""
        name = heading.name or _NOBODY.get(self._group, "")
        return f"{' '.join(name.split())} · {self._counted(heading)}"

    def _counted(self, heading: GroupCount) -> str:
        """Say how many are in a group; as long as more come, the last one has more, too."""
        found = self.layout.found
        last = found.partial and heading is found.groups[-1]
        return f"{counted(heading.count, 'annotation')}{' so far…' if last else ''}"

    def _of_heading(self, heading: GroupCount, column: int, role: int) -> Any:
        folded = heading.key in self.layout.folded
        if role == ROW_ROLE:
            return heading
        said = self.heading_words(heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{said}, {'folded' if folded else 'unfolded'}"
        wanted = role == Qt.ItemDataRole.DisplayRole and column == LabelColumn.CODE
        return said if wanted else None

    def _told(self, row: LabelRow, column: int) -> str:
        if column == LabelColumn.WORDS:
            note = row.annotation.note
            return f"{row.annotation.text}\n\n{note}" if note else row.annotation.text
        return self.cell(row, LabelColumn(column))

    def cell(self, row: LabelRow, column: LabelColumn) -> str:
        """Return what a cell says."""
        return _CELLS[column](self._session, row)


_CELLS: dict[LabelColumn, Callable[[Session, LabelRow], str]] = {
    LabelColumn.CODE: lambda session, row: code_of(session.codebook, row).name,
    LabelColumn.WORDS: lambda _, row: label_words(row),
    LabelColumn.ANSWERS: lambda session, row: answers_in_words(session.codebook, row),
    LabelColumn.ACTOR: lambda _, row: ", ".join(row.actors),
    LabelColumn.ARTICLE: lambda _, row: " ".join(row.title.split()),
    LabelColumn.OUTLET: lambda _, row: row.outlet,
    LabelColumn.CODER: lambda session, row: (
        GOLD if is_gold(row) else session.handle_of(row.annotation.coder)
    ),
}
