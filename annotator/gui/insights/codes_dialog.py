"""The dialog in which one says whose labels are counted, by code."""

from collections.abc import Collection

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook
from annotator.gui.look.sizes import row_height
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, secondary_button
from annotator.gui.widgets.tick_list import TickList

_SIZE = QSize(420, 520)


class CountedCodesDialog(Dialog):
    """Codes to tick; none ticked means the usual ones of the view."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        codebook: Codebook,
        chosen: Collection[str],
    ) -> None:
        super().__init__(parent, settings, "insight_codes", "Labels of which codes", _SIZE)
        self.list = TickList("Codes")
        for code in codebook.without_headings():
            self.list.add(code.name, code.id, on=code.id in chosen, height=row_height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        hint = "The labels of ticked codes are counted; with none ticked, those usual for the view."
        layout.addWidget(PlainLabel(hint, role="muted", wrap=True))
        layout.addWidget(self.list, 1)
        buttons, _ = answer_buttons(self, "&Count them")
        self.usual = secondary_button("&Usual codes", self._tick_none)
        buttons.addButton(self.usual, buttons.ButtonRole.ResetRole)
        layout.addWidget(buttons)
        if self.list.count():
            ids = [code.id for code in codebook.without_headings()]
            self.list.setCurrentRow(next((n for n, one in enumerate(ids) if one in chosen), 0))
        self.list.setFocus()

    def _tick_none(self) -> None:
        self.list.tick(())

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes (ids) that are ticked, in the codebook's order."""
        return tuple(self.list.ticked())
