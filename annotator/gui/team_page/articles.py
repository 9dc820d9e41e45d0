"""The table of articles: who has each in which state. Rows are read when they are looked at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from annotator.domain.wording import counted
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.look.sizes import scaled
from annotator.gui.team_page.sortable import SortableTable
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.store.project import Project
from annotator.store.reading.progress import FINISHED_BY, TITLE, WhoHasIt
from annotator.workflow.team_progress import finished_by, state_of

_ROOT = QModelIndex()
_PAGE = 100  # rows that are read at once
_MOST_PAGES = 40
_FIRST = 2  # the first column of a coder
_WIDE, _MOST, _LEAST = 60, 112, 200
_EDGES = 24  # pixels: what the style leaves free in a cell, and the gap of its text
_STATES = {"new": "new", "in_progress": "begun", "done": "done", "nothing": "nothing"}
_IN_WORDS = {
    "": "{} is not to code it",
    "new": "{} is to code it and has not begun",
    "in_progress": "{} has begun it",
    "done": "{} has read it to the end",
    "nothing": "{} has read it to the end: nothing to code",
}


class WhoHasWhat(QAbstractTableModel):
    """A row for each article, a column for each coder."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._numbers: Sequence[int] = ()
        self._coders: list[tuple[str, str]] = []
        self._pages: dict[int, list[WhoHasIt]] = {}

    def show_articles(self, numbers: Sequence[int], coders: list[tuple[str, str]]) -> None:
        """Show the articles with these numbers, and what these coders (id, handle) did."""
        self.beginResetModel()
        self._numbers, self._coders = numbers, coders
        self._pages.clear()
        self.endResetModel()

    @property
    def numbers(self) -> Sequence[int]:
        """The articles' numbers in the order in which they are shown."""
        return self._numbers

    @property
    def coders(self) -> list[tuple[str, str]]:
        """Whose columns there are: ids and handles."""
        return self._coders

    def read_anew(self) -> None:
        """Read again what is looked at."""
        self._pages.clear()
        if self._numbers:
            last = self.index(len(self._numbers) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, row: int) -> WhoHasIt | None:
        """Return the article in a row; None for one that is gone."""
        page, place = divmod(row, _PAGE)
        if page not in self._pages:
            if len(self._pages) >= _MOST_PAGES:
                self._pages.pop(next(iter(self._pages)))
            wanted = self._numbers[page * _PAGE : (page + 1) * _PAGE]
            found = {one.number: one for one in self._project.progress.who_has(wanted)}
            gone = (WhoHasIt(n, "", "deleted", {}, frozenset()) for n in wanted)
            self._pages[page] = [found.get(one.number, one) for one in gone]
        rows = self._pages[page]
        return rows[place] if place < len(rows) else None

    def sorts_by(self, column: int) -> str:
        """Return by what a column sorts the articles, as the project's progress names it."""
        if column < _FIRST:
            return (TITLE, FINISHED_BY)[column]
        return self._coders[column - _FIRST][0]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many articles there are."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else _FIRST + len(self._coders)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = (
                Qt.AlignmentFlag.AlignRight if index.column() == 1 else Qt.AlignmentFlag.AlignLeft
            )
            return across | Qt.AlignmentFlag.AlignVCenter
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        row = self.row_at(index.row()) if index.isValid() and role in wanted else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        said = self._said(row, index.column())
        return tool_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def _cell(self, row: WhoHasIt, column: int) -> str:
        if column < _FIRST:
            return str(finished_by(row)) if column else row.title
        return _STATES.get(state_of(row, self._coders[column - _FIRST][0]), "")

    def _said(self, row: WhoHasIt, column: int) -> str:
        if column == 0:
            return row.title
        if column == 1:
            done, of = finished_by(row), len(row.assigned)
            whom = f"; it is assigned to {counted(of, 'coder')}" if of else ""
            return f"{counted(done, 'coder')} read it to the end{whom}"
        coder, handle = self._coders[column - _FIRST]
        return _IN_WORDS[state_of(row, coder)].format(handle)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading: a coder's handle is one."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        heading = self._coders[section - _FIRST][1] if section >= _FIRST else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return heading or ("Article", "Read by")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.data(self.index(0, section), role)
        if role == Qt.ItemDataRole.ToolTipRole:
            about = ("The article’s title", "How many coders have read it to its end")
            return tool_tip(f"How far {heading} is" if heading else about[section])
        return None


class WhoHasTable(SortableTable):
    """Arrows walk the cells; Enter opens the article."""

    opened = Signal()
    sort_wanted = Signal(str, bool)
    """By what the articles are to be sorted, and whether downwards."""

    def __init__(self, project: Project, key: KeyHandler) -> None:
        self.articles = WhoHasWhat(project)
        super().__init__("Who has which article", self.articles, key)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # many titles differ at their ends
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.doubleClicked.connect(self.opened)

    @property
    def article(self) -> str:
        """The id of the article at hand; empty for none."""
        index = self.currentIndex()
        row = self.articles.row_at(index.row()) if index.isValid() else None
        return row.id if row is not None else ""

    def show_articles(self, numbers: Sequence[int], coders: list[tuple[str, str]]) -> None:
        """Show other articles; the one at hand stays so where it is still there."""
        index = self.currentIndex()
        at_hand = self.articles.numbers[index.row()] if index.isValid() else None
        column = max(index.column(), 0)
        self.articles.show_articles(numbers, coders)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        words = max(map(self.fontMetrics().horizontalAdvance, _STATES.values())) + scaled(_EDGES)
        for place in range(1, self.articles.columnCount()):
            named = min(heading.sectionSizeHint(place), scaled(_MOST))
            least = scaled(_WIDE) if place < _FIRST else words
            self.setColumnWidth(place, max(least, named))
        self._fit()
        place = numbers.index(at_hand) if at_hand in numbers else 0
        if numbers:
            self.go_to(place, min(column, self.articles.columnCount() - 1))

    def sort(self, column: int, *, downwards: bool) -> None:
        """Ask for another order: all articles are looked at for that."""
        self.sort_wanted.emit(self.articles.sorts_by(column), downwards)

    def resizeEvent(self, event: object) -> None:
        """Give the titles the room that is left."""
        super().resizeEvent(event)  # pyright: ignore[reportArgumentType] - a QResizeEvent
        self._fit()

    def _fit(self) -> None:
        others = sum(self.columnWidth(n) for n in range(1, self.articles.columnCount()))
        self.setColumnWidth(0, max(self.viewport().width() - others, scaled(_LEAST)))
