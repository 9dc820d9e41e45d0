"""The articles as a Qt model: a thin adapter over an order and the rows that are looked at."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from enum import IntEnum
from typing import Any, Protocol, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from annotator.domain.article import WorkStatus
from annotator.domain.errors import BusyError
from annotator.domain.study import ArticleState
from annotator.domain.wording import counted
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date
from annotator.gui.wording.states import sent_back_by, state_words
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_list import ListOrder
from annotator.workflow.article_order import SortKey, meta_text
from annotator.workflow.article_rows import ArticleRows

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole `ArticleRow`."""
STATUS_ROLE = ROW_ROLE + 1
"""The coder's `WorkStatus`."""
OPEN_ROLE = ROW_ROLE + 2
"""Whether the article is open."""
SIGN_ROLE = ROW_ROLE + 3
"""Which `Sign` the article has."""
BELOW_ROLE = ROW_ROLE + 4
"""What stands below the title: a list of texts."""
HITS_ROLE = ROW_ROLE + 5
"""How often the filter's words stand in the text, and how many units are left, in words."""
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TOP = QModelIndex()
_AROUND = 50
"""How many rows are read before and after those that are in view."""

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


class MarksCopies(Protocol):
    """What knows of the listed articles' copies."""

    @property
    def are_shown(self) -> bool:
        """Whether copies are marked."""
        ...

    def sign(self, article: str, /) -> str:
        """Return the mark of an article (id); nothing where it has no copies."""
        ...

    def words(self, article: str, /) -> str:
        """Say the same in words."""
        ...

    def outlets(self, article: str, /) -> str:
        """Say which other outlets print its text."""
        ...


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


_UNREAD = {
    int(Qt.ItemDataRole.DisplayRole): "…",
    STATUS_ROLE: WorkStatus.NEW,
    OPEN_ROLE: False,
    SIGN_ROLE: Sign.NONE,
}
"""What is shown of an article that can't be read now."""


