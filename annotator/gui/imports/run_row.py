"""Saying that the labels of files are a program's: one run, with what is known of it."""

import datetime as dt
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.domain.runs import Run
from annotator.formats.files.encodings import bounded_bytes
from annotator.gui.commands.key_events import is_enter
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, named, secondary_button
from annotator.workflow.importing.as_run import run_named

_WIDTHS = {"name": 132, "model": 116, "version": 72}
_NAMES = {"name": "Na&me", "model": "M&odel", "version": "&Version"}
_PROMPT = "&Prompt…"


class RunRow(QWidget):
    """Off, labels are people's; on and named, they are all those of one run."""

    changed = Signal()
    """Another run is meant, or none any more."""

    def __init__(self) -> None:
        super().__init__()
        self.on = QCheckBox("These &labels are a program’s")
        self.lines = {name: _Line() for name in _NAMES}
        self.lines["name"].setText(f"Run {dt.datetime.now(dt.UTC).date().isoformat()}")
        self.prompt = secondary_button(_PROMPT, self._choose_prompt)
        set_tool_tip(self.prompt, "The file with what the model was told; its SHA-256 is kept")
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self._sha256 = ""
        self._told: Run | None = None
        self._lay_out()
        self.on.toggled.connect(self._toggled)
        for line in self.lines.values():
            line.editingFinished.connect(self._tell)
        self._toggled()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.on)
        self._names = [named(_NAMES[name], line) for name, line in self.lines.items()]
        for (name, line), label in zip(self.lines.items(), self._names, strict=True):
            line.setFixedWidth(scaled(_WIDTHS[name]))
            row.addWidget(label)
            row.addWidget(line)
        row.addWidget(self.prompt)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.problem)

    @property
    def run(self) -> Run | None:
        """The run that is meant, without ids; None where labels are people's."""
        name = self.lines["name"].text().strip()
        if not self.on.isChecked() or not name or self._refusal(name):
            return None
        model, version = (self.lines[one].text().strip() for one in ("model", "version"))
        return Run(
            id="",
            coder="",
            name=name,
            model=model,
            version=version,
            prompt_sha256=self._sha256,
        )

    def _refusal(self, name: str) -> str:
        """Return why a run can't have a name, or nothing."""
        try:
            run_named(name)
        except UserError as error:
            return error.message
        return ""

    def _toggled(self, *_: object) -> None:
        on = self.on.isChecked()
        for one in (*self._names, *self.lines.values(), self.prompt):
            one.setVisible(on)
        if on and self.isVisible():
            self.lines["name"].selectAll()
            self.lines["name"].setFocus()
        self._tell()

    def _tell(self) -> None:
        name, on = self.lines["name"].text().strip(), self.on.isChecked()
        self._say(self._refusal(name) if on and name else "")
        if self.run != self._told:
            self._told = self.run
            self.changed.emit()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _choose_prompt(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "What the model was told")
        if chosen:
            self.take_prompt(Path(chosen))

    def take_prompt(self, path: Path) -> None:
        """Keep the fingerprint of what a model was told."""
        try:
            self._sha256 = sha256(bounded_bytes(path)).hexdigest()
        except UserError as error:
            self._say(str(error))
            return
        self.prompt.setText(path.name.replace("&", "&&"))
        self._tell()


class _Line(QLineEdit):
    """A line whose Enter takes what is typed, and does not import before it was read so."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here."""
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()
