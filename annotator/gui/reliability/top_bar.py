"""Above the figures: whose they are, and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.workflow.reliability.rows import Handles, coders_told


class TopBar(QWidget):
    """A choice of coders, a hint, buttons; `units` where codes ask of units."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.coders = ArrowKeyCombo("Whose agreement")
        self.coders.setMinimumContentsLength(14)
        self.hint = ElidedLabel(role="muted")
        self.again = _button("Compute again", "Compute the figures anew", "compute_again")
        self.copy = _button(
            "Copy methods",
            "Copy the sentences for a report on how this was done, with a table by variable",
            "copy_methods",
        )
        self.save = _button(
            "Save methods…",
            "Write them as a page for Word, LaTeX, Markdown, text or CSV, or their references",
            "save_methods",
        )
        self.export = _button(
            "Export figures…", "Write all figures to CSV or JSON", "export_figures"
        )
        self.units = _button(
            "Units…",
            "Write a table with a row for each unit and each coder, and how far they agree on it",
            "export_units_here",
        )
        self.units.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.coders)
        row.addStretch(1)
        for button in (self.again, self.copy, self.save, self.export, self.units):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, HALF, GRID, HALF)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.coders.hide()
        self.coders.currentIndexChanged.connect(self.chosen)

    def offer(self, sets: Sequence[Handles]) -> None:
        """Offer pairs of coders, all together, and each against gold."""
        entries: list[tuple[str, object]] = [(coders_told(one), one) for one in sets]
        self.coders.offer(entries, self.coders.currentData())
        self.coders.show()

    def handles(self) -> Handles:
        """Return the coders whose figures are shown."""
        return self.coders.currentData() or ()

    def enable(self, *, on: bool, methods: bool = True) -> None:
        """Allow what needs figures, or not; methods need figures of coders among themselves."""
        for button in (self.copy, self.save):
            button.setEnabled(on and methods)
        self.export.setEnabled(on)


def _button(text: str, does: str, command: str) -> QPushButton:
    button = QPushButton(text, autoDefault=False)
    set_tool_tip(button, with_key(does, command))
    return button
