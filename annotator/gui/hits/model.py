"""The hits of a search as Qt's model: in the order that is asked for, ticked or not."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from annotator.gui.session.jobs import LatestOnly
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date
from annotator.store.reading.searching import FoundArticle
from annotator.workflow.article_order import Collate
from annotator.workflow.searching.hits import Hit, HitSort, in_order

_ROOT = QModelIndex()
AT_ONCE = 1000
"""How many hits are sorted while the window waits; more, on another thread."""
HIT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole `Hit`."""


class HitColumn(IntEnum):
    """What is shown of a hit."""

    LEFT = 0
    HIT = 1
    RIGHT = 2
    ARTICLE = 3
    OUTLET = 4
    DATE = 5
    WHAT = 6


HEADINGS = {
    HitColumn.LEFT: "Left",
    HitColumn.HIT: "Hit",
    HitColumn.RIGHT: "Right",
    HitColumn.ARTICLE: "Article",
    HitColumn.OUTLET: "Outlet",
    HitColumn.DATE: "Date",
    HitColumn.WHAT: "In",
}
SORTS = {
    HitColumn.LEFT: HitSort.LEFT,
    HitColumn.HIT: HitSort.HIT,
    HitColumn.RIGHT: HitSort.RIGHT,
    HitColumn.ARTICLE: HitSort.ARTICLE,
    HitColumn.OUTLET: HitSort.OUTLET,
    HitColumn.DATE: HitSort.PUBLISHED,
}


