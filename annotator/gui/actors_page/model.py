"""The actors as Qt's model: ids in their order, and rows that are read as they come into view."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, Qt, Signal

from annotator.domain.people import Actor
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index, isolated
from annotator.gui.wording.dates import short_date
from annotator.store.reading.actors import ActorFigures, ActorOrder

PAGE = 100
"""How many rows are read at once."""
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ActorColumn(IntEnum):
    """What is shown of an actor."""

    NAME = 0
    KIND = 1
    ROLE = 2
    AFFILIATION = 3
    QUOTES = 4
    JUDGEMENTS = 5
    POLARITY = 6
    ARTICLES = 7
    LAST = 8


ORDERS = dict(zip(ActorColumn, ActorOrder, strict=True))
"""What sorting by a column asks for."""
_TITLES = (
    *("Name", "Kind", "Role", "Affiliation", "Quotes", "Judgements", "Mean", "Articles"),
    "Last seen",
)
_ABOUT = {
    ActorColumn.QUOTES: "Quotes that they said, themselves or as the source",
    ActorColumn.JUDGEMENTS: "Labels about them with an answer on a scale",
    ActorColumn.POLARITY: "The mean of the judgements’ answers",
    ActorColumn.ARTICLES: "Articles in which they are named",
    ActorColumn.LAST: "The date of the latest of these articles",
}
FIGURES = frozenset(range(ActorColumn.QUOTES, ActorColumn.LAST + 1))
"""The columns of figures, which open their passages."""


class ActorRow(msgspec.Struct, frozen=True):
    """An actor with its figures, and its role in the codebook's words."""

    actor: Actor
    figures: ActorFigures
    role: str


class ActorsModel(QAbstractTableModel):
    """Rows that were not read yet are empty, and asked for once they are looked at."""

    page_wanted = Signal(int)
    """The page of this number came into view and is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Sequence[str] = ()
        self._rows: dict[str, ActorRow] = {}
        self._places: dict[str, int] | None = None

    def show_actors(self, ids: Sequence[str], rows: Mapping[str, ActorRow]) -> None:
        """Show other actors, or in another order; `rows` are those that were read with them."""
        self.beginResetModel()
        self.ids, self._rows, self._places = ids, dict(rows), None
        self.endResetModel()

    def take_rows(self, rows: Mapping[str, ActorRow]) -> None:
        """Take rows that were read."""
        self._rows |= rows
        if self.ids:
            last = self.index(len(self.ids) - 1, len(ActorColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def page_of(self, number: int) -> list[str]:
        """Return the ids of a page."""
        return list(self.ids[number * PAGE : (number + 1) * PAGE])

    def place_of(self, actor: str) -> int:
        """Return the row of an actor (an id), or -1."""
        if self._places is None:
            self._places = {one: n for n, one in enumerate(self.ids)}
        return self._places.get(actor, -1)

    def row_at(self, place: int) -> ActorRow | None:
        """Return a row, as far as it was read."""
        return self._rows.get(self.ids[place]) if 0 <= place < len(self.ids) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many actors there are."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(ActorColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        if not index.isValid() or role not in _SAYING:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in FIGURES else _LEFT
        row = self.row_at(index.row())
        if row is None:
            self.page_wanted.emit(index.row() // PAGE)
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        column = ActorColumn(index.column())
        said = _cell(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return said if column in FIGURES else isolated(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_TITLES[column]}: {said}" if column else said
        names = "\n".join((row.actor.name, *row.actor.aliases))
        return tool_tip(names if column is ActorColumn.NAME else said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or what it is about."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in FIGURES else _LEFT
        about = _ABOUT.get(ActorColumn(section), "")
        return tool_tip(about) if role == Qt.ItemDataRole.ToolTipRole and about else None


_SAYING = frozenset(
    (
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)


def _cell(row: ActorRow, column: ActorColumn) -> str:
    actor, figures, local = row.actor, row.figures, QLocale()
    if column is ActorColumn.NAME:
        return f"{actor.name} (archived)" if actor.archived else actor.name
    if column is ActorColumn.POLARITY:
        return "" if figures.polarity is None else signed(figures.polarity)
    if column is ActorColumn.LAST:
        return short_date(figures.last)
    texts = {
        ActorColumn.KIND: actor.kind.capitalize(),
        ActorColumn.ROLE: row.role,
        ActorColumn.AFFILIATION: actor.affiliation,
    }
    if column in texts:
        return texts[column]
    counts = {
        ActorColumn.QUOTES: figures.quotes,
        ActorColumn.JUDGEMENTS: figures.judgements,
        ActorColumn.ARTICLES: figures.articles,
    }
    return local.toString(counts[column]) if counts[column] else ""


def signed(number: float) -> str:
    """Return a mean with its sign, as the system writes numbers."""
    said = QLocale().toString(abs(number), "f", 2)
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{said}"
