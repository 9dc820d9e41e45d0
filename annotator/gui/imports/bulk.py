"""What is said of all incoming articles at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.article import STANDARD_META
from annotator.domain.runs import Run
from annotator.formats.files.dates import iso
from annotator.formats.files.headings import DATES
from annotator.gui.imports.run_row import RunRow
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, named, secondary_button
from annotator.workflow.importing.as_run import run_named

_WIDTH = 176


class BulkRow(QWidget):
    """Sets one metadata value on all articles."""

    decided = Signal(str, str)
    """The metadata key and its value."""

    def __init__(self) -> None:
        super().__init__()
        self.key = ComboBox()
        for one in STANDARD_META:
            self.key.addItem(one.replace("_", " ").capitalize(), one)
        self.value = QLineEdit()
        self.value.setFixedWidth(scaled(_WIDTH))
        self.value.setAccessibleName("Value for all articles")
        self.button = secondary_button("&Set for all", self._decide)
        self.value.textChanged.connect(self._check)
        self._check("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(named("For &all", self.key))
        row.addWidget(self.key)
        row.addWidget(self.value)
        row.addWidget(self.button)
        row.addStretch(1)

    def _check(self, value: str) -> None:
        self.button.setEnabled(bool(value.strip()))

    def _decide(self) -> None:
        key, value = str(self.key.currentData()), self.value.text().strip()
        self.decided.emit(key, iso(value) if key in DATES else value)


class AnnotatedRow(QWidget):
    """How annotations that come with articles are taken."""

    changed = Signal()

    def __init__(self, coder: str) -> None:
        super().__init__()
        self._coder = QLineEdit(coder)
        self._coder.setMaximumWidth(scaled(_WIDTH))
        self._read_for = coder
        self.extend = QCheckBox("Add codes and choices that the code&book lacks")
        self.run_row = RunRow()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(named("Annotations without a &coder are by", self._coder))
        row.addWidget(self._coder)
        row.addSpacing(2 * GAP)
        row.addWidget(self.extend)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.run_row)
        self.run_row.changed.connect(self._run_named)
        self._coder.editingFinished.connect(self._coder_named)
        self.extend.toggled.connect(self._toggled)

    @property
    def coder(self) -> str:
        """Whose annotations are that name no coder: the run’s, where all are one run’s."""
        run = self.run
        return self._read_for if run is None else run_named(run.name)

    @property
    def run(self) -> Run | None:
        """The run whose labels all of them are, if they are a program's."""
        return self.run_row.run

    def _run_named(self) -> None:
        self._coder.setEnabled(self.run is None)
        self.changed.emit()

    def _toggled(self) -> None:
        self.changed.emit()

    def _coder_named(self) -> None:
        handle = self._coder.text().strip()
        if handle != self._read_for:
            self._read_for = handle
            self.changed.emit()
