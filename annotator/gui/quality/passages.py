"""The passages behind a figure: what was marked and what was proposed, each a way into its text."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.wording import counted
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS, ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index, isolated
from annotator.workflow.suggesting.quality.records import OUTCOMES, Became, DecidedPlace, Passage
from annotator.workflow.suggesting.quality.tables import rule_name, share

Line = Passage | DecidedPlace
"""What a row is: a passage, or a suggestion that was decided on."""
_ROOT = QModelIndex()
_TITLES = ("What", "Passage", "Found by", "Score", "Article")
_ABOUT = (
    "What became of it",
    "What the coder marked, or what was proposed where nothing was marked",
    "The rule that found it",
    "How sure the proposal was, from 0 to 1",
    "The article’s title",
)
_WHAT, _WORDS, _RULE, _SCORE, _ARTICLE = range(5)
_WIDTHS = {_WHAT: 104, _RULE: 176, _SCORE: 52, _ARTICLE: 168}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PassagesModel(QAbstractTableModel):
    """A row for each passage."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: Sequence[Line] = ()
        self._titles: Mapping[str, str] = {}
        self._rules: Mapping[str, str] = {}

    def show_passages(
        self, passages: Sequence[Line], titles: Mapping[str, str], rules: Mapping[str, str]
    ) -> None:
        """Show other passages; `titles` are those of articles by id, and `rules` names by id."""
        self.beginResetModel()
        self.passages, self._titles, self._rules = passages, titles, rules
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many passages there are."""
        return 0 if parent.isValid() else len(self.passages)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        if not index.isValid():
            return None
        one = self.passages[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == _SCORE else _LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(one)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._said(one))
        return self._said(one) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _cells(self, one: Line) -> tuple[str, ...]:
        is_passage = isinstance(one, Passage)
        became = OUTCOMES[one.outcome] if is_passage else one.how.value.capitalize()
        is_found = one.is_found if is_passage else True
        found = rule_name(one.rule, self._rules) if is_found else ""
        sure = share(one.score) if one.score is not None else ""
        words = " ".join(one.words.split())
        title = self._titles.get(one.article, one.article)
        return became, isolated(words), found, sure, isolated(title)

    def _said(self, one: Line) -> str:
        return "\n".join(filter(None, (*self._cells(one)[:3], self._titles.get(one.article, ""))))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or what it is about."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == _SCORE else _LEFT
        return tool_tip(_ABOUT[section]) if role == Qt.ItemDataRole.ToolTipRole else None


class PassagesTable(QTableView):
    """Arrows walk the passages; other keys are the page's."""

    opened = Signal()
    left = Signal()
    """Back to the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.passages = PassagesModel()
        self.setAccessibleName("Passages behind the figure")
        self.setModel(self.passages)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self)
        self.doubleClicked.connect(self.opened)

    @property
    def passage(self) -> Line | None:
        """The passage at hand."""
        row = self.currentIndex().row()
        return self.passages.passages[row] if row >= 0 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the passages the room that is left; without much of it, leave columns out."""
        super().resizeEvent(event)
        room = self.viewport().width()
        narrow = room < scaled(2 * sum(_WIDTHS.values()) - _WIDTHS[_ARTICLE])
        self.setColumnHidden(_RULE, narrow)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        others = sum(self.columnWidth(one) for one in _WIDTHS)  # those that are hidden are none
        self.setColumnWidth(_WORDS, max(room - others, scaled(160)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; other keys are the page's."""
        if event.key() in (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        elif not perform(self, key_word(event)):
            event.ignore()


class PassagesTab(QWidget):
    """What is counted by the figure at hand, all of it or one outcome."""

    outcome_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outcome = ArrowKeyCombo("Which passages")
        entries: list[tuple[str, object]] = [("All passages", None)]
        entries += [(name, one) for one, name in OUTCOMES.items()]
        self.outcome.offer(entries, None)
        self.outcome.setMinimumContentsLength(12)
        self.hint = ElidedLabel(role="muted")
        self.table = PassagesTable()
        self.empty = EmptyState(icon("search"), "No passages", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        row = QHBoxLayout()
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.outcome)
        row.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.outcome.currentIndexChanged.connect(self.outcome_changed)

    @property
    def chosen(self) -> Became | None:
        """Which outcome is chosen; None for all."""
        chosen: str | None = self.outcome.currentData()
        return Became(chosen) if chosen else None  # Qt makes plain texts of names

    def choose(self, outcome: Became | None) -> None:
        """Choose an outcome, without a signal."""
        self.outcome.choose_data(outcome)

    def show_passages(
        self,
        passages: Sequence[Line],
        about: str,
        titles: Mapping[str, str],
        rules: Mapping[str, str],
    ) -> None:
        """Show passages; `about` says what they are of."""
        self.table.passages.show_passages(passages, titles, rules)
        if not passages:
            self.empty.say("No passages", f"There is none of these for: {about}.")
        self._stack.setCurrentIndex(bool(passages))
        self.hint.setText(f"{about}: {counted(len(passages), 'passage')}" if passages else "")
        if passages:
            self.table.selectRow(0)
            self.table.setCurrentIndex(self.table.passages.index(0, _WORDS))
