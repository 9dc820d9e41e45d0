"""The row of a dialog that says whose names are replaced, and lets choose them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.analysis.pseudonyms.naming import Pseudonyms
from annotator.domain.people import Actor
from annotator.domain.wording import counted
from annotator.gui.pseudonyms.names import NamesDialog
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, run_dialog, secondary_button
from annotator.store.project import Project


class NamesRow(QWidget):
    """Hidden where there are no actors; `pseudonyms` and `key` are what was chosen last.

    With `needs_key` the names are only replaced with a key, by which work comes back.
    """

    changed = Signal()

    def __init__(self, project: Project, settings: Settings, *, needs_key: bool = False) -> None:
        super().__init__()
        self._project = project
        self._settings = settings
        self._needs_key = needs_key
        self.pseudonyms: Pseudonyms | None = None
        self.key: Path | None = None
        self.button = secondary_button("&Replace names…", self._ask)
        self.told = PlainLabel(role="muted", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.button)
        layout.addWidget(self.told, 1)
        if not project.find(Actor):
            self.hide()

    def _ask(self) -> None:
        ticked = self.pseudonyms.names if self.pseudonyms is not None else ()
        asked = NamesDialog(
            self._project,
            self._settings,
            ticked,
            self.key,
            self.window(),
            needs_key=self._needs_key,
        )
        if run_dialog(asked).result() != NamesDialog.DialogCode.Accepted:
            return
        self.pseudonyms, self.key = asked.pseudonyms, asked.key
        count = len(self.pseudonyms.names) if self.pseudonyms is not None else 0
        self.told.setText(f"of {counted(count, 'actor')}" if count else "")
        self.changed.emit()
