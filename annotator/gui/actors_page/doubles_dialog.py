"""The list of actors that may be the same: each pair is made one, or said to be two."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.people import Actor
from annotator.domain.wording import counted
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.suggesting.doubles import Double

_SIZE = QSize(720, 460)
_HEADINGS = ("One", "The other", "Why")


class DoublesDialog(Dialog):
    """Pairs, the likeliest first; what is refused is never proposed again."""

    same = Signal(object)
    """A `Double` whose actors are to be made one."""
    different = Signal(object)
    """A `Double` whose actors are two."""

    def __init__(
        self, actors: Mapping[str, Actor], pairs: Sequence[Double], parent: QWidget | None
    ) -> None:
        super().__init__(parent, Settings(), "actor_doubles", "Likely doubles", _SIZE)
        self._actors, self.pairs = actors, list(pairs)
        self.table = PlainTable("Actors that may be the same", _HEADINGS, 2, {0: 210, 1: 210})
        self.hint = PlainLabel(role="muted", wrap=True)
        self.same_button = secondary_button("The &same…", self._same)
        self.different_button = secondary_button("Two &different ones", self._different)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.same_button)
        row.addWidget(self.different_button)
        row.addStretch(1)
        row.addWidget(secondary_button("&Close", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.table.cellDoubleClicked.connect(self._same)
        self._show()
        self.table.setFocus()

    def _show(self) -> None:
        rows = [(self._actors[one.a].name, self._actors[one.b].name, one.why) for one in self.pairs]
        self.table.show_rows(rows)
        count = counted(len(rows), "pair")
        never = "What you say is different is not proposed again."
        self.hint.setText(f"{count} of names that are alike. {never}" if rows else "No doubles.")
        self.same_button.setEnabled(bool(rows))
        self.different_button.setEnabled(bool(rows))

    @property
    def pair(self) -> Double | None:
        """The pair at hand."""
        row = self.table.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def take_away(self, pair: Double) -> None:
        """List a pair no longer."""
        self.pairs.remove(pair)
        self._show()

    def take_away_all_of(self, actor: str) -> None:
        """List no pair with an actor (an id) any longer."""
        self.pairs = [one for one in self.pairs if actor not in (one.a, one.b)]
        self._show()

    def _same(self, *_: object) -> None:
        if self.pair is not None:
            self.same.emit(self.pair)

    def _different(self) -> None:
        if self.pair is not None:
            self.different.emit(self.pair)
