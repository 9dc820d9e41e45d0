"""The export dialog: what goes into the file, how it will look, and where it goes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.formats.format import Format
from annotator.gui.exports.choices import ExportChoices
from annotator.gui.exports.preview import ExportPreview
from annotator.gui.exports.units import ask_and_write_units, asks_of_units
from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_FOLDER, Settings
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import documents, show_refusal
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.exporting import Exported, export, files_to_write, free_target, named_target

_SIZE = QSize(980, 660)
_CHOICES_WIDTH = 328


def likely_target(settings: Settings, project: Path, chosen: Format) -> Path:
    """Return a path named after the project at which there is nothing yet."""
    stored = settings.get(EXPORT_FOLDER)
    folder = Path(stored) if stored and Path(stored).is_dir() else project.absolute().parent
    folder = folder if folder.is_dir() else documents()
    return free_target(folder, project.stem, chosen)


def choose_target(parent: QWidget, start: Path, chosen: Format) -> Path | None:
    """Let the user choose a file to write; overwriting is asked about."""
    kinds = f"{chosen.exporter.title} (*{chosen.exporter.suffix})"
    path, _ = QFileDialog.getSaveFileName(parent, "Export to", str(start), kinds)
    return Path(path) if path else None


def may_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether a file that is there may be replaced."""
    buttons = QMessageBox.StandardButton
    title = f"{path.name} is there already"
    box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText("The export would take its place.")
    replace = box.addButton("&Replace", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(buttons.Cancel))
    run_dialog(box)
    return box.clickedButton() is replace


class ExportDialog(Dialog):
    """Enter writes the file; `exported` says what and where then."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        selected: Sequence[str] = (),
        visible: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "export", "Export", _SIZE)
        self._session = session
        self._project = session.project
        self._waiting = session.waiting
        self.exported: Exported | None = None
        self._own_path = False
        self._confirmed: Path | None = None
        self.choices = ExportChoices(session.project, settings, selected, visible)
        self.preview = ExportPreview(session.project)
        self.path = QLineEdit()
        self.beside = ElidedLabel(role="muted")
        self.units = secondary_button("&Unit by unit…", self._write_units)
        set_tool_tip(self.units, "Write a table with a row for each unit and each coder instead")
        self.units.setVisible(asks_of_units(session))
        self._lay_out()
        self.choices.changed.connect(self._chosen)
        self.choices.format.currentIndexChanged.connect(self._follow_format)
        self.path.textEdited.connect(self._keep_path)
        self.path.textChanged.connect(self._check)
        self._follow_format()
        self._chosen()
        self.choices.format.setFocus()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(scaled(_CHOICES_WIDTH))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.choices)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(scroll)
        middle.addWidget(self.preview, 1)
        where = QHBoxLayout()
        where.setSpacing(GAP)
        where.addWidget(named("&File", self.path))
        where.addWidget(self.path, 1)
        where.addWidget(secondary_button("Bro&wse…", self._browse))
        buttons, self.export_button = answer_buttons(self, "&Export")
        bottom = QHBoxLayout()
        bottom.addWidget(self.units)
        bottom.addWidget(self.beside, 1)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(middle, 1)
        layout.addLayout(where)
        layout.addLayout(bottom)

    def _chosen(self) -> None:
        self.preview.follow(self.choices.chosen, self.choices.selection())

    # Where it goes

    def _follow_format(self) -> None:
        chosen = self.choices.chosen
        if self._own_path:
            self.path.setText(str(self.target().with_suffix(chosen.exporter.suffix)))
        else:
            likely = likely_target(self._settings, self._project.path, chosen)
            self.path.setText(str(likely))

    def _keep_path(self) -> None:
        self._own_path = True

    def _check(self) -> None:
        named_file = bool(self.path.text().strip())
        self.export_button.setEnabled(named_file)
        beside = self.choices.chosen.beside if named_file else None
        self.beside.setText(f"Beside it: {beside.path(self.target()).name}" if beside else "")

    def target(self) -> Path:
        """Return the file to write, with the format's suffix."""
        path = Path(self.path.text().strip()).expanduser()
        return named_target(path, self.choices.chosen)

    def _browse(self) -> None:
        chosen = choose_target(self, self.target(), self.choices.chosen)
        if chosen is not None:
            self._own_path = True
            self.path.setText(str(chosen))
            self._confirmed = self.target() if self.target() == chosen else None

    # Writing it

    def _write_units(self) -> None:
        ask_and_write_units(self, self._session, self._settings)

    def accept(self) -> None:
        """Write the file in the background."""
        target = self.target()
        if not self.path.text().strip():
            return
        project, chosen = self._project, self.choices.chosen
        if not self._may_write(files_to_write(chosen, target)):
            return
        selection = self.choices.selection()

        def write(own: Project, reporter: Reporter) -> Exported:
            return export(own, target, chosen.id, selection, reporter)

        job = Job(on_sibling(project, write)).after(self._waiting).on_success(self._done)
        job.on_refusal(partial(show_refusal, self, "Nothing was exported")).run(self, "Exporting")

    def _may_write(self, targets: Sequence[Path]) -> bool:
        try:
            refuse_targets(*targets)
        except UserError as error:
            show_refusal(self, "Nothing was exported", error)
            return False
        there = [one for one in targets if one.exists() and one != self._confirmed]
        return all(may_replace(self, one) for one in there)

    def _done(self, exported: Exported) -> None:
        self.exported = exported
        self.choices.remember()
        self._settings.set(EXPORT_FOLDER, str(exported.path.absolute().parent))
        super().accept()
