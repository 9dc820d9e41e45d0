"""What columns hold, kept for the next tables, and in files for others."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.formats.tables.kept import KeptColumns, read_kept, write_kept
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import GAP, secondary_button
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal
from annotator.workflow.importing.kept_columns import forget_columns, keep_columns, kept_columns

_KINDS = "Kept columns (*.json)"
_NAME = "columns.json"


class KeptRow(QWidget):
    """Says whether the columns of the table that is shown are kept, and keeps them."""

    taken = Signal()
    """Columns from a file are kept now: tables may be others for it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._mapping: dict[str, str] = {}
        self.kept = kept_columns()
        """What is kept on this computer."""
        self.box = QCheckBox("&Keep for these columns")
        self.box.setToolTip("The next table with the same columns is then taken in the same way.")
        self.box.toggled.connect(self._keep)
        self.export_button = secondary_button("E&xport…", self._export)
        self.export_button.setToolTip("Write what the columns hold into a file, for others.")
        self.take_button = secondary_button("From fi&le…", self._take)
        self.take_button.setToolTip("Take what columns hold from a file that somebody exported.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.box, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.export_button)

    def show_mapping(self, mapping: Mapping[str, str]) -> None:
        """Show whether just this is kept."""
        self._mapping = dict(mapping)
        self.box.setEnabled(bool(mapping))
        self.export_button.setEnabled(bool(mapping))
        self.box.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.box.setChecked(bool(mapping) and self.kept.has(mapping))
        self.box.blockSignals(False)  # noqa: FBT003 - Qt's own

    def mapped(self, mapping: Mapping[str, str]) -> None:
        """Let what is kept follow what the user has chosen."""
        self._mapping = dict(mapping)
        if self.box.isChecked():
            self._keep()

    def _keep(self) -> None:
        try:
            change = keep_columns if self.box.isChecked() else forget_columns
            self.kept = change(self._mapping)
        except UserError as error:
            show_refusal(self.window(), "The columns can’t be kept", error)
            self.show_mapping(self._mapping)

    def _export(self) -> None:
        path = choose_new(self.window(), self._settings, "Export columns", _KINDS, _NAME)
        if path is None:
            return
        try:
            write_kept(KeptColumns().with_table(self._mapping), path)
        except UserError as error:
            show_refusal(self.window(), "The columns can’t be exported", error)

    def _take(self) -> None:
        path = choose_existing(self.window(), self._settings, "Take columns from a file", _KINDS)
        if path is None:
            return
        try:
            self.kept = keep_columns(*(one.columns for one in read_kept(path).tables))
        except UserError as error:
            show_refusal(self.window(), "The columns can’t be taken", error)
            return
        self.taken.emit()
