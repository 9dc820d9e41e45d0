"""How a file is split by what was taught: its articles, and what they lack."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.formats.archives.teaching import EntryPreview
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import theme_of
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.gui.wording.dates import short_date

NUMBER, TITLE, DATE, LACKS = range(4)
_HEADINGS = ("No.", "Title", "Date", "Lacks")
_WIDTHS = {NUMBER: 44, DATE: 104, LACKS: 64}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SplitModel(QAbstractTableModel):
    """Rows of the articles that were found."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[EntryPreview] = ()

    def show(self, entries: Sequence[EntryPreview]) -> None:
        """Show others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == NUMBER else _LEFT
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        one, column = self.entries[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(one, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == NUMBER else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = theme_of(QGuiApplication.palette())
            if column == LACKS:
                return QColor(theme.danger)
            return QColor(theme.muted) if column == NUMBER else None
        return tool_tip(_hint(one)) if role == Qt.ItemDataRole.ToolTipRole else None


def _text(one: EntryPreview, column: int) -> str:
    match column:
        case 0:
            return QLocale().toString(one.number)
        case 1:
            return one.title
        case 2:
            return short_date(one.published)
        case _:
            return ", ".join(one.lacks)


def _hint(one: EntryPreview) -> str:
    number = QLocale().toString
    lines = f"lines {number(one.first + 1)} to {number(one.last + 1)}"
    about = " · ".join(filter(None, (one.outlet, one.published, one.author)))
    size = f"{number(one.characters)} characters of text"
    return "\n".join(filter(None, (one.title, about, f"{lines}, {size}")))


class SplitTable(QTableView):
    """The articles that are found; the cursor leads to their lines."""

    def __init__(self, model: SplitModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Articles that are found")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
