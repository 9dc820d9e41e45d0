"""A choice of the machines from which somebody has written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from annotator.domain.wording import counted
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.wording.dates import short_moment
from annotator.store.merging.whose_work import Machine


class MachineChoice(ComboBox):
    """Machines by when they were used, the one with the fewest edits first."""

    @property
    def device(self) -> str:
        """The id of the machine that is chosen; empty for none."""
        return str(self.currentData() or "")

    def show_machines(self, machines: Sequence[Machine]) -> None:
        """Offer other machines: who came later is more likely somebody else."""
        self.clear()
        for one in sorted(machines, key=lambda one: (one.edits, one.device)):
            first, last = short_moment(one.first), short_moment(one.last)
            when = first if first == last else f"{first} – {last}"
            self.addItem(f"{counted(one.edits, 'edit')}, {when}", one.device)
            place = self.count() - 1
            self.setItemData(place, tool_tip(f"Machine {one.device}"), Qt.ItemDataRole.ToolTipRole)
