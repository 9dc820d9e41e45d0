"""Accepting many suggestions: all above a score, after they were looked through, as one step."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from annotator.domain.wording import counted
from annotator.gui.settings.settings import Settings
from annotator.gui.suggest.deciding import Accepting
from annotator.gui.suggest.words import SURE, code_name, in_words, words_at, words_of
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import DoubleSpinBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.suggesting.suggestion import Suggestion

_SIZE = QSize(860, 520)
_HEADINGS = ("Code", "Words", "Score", "Source")
_WIDTHS = {0: 128, 2: 64, 3: 176}
_MOST = 300
_STEP = 0.05
_SAID = (
    "What is ticked becomes labels of your own, with source and cue, in one step that can be "
    "undone. You answer for it as for what you labelled by hand: look it through."
)


class SuggestionTable(PlainTable):
    """Suggestions to tick; Space turns the current one on or off."""

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__("Suggestions to accept", _HEADINGS, 1, _WIDTHS, numbers=(2,))
        self.itemChanged.connect(self._note)
        self._off: set[str] = set()
        self._rows: list[Suggestion] = []

    def show_suggestions(self, rows: Sequence[tuple[Suggestion, Sequence[str]]]) -> None:
        """Show others with their cells; what was turned off before stays off."""
        self._rows = [one for one, _ in rows]
        with QSignalBlocker(self):
            self.show_rows([cells for _, cells in rows])
            for n, one in enumerate(self._rows):
                item = self.item(n, 0)
                if item is not None:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(_state(on=one.id not in self._off))
        self.viewport().update()

    def chosen(self) -> list[Suggestion]:
        """Return those that are ticked."""
        return [one for one in self._rows if one.id not in self._off]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the current one on or off with Space."""
        item = self.item(self.currentRow(), 0)
        if event.key() != Qt.Key.Key_Space or event.modifiers() or item is None:
            super().keyPressEvent(event)
            return
        item.setCheckState(_state(on=item.checkState() != Qt.CheckState.Checked))

    def _note(self, item: QTableWidgetItem) -> None:
        if item.column() or item.row() >= len(self._rows):
            return
        one = self._rows[item.row()].id
        if item.checkState() == Qt.CheckState.Checked:
            self._off.discard(one)
        else:
            self._off.add(one)
        self.toggled.emit()


class AcceptAboveDialog(Dialog):
    """Lists what is suggested from a score on, to be ticked off and accepted."""

    def __init__(self, deciding: Accepting, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, settings, "accept_above", "Accept all above", _SIZE)
        self._deciding = deciding
        self.least = DoubleSpinBox()
        self.least.setRange(0.0, 1.0)
        self.least.setSingleStep(_STEP)
        self.least.setValue(SURE)
        self.table = SuggestionTable()
        self.counts = PlainLabel(role="muted")
        buttons, self.take = answer_buttons(self, "Accept")
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(named("Score from this &on", self.least))
        above.addWidget(self.least)
        above.addWidget(self.counts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(PlainLabel(_SAID, role="muted", wrap=True))
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.least.valueChanged.connect(self._list)
        self.table.toggled.connect(self._count)
        self._list()
        self.table.setFocus()

    def chosen(self) -> list[Suggestion]:
        """Return what is to be accepted."""
        return self.table.chosen()

    def _list(self) -> None:
        session = self._deciding.suggesting.session
        article, least = session.article, self.least.value()
        text = article.text if article is not None else ""
        wanted = [one for one in self._deciding.suggesting.undecided if one.score >= least]
        rows: list[tuple[Suggestion, Sequence[str]]] = []
        for one in wanted:
            name = code_name(session, one)
            words = words_of(text, one.fragments, _MOST)
            rows.append((one, (name, words, in_words(one.score), words_at(text, one.source))))
        self.table.show_suggestions(rows)
        self._count()

    def _count(self) -> None:
        chosen, listed = len(self.chosen()), self.table.rowCount()
        every = counted(len(self._deciding.suggesting.undecided), "suggestion")
        self.counts.setText(f"{listed:,} of {every} listed, {chosen:,} ticked")
        self.take.setText(f"Accept {chosen:,}")
        self.take.setEnabled(chosen > 0)


def accept_above(window: QWidget, settings: Settings, deciding: Accepting) -> None:
    """Let the user look through what is suggested, and accept what stays ticked."""
    if not deciding.suggesting.undecided:
        deciding.suggesting.session.refused.emit(deciding.suggesting.none_here())
        return
    dialog = run_dialog(AcceptAboveDialog(deciding, settings, window))
    if dialog.result() == Dialog.DialogCode.Accepted:
        deciding.accept_all(dialog.chosen())


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
