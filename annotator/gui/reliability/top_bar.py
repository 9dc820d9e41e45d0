"""Above the figures: whose they are, and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.workflow.reliability.rows import Handles


class TopBar(QWidget):
    """A choice of coders, a hint, three buttons."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.coders = ArrowKeyCombo("Whose agreement")
        self.coders.setMinimumContentsLength(14)
        self.hint = ElidedLabel(role="muted")
        self.again = _button("Compute again", "Compute the figures anew", "compute_again")
        self.copy = _button(
            "Copy methods", "Copy the sentences for a report on how this was done", "copy_methods"
        )
        self.export = _button(
            "Export figures…", "Write all figures to CSV or JSON", "export_figures"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.coders)
        row.addWidget(self.hint, 1)
        for button in (self.again, self.copy, self.export):
            row.addWidget(button)
        self.coders.hide()
        self.coders.currentIndexChanged.connect(self.chosen)

    def offer(self, sets: Sequence[Handles]) -> None:
        """Offer pairs of coders and all together."""
        entries: list[tuple[str, object]] = [
            (f"All {len(one)} together" if len(one) > 2 else " and ".join(one), one) for one in sets
        ]
        self.coders.offer(entries, self.coders.currentData())
        self.coders.show()

    def handles(self) -> Handles:
        """Return the coders whose figures are shown."""
        return self.coders.currentData() or ()

    def enable(self, *, on: bool) -> None:
        """Allow what needs figures, or not."""
        self.copy.setEnabled(on)
        self.export.setEnabled(on)


def _button(text: str, does: str, command: str) -> QPushButton:
    button = QPushButton(text, autoDefault=False)
    set_tool_tip(button, with_key(does, command))
    return button
