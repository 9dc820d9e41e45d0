"""The export dialog: what goes into the file, how it will look, and where it goes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.formats.files.folder import ZIP
from annotator.formats.format import Format
from annotator.gui.exports.choices import ExportChoices
from annotator.gui.exports.preview import ExportPreview
from annotator.gui.exports.units import ask_and_write_units, asks_of_units
from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_FOLDER, Settings
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import documents, may_replace, show_refusal
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.project import Project
from annotator.workflow.exporting import (
    Exported,
    export,
    files_to_write,
    free_target,
    named_target,
    refuse_places,
    remembering,
    target_of_another,
)
from annotator.workflow.format_words import place_words
from annotator.workflow.pseudonyms.asking import refuse_key, write_key

_SIZE = QSize(980, 660)
_CHOICES_WIDTH = 328
_WIDEST_SHARE = 0.48
"""Which share of the dialog the choices may have where text is large and the screen is small."""


def likely_target(settings: Settings, project: Path, chosen: Format) -> Path:
    """Return a path named after the project at which there is nothing yet."""
    stored = settings.get(EXPORT_FOLDER)
    folder = Path(stored) if stored and Path(stored).is_dir() else project.absolute().parent
    folder = folder if folder.is_dir() else documents()
    return free_target(folder, project.stem, chosen)


def choose_target(parent: QWidget, start: Path, chosen: Format) -> tuple[Path, bool] | None:
    """Let the user choose a file or a new folder to write.

    Tell with it whether it was asked about that very name, should it be there.
    """
    exporter = chosen.exporter
    zipped = f"Zip of the folder (*{ZIP})"
    kinds = f"{exporter.title} (*{exporter.suffix})"
    kinds = f"Folder (*);;{zipped}" if exporter.folder else kinds
    path, kind = QFileDialog.getSaveFileName(parent, "Export to", str(start), kinds)
    if not path:
        return None
    if kind == zipped and Path(path).suffix.lower() != ZIP:
        return Path(f"{path}{ZIP}"), False
    return Path(path), True


def _missing(chosen: Format) -> str:
    """Say what has to be installed before a format can be written; nothing where it can be."""
    extra = chosen.exporter.extra
    return "" if extra is None or extra.is_here else extra.advice


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
        self.refusal = PlainLabel(role="danger", wrap=True, selectable=True)
        self.refusal.hide()
        self.advice = PlainLabel(wrap=True, selectable=True)
        self.units = secondary_button("&Unit by unit…", self._write_units)
        set_tool_tip(self.units, "Write a table with a row for each unit and each coder instead")
        self.units.setVisible(asks_of_units(session))
        self._lay_out()
        self.choices.changed.connect(self._chosen)
        self.choices.format.currentIndexChanged.connect(self._follow_format)
        self.preview.looked.connect(self.choices.options.refuse)
        self._look_soon = QTimer(self, singleShot=True, interval=0)  # it has its room by then
        self._look_soon.timeout.connect(self._show_refused)
        self.preview.looked.connect(self._look_where_refused)
        self.finished.connect(self.preview.stop)
        self.path.textEdited.connect(self._keep_path)
        self.path.textChanged.connect(self._check)
        self._follow_format()
        self._chosen()
        self.choices.format.setFocus()

    def _lay_out(self) -> None:
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        width = min(scaled(_CHOICES_WIDTH), int(self.width() * _WIDEST_SHARE))
        scroll.setFixedWidth(width)
        # Whether there is a bar or not, nothing moves.
        self.choices.setMaximumWidth(width - scroll.verticalScrollBar().sizeHint().width())
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.choices)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(scroll)
        middle.addWidget(self.preview, 1)
        where = QHBoxLayout()
        where.setSpacing(GAP)
        self.name = named("&Folder", self.path)
        self._name_width = self.name.sizeHint().width()
        where.addWidget(self.name)
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
        layout.addWidget(self.refusal)
        layout.addWidget(self.advice)
        layout.addLayout(bottom)

    def _chosen(self) -> None:
        chosen = self.choices.chosen
        missing = _missing(chosen)
        if missing:
            self.preview.explain("This is seen once it can be written.")
        else:
            self.preview.follow(chosen, self.choices.selection())

    # Where it goes

    def _follow_format(self) -> None:
        chosen = self.choices.chosen
        missing = _missing(chosen)
        self.advice.setText(missing)
        self.advice.setVisible(bool(missing))
        self.export_button.setVisible(not missing)
        self.name.setText("&Folder" if chosen.exporter.folder else "&File")
        self.name.setMinimumWidth(self._name_width)
        self.path.setAccessibleName(self.name.text().replace("&", ""))
        order_tabs(self)
        if self._own_path:
            self.path.setText(str(target_of_another(self.target(), chosen)))
        else:
            likely = likely_target(self._settings, self._project.path, chosen)
            self.path.setText(str(likely))

    def _keep_path(self) -> None:
        self._own_path = True

    def _check(self) -> None:
        named_file = bool(self.path.text().strip())
        self.export_button.setEnabled(named_file)
        self._say_refused("")
        told = place_words(self.choices.chosen, self.target()) if named_file else ""
        self.beside.setText(told)

    def target(self) -> Path:
        """Return the file to write, with the format's suffix."""
        path = Path(self.path.text().strip()).expanduser()
        return named_target(path, self.choices.chosen)

    def _browse(self) -> None:
        answer = choose_target(self, self.target(), self.choices.chosen)
        if answer is not None:
            path, asked = answer
            self._own_path = True
            self.path.setText(str(path))
            self._confirmed = path if asked and path == self.target() else None

    # Writing it

    def _write_units(self) -> None:
        ask_and_write_units(self, self._session, self._settings)

    def accept(self) -> None:
        """Write the file in the background."""
        target = self.target()
        if not self.path.text().strip() or _missing(self.choices.chosen):
            return
        project, chosen = self._project, self.choices.chosen
        if not self._may_write(chosen, target):
            return
        selection, key = self.choices.selection(), self.choices.names.key

        def write(own: Project, reporter: Reporter) -> Exported:
            own.stop_when(lambda: reporter.cancelled)  # SQLite may read for seconds in one go
            done = export(own, target, chosen.id, selection, reporter)
            if key is not None and selection.pseudonyms is not None:
                write_key(own, selection.pseudonyms, key)
            return done

        job = Job(on_sibling(project, write)).after(self._waiting).on_success(self._done)
        self.preview.stop()  # both would be slower
        job.on_refusal(self._refused).on_cancel(self._chosen).run(self, "Exporting")

    def _remember_study(self) -> None:
        """Let the project know what was said of it, where somebody may say so."""
        chosen, said = self.choices.chosen, self.choices.of_study()
        edit = remembering(self._project, chosen, said)
        if edit is not None and self._session.may_review:
            self._session.apply(edit)

    def _refused(self, error: UserError) -> None:
        """Say why nothing was written, beside the choice that it is about if it is about one."""
        self._chosen()
        if self.choices.options.refuse(error):
            self.choices.options.go_to_refused()
        else:
            show_refusal(self, "Nothing was exported", error)

    def _look_where_refused(self, _error: object) -> None:
        self._look_soon.start()

    def _show_refused(self) -> None:
        """Scroll to what is said against the choice at hand: it stands below that."""
        said = self.choices.options.refused()
        if said is not None:
            self._scroll.ensureWidgetVisible(said)

    def _say_refused(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        self.path.setAccessibleDescription(words)

    def _may_write(self, chosen: Format, target: Path) -> bool:
        targets = files_to_write(chosen, target)
        try:
            refuse_places(chosen, target)
            names = self.choices.names
            if names.key is not None and names.pseudonyms is not None:
                refuse_key(names.key, target)
        except UserError as error:
            self._say_refused(str(error))
            self.path.setFocus()
            self.path.selectAll()
            return False
        there = [one for one in targets if one.exists() and one != self._confirmed]
        return all(may_replace(self, one) for one in there)

    def _done(self, exported: Exported) -> None:
        self.exported = exported
        self.choices.remember()
        self._remember_study()
        self._settings.set(EXPORT_FOLDER, str(exported.path.absolute().parent))
        super().accept()
