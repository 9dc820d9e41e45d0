"""The articles as a Qt model: a thin adapter over a list of rows."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)

from annotator.domain.article import WorkStatus
from annotator.domain.wording import counted
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_order import SortKey, meta_text

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole `ArticleRow`."""
STATUS_ROLE = ROW_ROLE + 1
"""The coder's `WorkStatus`."""
OPEN_ROLE = ROW_ROLE + 2
"""Whether the article is open."""
SIGN_ROLE = ROW_ROLE + 3
"""Which `Sign` the article has."""
_TOP = QModelIndex()

STATUS_NAMES = {
    WorkStatus.NEW: "New",
    WorkStatus.IN_PROGRESS: "In progress",
    WorkStatus.DONE: "Done",
    WorkStatus.NOTHING: "Nothing to code",
}
STATUS_GLYPHS = {
    WorkStatus.NEW: "○",
    WorkStatus.IN_PROGRESS: "◐",
    WorkStatus.DONE: "●",
    WorkStatus.NOTHING: "⊘",
}


class Sign(IntEnum):
    """Whose an article is to code; nobody's, too, where all listed ones are the same people's."""

    NONE = 0
    OTHERS = 1
    OWN = 2


class ArticleColumn(IntEnum):
    """The table's columns, in their order."""

    STATUS = 0
    TITLE = 1
    OUTLET = 2
    PUBLISHED = 3
    ANNOTATIONS = 4


HEADERS = {
    ArticleColumn.STATUS: "",
    ArticleColumn.TITLE: "Title",
    ArticleColumn.OUTLET: "Outlet",
    ArticleColumn.PUBLISHED: "Date",
    ArticleColumn.ANNOTATIONS: "Annotations",
}
SORTS = {
    ArticleColumn.STATUS: SortKey.STATUS,
    ArticleColumn.TITLE: SortKey.TITLE,
    ArticleColumn.OUTLET: SortKey.OUTLET,
    ArticleColumn.PUBLISHED: SortKey.PUBLISHED,
    ArticleColumn.ANNOTATIONS: SortKey.ANNOTATIONS,
}


class ArticlesModel(QAbstractTableModel):
    """Shows rows in the order in which it gets them, as one coder sees them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ArticleRow] = []
        self._places: dict[str, int] = {}
        self._coder = ""
        self._open = ""
        self._signed = False

    # What is shown

    @property
    def rows(self) -> Sequence[ArticleRow]:
        """The rows, in order."""
        return self._rows

    def show(self, rows: Sequence[ArticleRow], coder: str) -> bool:
        """Show these rows; tell whether they are others, or in another order, than before."""
        same = coder == self._coder and [r.id for r in rows] == [r.id for r in self._rows]
        if same:
            self._update(list(rows))
            return False
        self.beginResetModel()
        self._coder = coder
        self._rows = list(rows)
        self._signed = _differ(self._rows)
        self._places = {row.id: n for n, row in enumerate(self._rows)}
        self.endResetModel()
        return True

    def _update(self, rows: list[ArticleRow]) -> None:
        before, self._rows = self._rows, rows
        signed, self._signed = self._signed, _differ(rows)
        for n, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new or signed != self._signed:
                self._tell(n)

    def replace(self, rows: Sequence[ArticleRow]) -> None:
        """Show these rows in the places of those of the same articles that are listed."""
        for row in rows:
            place = self._places.get(row.id)
            if place is not None:
                self._rows[place] = row
                self._tell(place)

    def set_open(self, article: str) -> None:
        """Mark the open article."""
        was, self._open = self._open, article
        for one in {was, article} & self._places.keys():
            self._tell(self._places[one])

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(ArticleColumn) - 1))

    def place_of(self, article: str) -> int | None:
        """Return the number of an article's row."""
        return self._places.get(article)

    # Qt's questions

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many articles there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(ArticleColumn)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(ArticleColumn):
            return None
        column = ArticleColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return HEADERS[column] or "Status"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and in roles of its own what its row is."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, ArticleColumn(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._told(row, "\n"))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(row, ", ")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(ArticleColumn(index.column()))
            case _:
                return self._own(row, role)

    def _own(self, row: ArticleRow, role: int) -> Any:
        if role == STATUS_ROLE:
            return row.status_of(self._coder)
        if role == OPEN_ROLE:
            return row.id == self._open
        if role == SIGN_ROLE:
            return self._sign(row)
        return row if role == ROW_ROLE else None

    def _text(self, row: ArticleRow, column: ArticleColumn) -> str:
        match column:
            case ArticleColumn.STATUS:
                return STATUS_GLYPHS[row.status_of(self._coder)]
            case ArticleColumn.TITLE:
                return row.title
            case ArticleColumn.OUTLET:
                return meta_text(row, "outlet")
            case ArticleColumn.PUBLISHED:
                return short_date(meta_text(row, "published"))
            case ArticleColumn.ANNOTATIONS:
                return str(row.annotation_count or "")

    def _sign(self, row: ArticleRow) -> Sign:
        if not self._signed or not row.assigned:
            return Sign.NONE
        return Sign.OWN if self._coder in row.assigned else Sign.OTHERS

    def _told(self, row: ArticleRow, joint: str) -> str:
        parts = [
            row.title,
            self._text(row, ArticleColumn.OUTLET),
            self._text(row, ArticleColumn.PUBLISHED),
            STATUS_NAMES[row.status_of(self._coder)],
            counted(row.annotation_count, "annotation"),
            _assigned(row, self._coder),
        ]
        return joint.join(part for part in parts if part)


def _differ(rows: Sequence[ArticleRow]) -> bool:
    """Tell whether rows are assigned to different people: only then a sign tells anything."""
    return len({row.assigned for row in rows}) > 1


def _assigned(row: ArticleRow, coder: str) -> str:
    others = sorted(row.assigned - {coder}, key=str.casefold)
    names = [*(["you"] if coder in row.assigned else []), *others]
    return f"Assigned to {', '.join(names)}" if names else ""


def _alignment(column: ArticleColumn) -> int:
    side = Qt.AlignmentFlag.AlignLeft
    if column is ArticleColumn.ANNOTATIONS:
        side = Qt.AlignmentFlag.AlignRight
    elif column is ArticleColumn.STATUS:
        side = Qt.AlignmentFlag.AlignHCenter
    return int(side | Qt.AlignmentFlag.AlignVCenter)
