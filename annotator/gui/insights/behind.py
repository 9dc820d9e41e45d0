"""The passages behind the mark at hand: exactly the labels that were counted, read page by page."""

from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from annotator.analysis.insights.facts import ArticleFact, Facts, LabelFact
from annotator.domain.layers import GOLD
from annotator.gui.insights.finding import InsightAnswer
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date
from annotator.store.project import Project
from annotator.store.reading.label_listing import LabelRow
from annotator.workflow.label_cells import label_words

_ROOT = QModelIndex()
_AROUND = 60
"""How many rows are read before and after those in view."""
_SOON = 0
"""Milliseconds after which reading begins: what is scrolled through at once is read at once."""
UNREAD = "…"
"""What stands where nothing is read yet."""


class BehindColumn(IntEnum):
    """The columns, in their order."""

    WORDS = 0
    ACTOR = 1
    ARTICLE = 2
    OUTLET = 3
    DAY = 4
    CODER = 5


_TITLES = {
    BehindColumn.WORDS: "Passage",
    BehindColumn.ACTOR: "Actor",
    BehindColumn.ARTICLE: "Article",
    BehindColumn.OUTLET: "Outlet",
    BehindColumn.DAY: "Date",
    BehindColumn.CODER: "Coder",
}


class BehindModel(QAbstractTableModel):
    """A row for each label, in the articles' order; the words come as they are looked at."""

    read = Signal()
    """Rows were read."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._answer: InsightAnswer | None = None
        self._places: Sequence[int] = ()
        self._rows: dict[int, LabelRow | None] = {}
        """By their places among these; nothing for what is gone."""
        self._wanted = range(0)
        self.reading = LatestSoon(self, _SOON, self._read)
        self.reading.refused.connect(session.refused)
        session.waiting.room_wanted.connect(self.reading.make_room)

    def show_labels(
        self, answer: InsightAnswer | None, places: Sequence[int], row: int = -1
    ) -> int:
        """Show the labels at these places of the facts, which are in order.

        Return which row has the label that was in a row before: the first, where none has. There
        may be a hundred thousand, of which this looks at few.
        """
        place = self._place_in(answer.facts, row) if answer is not None else None
        self.reading.cancel()
        self.beginResetModel()
        self._answer, self._places, self._rows = answer, places, {}
        self.endResetModel()
        if place is None:
            return 0
        now = bisect_left(places, place)
        return now if now < len(places) and places[now] == place else 0

    def _place_in(self, facts: Facts, row: int) -> int | None:
        """Return the place of a row's label in facts, which may be newer ones."""
        label, article = self.label(row), self.article(row)
        if label is None or article is None or self._answer is None:
            return None
        if facts is self._answer.facts:
            return self._places[row]
        at = next((n for n, one in enumerate(facts.articles) if one.id == article.id), None)
        if at is None:
            return None
        first = int(np.searchsorted(facts.article_of, at))
        now = enumerate(facts.articles[at].labels, first)
        return next((n for n, one in now if one.id == label.id), None)

    @property
    def ids(self) -> list[str]:
        """The ids of the annotations that are listed, in their order."""
        answer = self._answer
        return [answer.facts.labels[one].id for one in self._places] if answer else []

    def label(self, row: int) -> LabelFact | None:
        """Return what was counted of a row's label."""
        if self._answer is None or not 0 <= row < len(self._places):
            return None
        return self._answer.facts.labels[self._places[row]]

    def article(self, row: int) -> ArticleFact | None:
        """Return the article of a row's label."""
        if self._answer is None or not 0 <= row < len(self._places):
            return None
        facts = self._answer.facts
        return facts.articles[int(facts.article_of[self._places[row]])]

    def row(self, row: int) -> LabelRow | None:
        """Return what is read of a label."""
        return self._rows.get(row)

    # Reading

    def foresee(self, first: int, end: int) -> None:
        """Have the rows read that are in view, with those around them."""
        if any(one not in self._rows for one in range(first, min(end, len(self._places)))):
            self._wanted = range(max(0, first - _AROUND), min(end + _AROUND, len(self._places)))
            self.reading.soon()

    def _read(self) -> None:
        answer = self._answer
        places = [one for one in self._wanted if one not in self._rows]
        if answer is None or not places:
            return
        numbers = {one: answer.facts.labels[self._places[one]].number for one in places}
        seen = answer.wish.seen

        def work(own: Project, reporter: Reporter) -> dict[int, LabelRow | None]:
            own.stop_when(lambda: reporter.cancelled)
            found = own.labels.rows(list(numbers.values()), seen)
            return {place: found.get(number) for place, number in numbers.items()}

        self.reading.start("Reading", on_sibling(self._session.project, work), self._keep)

    def _keep(self, rows: dict[int, LabelRow | None]) -> None:
        self._rows.update(rows)
        if rows:
            self.dataChanged.emit(
                self.index(min(rows), 0), self.index(max(rows), len(BehindColumn) - 1)
            )
        self.read.emit()

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many labels there are."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(BehindColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or what is read aloud of its row."""
        if not index.isValid():
            return None
        row, column = index.row(), BehindColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self._rows.get(row)
            whole = found is not None and column is BehindColumn.WORDS
            return tool_tip(found.annotation.text if whole and found else self.cell(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (self.cell(row, one) for one in BehindColumn)
            return ", ".join(one for one in said if one)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _TITLES[BehindColumn(section)]

    def cell(self, row: int, column: BehindColumn) -> str:
        """Return what a cell says."""
        label, article = self.label(row), self.article(row)
        if label is None or article is None:
            return ""
        match column:
            case BehindColumn.ARTICLE:
                return " ".join(article.title.split())
            case BehindColumn.OUTLET:
                return str(article.meta.get("outlet") or "")
            case BehindColumn.DAY:
                return short_date(str(article.meta.get("published") or ""))
            case BehindColumn.CODER:
                return "Gold" if label.layer == GOLD else self._session.handle_of(label.layer)
            case _:
                return self._read_cell(row, column)

    def _read_cell(self, row: int, column: BehindColumn) -> str:
        if row not in self._rows:
            return UNREAD
        found = self._rows[row]
        if found is None:
            return "It is gone" if column is BehindColumn.WORDS else ""
        return label_words(found) if column is BehindColumn.WORDS else ", ".join(found.actors)