class HitsModel(QAbstractTableModel):
    """Takes hits as they are found; sorts them, shows those of one article, keeps what is ticked.

    With `ticks` each row has a box before it.
    """

    ticked = Signal()
    """Other hits are ticked than before."""

    def __init__(self, order: Callable[[], Collate], *, ticks: bool = False) -> None:
        """`order` returns how texts are ordered, anew for each thread that sorts."""
        super().__init__()
        self._collating = order
        self._sorting = LatestOnly(self)
        self._ticks = ticks
        self.hits: list[Hit] = []
        self._order: list[int] = []
        self._sorted: list[int] = []
        """All places in the order that is asked for, of which those of `only` are shown."""
        self._off: set[int] = set()
        self._barred: frozenset[int] = frozenset()
        self.by, self.descending = HitSort.ARRIVAL, False
        self.only = 0
        """The number of the article whose hits alone are shown; 0 for all."""
        self.counts: Counter[int] = Counter()
        """How many hits there are by their articles' numbers."""
        self.articles: dict[int, FoundArticle] = {}
        """The articles by their numbers."""
        self.longest = ""
        """The longest of all hits."""

    # What is there

    def clear(self) -> None:
        """Show no hits; those to come are shown of one article alone, if that is so now."""
        self._sorting.cancel()
        self.beginResetModel()
        self.hits, self._order, self._off = [], [], set()
        self._sorted = []
        self._barred = frozenset()
        self.counts, self.articles = Counter(), {}
        self.longest = ""
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        """Take more hits; they stand at the end until `sort_anew`."""
        if not hits:
            return
        first = len(self.hits)
        self.hits += hits
        self.longest = max((self.longest, *(one.hit for one in hits)), key=len)
        self._sorted += range(first, len(self.hits))
        self.counts.update(one.article.number for one in hits)
        self.articles.update((one.article.number, one.article) for one in hits)
        new = [first + n for n, one in enumerate(hits) if self._is_shown(one)]
        if new:
            self.beginInsertRows(_ROOT, len(self._order), len(self._order) + len(new) - 1)
            self._order += new
            self.endInsertRows()

    def sort_anew(self) -> None:
        """Put all hits into the order that is asked for: many of them on another thread."""
        hits, by, descending = tuple(self.hits), self.by, self.descending
        collate = self._collating()

        def ordered(_: object) -> list[int]:
            return in_order(hits, by, descending=descending, collate=collate)

        if len(hits) <= AT_ONCE or by is HitSort.ARRIVAL:
            self._sorting.cancel()
            self._put_in_order(ordered(None))
        else:
            self._sorting.start("Sorting", ordered, self._put_in_order)

    @property
    def is_sorting(self) -> bool:
        """Whether hits are being put into another order."""
        return self._sorting.busy

    def _put_in_order(self, places: Sequence[int]) -> None:
        """Show hits in this order, and those that came since behind it; rows at hand stay so."""
        self._sorted = [*places, *range(len(places), len(self.hits))]
        shown = [one for one in self._sorted if self._is_shown(self.hits[one])]
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = {place: row for row, place in enumerate(shown)} if before else {}
        moved = [self.index(rows[self._order[one.row()]], one.column()) for one in before]
        self._order = shown
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def sort_by(self, by: HitSort, *, descending: bool = False) -> None:
        """Sort by something else."""
        self.by, self.descending = by, descending
        self.sort_anew()

    def show_only(self, article: int) -> None:
        """Show the hits of one article (a number) alone, or of all with 0."""
        self.beginResetModel()
        self.only = article
        self._order = [one for one in self._sorted if self._is_shown(self.hits[one])]
        self.endResetModel()

    def _is_shown(self, one: Hit) -> bool:
        return not self.only or one.article.number == self.only

    def listed(self) -> list[Hit]:
        """Return the hits that are shown, in their order."""
        return [self.hits[place] for place in self._order]

    def row_of(self, wanted: Hit | None) -> int:
        """Return the row of a hit, or -1."""
        if wanted is None:
            return -1
        return next((n for n, place in enumerate(self._order) if self.hits[place] == wanted), -1)

    # Ticks

    def bar(self, places: Iterable[int]) -> None:
        """Let the hits at these places (of `hits`) not be ticked: they are there already."""
        self._barred = frozenset(places)
        self._tell_all()

    def chosen(self) -> list[Hit]:
        """Return the hits that are ticked, in the order in which they were found."""
        off = self._off | self._barred
        return [one for place, one in enumerate(self.hits) if place not in off]

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick rows or not."""
        places = {self._order[row] for row in rows}
        self._off = self._off - places if on else self._off | places
        self._tell_all()

    def toggle(self, rows: Sequence[int]) -> None:
        """Turn rows on, or all off where all are on."""
        on = any(self._order[row] in self._off for row in rows)
        self.tick(rows, on=on)

    def _tell_all(self) -> None:
        if self._order:
            last = self.index(len(self._order) - 1, HitColumn.WHAT)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many hits are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HitColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a box be ticked where the hit isn't there already."""
        found = super().flags(index)
        if self._ticks and index.isValid() and index.column() == HitColumn.LEFT:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick by the mouse."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, as plain text."""
        if not index.isValid():
            return None
        place = self._order[index.row()]
        one, column = self.hits[place], HitColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cell(one, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(f"{one.left}{one.hit}{one.right}\n{one.article.title}".strip())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(place, one) if column is HitColumn.LEFT else _cell(one, column)
            case Qt.ItemDataRole.CheckStateRole if self._ticks and column is HitColumn.LEFT:
                on = place not in self._off and place not in self._barred
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case _:
                return one if role == HIT_ROLE else None

    def cell(self, row: int, column: HitColumn) -> str:
        """Return what a cell says."""
        return _cell(self.hits[self._order[row]], column)

    def is_barred(self, index: Index) -> bool:
        """Tell whether a row can't be ticked."""
        return index.isValid() and self._order[index.row()] in self._barred

    def _told(self, place: int, one: Hit) -> str:
        barred = ", labelled so already" if place in self._barred else ""
        return f"{one.left}{one.hit}{one.right}, {one.article.title}{barred}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HitColumn):
            return None
        column = HitColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{HEADINGS[column]}{self._arrow(column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column is HitColumn.LEFT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _arrow(self, column: HitColumn) -> str:
        if SORTS.get(column) is not self.by:
            return ""
        return " ▾" if self.descending else " ▴"


_CELLS: dict[HitColumn, Callable[[Hit], str]] = {
    HitColumn.LEFT: lambda one: one.left,
    HitColumn.HIT: lambda one: one.hit,
    HitColumn.RIGHT: lambda one: one.right,
    HitColumn.ARTICLE: lambda one: one.article.title,
    HitColumn.OUTLET: lambda one: one.article.outlet,
    HitColumn.DATE: lambda one: short_date(one.article.published),
    HitColumn.WHAT: lambda one: one.what or "Text",
}


def _cell(one: Hit, column: HitColumn) -> str:
    return _CELLS[column](one)
