"""Above the figures: the code that they are of, what proposes for it and why, and two buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, set_tool_tip


class QualityHead(QWidget):
    """A choice of codes, what is in use, a hint."""

    code_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.codes = ArrowKeyCombo("Code")
        self.codes.setMinimumContentsLength(12)
        self.in_use = PlainLabel(wrap=True)
        self.hint = ElidedLabel(role="muted")
        self.again = QPushButton("Measure again", autoDefault=False)
        set_tool_tip(
            self.again, with_key("Measure on the articles that are finished now", "measure_again")
        )
        self.export = QPushButton("Export figures…", autoDefault=False)
        set_tool_tip(self.export, with_key("Write all figures to CSV or JSON", "export_quality"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.codes)
        row.addWidget(self.hint, 1)
        for button in (self.again, self.export):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, HALF, GRID, HALF)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.in_use)
        self.codes.hide()
        self.in_use.hide()
        self.codes.currentIndexChanged.connect(self.code_changed)

    @property
    def code(self) -> str:
        """The id of the code at hand; empty for none."""
        return self.codes.currentData() or ""

    def offer(self, codes: list[tuple[str, str]]) -> None:
        """Offer codes (ids and names); one alone needs no choice."""
        entries: list[tuple[str, object]] = [(name, ident) for ident, name in codes]
        self.codes.offer(entries, self.codes.currentData())
        self.codes.setVisible(len(codes) > 1)
        self.in_use.setVisible(bool(codes))

    def say(self, words: str, *, stale: bool) -> None:
        """Say how the figures came to be, or that they are of before."""
        self.hint.setText(words)
        self.hint.set_role("strong" if stale else "muted")

    def say_in_use(self, why: str) -> None:
        """Say what proposes now, and why."""
        self.in_use.setText(why if not why or why.endswith(".") else f"{why}.")

    def enable(self, *, export: bool) -> None:
        """Allow exporting, or not."""
        self.export.setEnabled(export)
