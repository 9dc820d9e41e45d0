"""The two tables of the page: the actors, and the passages that a figure stands for."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.domain.annotation import JOINT
from annotator.gui.actors_page.model import ActorColumn, ActorsModel, signed
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import theme_of
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index, ink_of, isolated
from annotator.gui.wording.dates import short_date
from annotator.store.reading.actors import ActorPassage

_ROOT = QModelIndex()
_MOVING = (*LIST_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WIDTHS = {
    ActorColumn.KIND: 108,
    ActorColumn.ROLE: 130,
    ActorColumn.AFFILIATION: 150,
    ActorColumn.QUOTES: 66,
    ActorColumn.JUDGEMENTS: 92,
    ActorColumn.POLARITY: 62,
    ActorColumn.ARTICLES: 72,
    ActorColumn.LAST: 112,
}
_LEAST_NAME = 180
_MOST_KEPT = 200
"""How many actors stay selected when they are listed anew."""
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_SELECT = QItemSelectionModel.SelectionFlag.Select
_OUTLINE = 1
_CODE, _WORDS, _ANSWER, _CODER, _ARTICLE, _DAY = range(6)
_TITLES = ("Label", "Passage", "Answer", "Coder", "Article", "Date")
_PASSAGE_WIDTHS = {_CODE: 92, _ANSWER: 60, _CODER: 76, _ARTICLE: 150, _DAY: 112}


class _FigureDelegate(QStyledItemDelegate):
    """Outlines the cell at hand: its figure is what is shown below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        table = self.parent()
        if not isinstance(table, QTableView) or index != table.currentIndex():
            return
        ink = ink_of(option, theme_of(option.palette))
        painter.save()
        painter.setPen(QPen(QColor(ink.mark), _OUTLINE))
        edge = _OUTLINE
        painter.drawRect(option.rect.adjusted(edge, edge, -edge, -edge))  # pyright: ignore[reportAttributeAccessIssue] - Qt's stubs lack what the option holds
        painter.restore()


class _Table(QTableView):
    """Whole rows without a grid; arrows walk, and other keys are the page's."""

    menu_wanted = Signal(object)
    """Where on the screen."""

    def __init__(self, name: str, model: QAbstractTableModel, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; other keys are the page's."""
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.key() in _MOVING or (held and event.key() == Qt.Key.Key_A):
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row at hand."""
        self.menu_wanted.emit(event.globalPos())


class ActorsTable(_Table):
    """The actors; several can be selected, and a click on a heading sorts."""

    current_changed = Signal()
    sort_wanted = Signal(int)
    """By this column."""
    opened = Signal()

    def __init__(self, model: ActorsModel, key: KeyHandler) -> None:
        super().__init__("Actors", model, key)
        self.actors = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(_FigureDelegate(self))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(ActorColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self.sort_wanted)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.selectionModel().currentChanged.connect(self.current_changed)
        self.doubleClicked.connect(self.opened)

    def mark_order(self, column: int, *, downwards: bool) -> None:
        """Show by which column the actors are sorted."""
        way = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, way)

    def selected(self) -> list[str]:
        """Return the ids of the selected actors, the one at hand first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.currentIndex().row()
        rows.sort(key=lambda row: row != current)
        return [self.actors.ids[row] for row in rows]

    def select_too(self, actors: Sequence[str]) -> None:
        """Select these actors (ids) as well, as far as they are listed and are not very many."""
        if not 1 < len(actors) <= _MOST_KEPT:
            return
        rows = QItemSelection()
        for one in actors:
            place = self.actors.place_of(one)
            if place >= 0:
                at = self.actors.index(place, 0)
                rows.select(at, at)
        self.selectionModel().select(rows, _SELECT | _ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns of words where the names would have no room."""
        super().resizeEvent(event)
        room = self.viewport().width() - scaled(_LEAST_NAME)
        for column in (ActorColumn.AFFILIATION, ActorColumn.ROLE, ActorColumn.KIND):
            others = sum(
                scaled(width) for one, width in _WIDTHS.items() if one >= column or one > 3
            )
            self.setColumnHidden(column, room < others)


class PassageModel(QAbstractTableModel):
    """A row for each label that names the actor."""

    more_wanted = Signal()

    def __init__(self, code_name: Callable[[str], str], handle: Callable[[str], str]) -> None:
        super().__init__()
        self.passages: list[ActorPassage] = []
        self.has_more = False
        self._code_name, self._handle = code_name, handle

    def show_passages(self, passages: Sequence[ActorPassage], *, more: bool) -> None:
        """Show other passages; `more` says whether there are further ones to be read."""
        self.beginResetModel()
        self.passages, self.has_more = list(passages), more
        self.endResetModel()

    def add(self, passages: Sequence[ActorPassage], *, more: bool) -> None:
        """Show further passages."""
        self.has_more = more
        if passages:
            first = len(self.passages)
            self.beginInsertRows(_ROOT, first, first + len(passages) - 1)
            self.passages += passages
            self.endInsertRows()

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Tell whether there are more."""
        return not parent.isValid() and self.has_more

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Ask for more, which come late."""
        if self.canFetchMore(parent):
            self.has_more = False
            self.more_wanted.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many were read."""
        return 0 if parent.isValid() else len(self.passages)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        if not index.isValid():
            return None
        one = self.passages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(one, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._cell(one, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = (self._cell(one, column) for column in range(len(_TITLES)))
            return ", ".join(filter(None, cells))
        return None

    def _cell(self, one: ActorPassage, column: int) -> str:
        """Return what a cell says, of which each is asked for by itself at each painting."""
        match column:
            case 0:
                return self._code_name(one.code)
            case 1:
                words = " ".join(JOINT.join(one.words).split()) or "The whole article"
                return isolated(words)
            case 2:
                return "" if one.polarity is None else signed(one.polarity)
            case 3:
                return self._handle(one.coder)
            case 4:
                return isolated(" ".join(one.title.split()))
            case _:
                return short_date(one.day)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if shown and 0 <= section < len(_TITLES) else None


class PassageTable(_Table):
    """The passages; Enter opens the one at hand in its article."""

    opened = Signal()

    def __init__(self, model: PassageModel, key: KeyHandler) -> None:
        super().__init__("Passages of the actor", model, key)
        self.model_ = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        for column, width in _PASSAGE_WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.doubleClicked.connect(self.opened)

    @property
    def passage(self) -> ActorPassage | None:
        """The passage at hand."""
        row = self.currentIndex().row()
        return self.model_.passages[row] if 0 <= row < len(self.model_.passages) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without much room, leave columns out."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < scaled(620)
        self.setColumnHidden(_CODER, narrow)
        self.setColumnHidden(_ARTICLE, self.viewport().width() < scaled(480))
