"""The annotations that were picked elsewhere and are listed alone, by their name."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.basic import ElidedLabel, IconButton
from annotator.store.reading.label_query import PickedLabels

_CROSS = 12


class PickedBar(QFrame):
    """Says which annotations are listed alone; its cross lists all again."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "picked")
        self.name = ElidedLabel(role="strong")
        self.cross = IconButton(
            icon("close"), "List all annotations again", key=key_of("all_annotations")
        )
        self.cross.setIconSize(QSize(_CROSS, _CROSS))
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.name, 1)
        row.addWidget(self.cross)
        self.cross.clicked.connect(self.cleared)
        self.hide()

    def show_picked(self, picked: PickedLabels | None) -> None:
        """Say what is listed alone; nothing where all is."""
        self.name.setText(picked.name if picked is not None else "")
        self.setVisible(picked is not None)