class ArticlesModel(QAbstractTableModel):
    """Shows articles in the order in which it gets their numbers, and reads those looked at."""

    foreseen = Signal(object)
    """The articles with these numbers are about to be painted."""

    def __init__(self, rows: ArticleRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        """What is read of the articles."""
        self._order = ListOrder()
        self._coder = ""
        self._open = ""
        self._signed = False
        self._seen = range(0)
        self._shown: dict[int, ArticleRow] = {}
        self.hits_of: Callable[[int], int | None] = lambda _number: None
        """Says how often the filter's words stand in an article (a number), if it was counted."""
        self.units_of: Callable[[int], str] = lambda _number: ""
        """Says how many units the coder has left in an article (a number), if it was counted."""
        self.copies: MarksCopies | None = None
        """What says of an article how many print the same text."""
        self.asks_units = False
        """Whether codes ask of units, so that rows may have to say how many are left."""
        self.seeks = False
        """Whether there are words of a filter, so that each row has a count to say."""

    # What is shown

    @property
    def order(self) -> ListOrder:
        """The places of the articles."""
        return self._order

    @property
    def numbers(self) -> Sequence[int]:
        """The articles' numbers, in order."""
        return self._order.numbers

    @property
    def seen(self) -> Sequence[int]:
        """The numbers of those that are in view."""
        return self._order.numbers[self._seen.start : self._seen.stop]

    def show(self, order: ListOrder, coder: str, *, signed: bool = False) -> bool:
        """Show these articles; tell whether they are others, or in another order, than before."""
        same = coder == self._coder and order.numbers == self._order.numbers
        if same:
            self._order = order
            self._show_anew(signed=signed)
            return False
        self.beginResetModel()
        self._coder, self._signed = coder, signed
        self._order, self._seen, self._shown = order, range(0), {}
        self.endResetModel()
        return True

    def _show_anew(self, *, signed: bool) -> None:
        """Tell which of the rows that are in view are others than they were."""
        is_other, self._signed = signed != self._signed, signed
        before, seen = self._shown, self._seen
        self._shown, self._seen = {}, range(0)
        self.foresee(seen)
        for place in seen:
            number = self._order.numbers[place]
            if is_other or before.get(number) != self._shown.get(number):
                self._tell(place)

    def foresee(self, places: range) -> None:
        """Read the rows that are about to be painted, with those that stand around them."""
        numbers = self._order.numbers
        self._seen = range(max(0, places.start), min(places.stop, len(numbers)))
        seen = numbers[self._seen.start : self._seen.stop]
        if any(self.rows.known(one) is None for one in seen):
            self._read_around(self._seen)
        found = ((one, self.rows.known(one)) for one in seen)
        self._shown = {one: row for one, row in found if row is not None}
        self.foreseen.emit(seen)

    def says_more(self) -> bool:
        """Tell whether a row that is in view has more to say than a title."""
        return (
            self._signed
            or self.seeks
            or self.asks_units
            or (self.copies is not None and self.copies.are_shown)
            or any(below_title(row, self._coder) for row in self._shown.values())
        )

    def _read_around(self, places: range) -> None:
        around = slice(max(0, places.start - _AROUND), places.stop + _AROUND)
        with suppress(BusyError):  # what can't be read now is shown once that is possible
            self.rows.read(self._order.numbers[around])

    def show_counted(self, numbers: Iterable[int]) -> None:
        """Paint these articles again: their hits were counted."""
        seen = frozenset(self.seen)
        for number in seen.intersection(numbers):
            place = self._order.place_of(number)
            if place is not None:
                self._tell(place)

    def show_touched(self, numbers: Iterable[int]) -> None:
        """Show what became of these articles, in their places."""
        for number in numbers:
            place, row = self._order.place_of(number), self.rows.known(number)
            if place is not None and row is not None and row != self._shown.get(number):
                self._shown[number] = row
                self._tell(place)

    def set_open(self, article: str) -> None:
        """Mark the open article."""
        was, self._open = self._open, article
        for one in {was, article}:
            place = self.place_of(one)
            if place is not None:
                self._tell(place)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(ArticleColumn) - 1))

    def place_of(self, article: str) -> int | None:
        """Return the number of an article's row."""
        with suppress(BusyError):
            return self._order.place_of(self.rows.number_of(article))
        return None

    def row_at(self, place: int) -> ArticleRow | None:
        """Return what is known of the article in a row; nothing if it can't be read now."""
        number = self._order.numbers[place]
        if self.rows.known(number) is None:
            self._read_around(range(place, place + 1))
        return self.rows.known(number)

    # Qt's questions

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many articles there are."""
        return 0 if parent.isValid() else len(self._order.numbers)

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
        if not index.isValid() or not 0 <= index.row() < len(self._order.numbers):
            return None
        row = self.row_at(index.row())
        said = self._said(row, index.column(), role) if row else _UNREAD.get(role)
        if row and role in (BELOW_ROLE, HITS_ROLE, _ACCESSIBLE):
            told = self._counts(row, self._order.numbers[index.row()], role == _ACCESSIBLE)
            if role == BELOW_ROLE:
                return [*told, *cast("list[str]", said or [])]
            return " · ".join(told) if role == HITS_ROLE else ", ".join([str(said), *told])
        if row and role == Qt.ItemDataRole.ToolTipRole and self.copies is not None:
            lines = (self._told(row, "\n"), self.copies.outlets(row.id))
            return tool_tip("\n".join(one for one in lines if one))
        return said

    def _counts(self, row: ArticleRow, number: int, is_heard: bool) -> list[str]:  # noqa: FBT001
        """Return what was counted of an article: hits, units that are left, and copies."""
        hits, copies = self.hits_of(number), ""
        if self.copies is not None:
            copies = self.copies.words(row.id) if is_heard else self.copies.sign(row.id)
        told = (counted(hits, "hit") if hits else "", self.units_of(number), copies)
        return [one for one in told if one]

    def _said(self, row: ArticleRow, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, ArticleColumn(column))
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._told(row, "\n"))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(row, ", ")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(ArticleColumn(column))
            case _:
                return self._own(row, role)

    def _own(self, row: ArticleRow, role: int) -> Any:
        if role == STATUS_ROLE:
            return row.status_of(self._coder)
        if role == OPEN_ROLE:
            return row.id == self._open
        if role == SIGN_ROLE:
            return self._sign(row)
        if role == BELOW_ROLE:
            return below_title(row, self._coder)
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
            sent_back_words(row, self._coder),
            state_words(row.state, locked=row.locked) if row.state is not ArticleState.OPEN else "",
        ]
        return joint.join(part for part in parts if part)


def below_title(row: ArticleRow, coder: str) -> list[str]:
    """Return what stands below an article's title, if anything; `coder` is who looks (a handle)."""
    found = (
        sent_back_words(row, coder),
        "practice" if row.is_practice else "",
        meta_text(row, "outlet"),
        short_date(meta_text(row, "published")),
    )
    return [part for part in found if part]


def sent_back_words(row: ArticleRow, coder: str) -> str:
    """Say that an article was sent back: to whoever looks by whom and why, to others to whom."""
    if coder in row.sent_back:
        return sent_back_by(*row.sent_back[coder])
    names = sorted(row.sent_back, key=str.casefold)
    return f"Sent back to {', '.join(names)}" if names else ""


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
