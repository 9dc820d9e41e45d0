"""How many hits each article has, most first; choosing one shows its hits alone."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.hits.model import HitsModel
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.store.reading.searching import FoundArticle

_ROOT = QModelIndex()
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CountsModel(QAbstractTableModel):
    """The articles of the hits with their numbers."""

    def __init__(self, hits: HitsModel) -> None:
        super().__init__()
        self._hits = hits
        self.rows: list[tuple[FoundArticle, int]] = []

    def refresh(self) -> None:
        """Count anew."""
        self.beginResetModel()
        articles, counts = self._hits.articles, self._hits.counts.most_common()
        self.rows = [(articles[number], count) for number, count in counts if number]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many articles have hits."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return two: the article and its number of hits."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, as plain text."""
        if not index.isValid():
            return None
        article, count = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return QLocale().toString(count) if index.column() else article.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(article.title)
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and index.column() else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "Hits" if section else "Article"
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section else None


class CountsTable(QTableView):
    """The articles beside the hits."""

    chosen = Signal(int)
    """Show the hits of the article with this number alone."""

    def __init__(self, model: CountsModel, key: KeyHandler) -> None:
        super().__init__()
        self._counts, self._key = model, key
        self.setAccessibleName("Hits by article")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, scaled(56))
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or Space; other keys but those that move are the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        elif event.key() in _MOVING:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self._counts.rows[index.row()][0].number)
