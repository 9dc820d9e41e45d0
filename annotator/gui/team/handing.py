"""Handing articles out to coders as files."""

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

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.rounds import apart_from_study
from annotator.domain.wording import counted
from annotator.gui.look.sizes import scaled
from annotator.gui.pseudonyms.row import NamesRow
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.team.choices import HandOutChoices
from annotator.gui.team.coder_list import CoderList
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.project import Project
from annotator.workflow.coders import coders_of
from annotator.workflow.hand_out import (
    Draw,
    PackagePlan,
    Share,
    assignments,
    drawn_for,
    package_plans,
    reviewed_coders,
    shares,
    summary,
    write_packages,
)
from annotator.workflow.pseudonyms.asking import refuse_key, told, write_key
from annotator.workflow.pseudonyms.copying import Masked

HandedOut = tuple[PackagePlan, Masked]
"""A package, and what was replaced in it."""
_SIZE = QSize(980, 660)
_LEAST = QSize(900, 560)
_CHOICES_WIDTH = 376
_HEADINGS = ("Coder", "Articles", "In common", "Already theirs", "File")
_WIDTHS = {0: 96, 1: 60, 2: 80, 3: 96}


def hand_out(
    parent: QWidget | None,
    session: Session,
    settings: Settings,
    selected: Sequence[str],
    visible: Sequence[str],
) -> None:
    """Let the user choose coders and articles, and write one package for each coder."""
    dialog = run_dialog(HandOutDialog(session, settings, selected, visible, parent))
    changes, written = dialog.changes, dialog.written
    if changes is None:
        return
    if changes.some:
        session.publish(changes)
    packages = counted(len(written), "package")
    replaced, left = _told_of_names(dialog.masked)
    session.told.emit("; ".join((f"{packages} written to {written[0].parent}", *replaced)))
    if left:
        _warn_of_names(parent, [*replaced, *left])


def _told_of_names(masked: Sequence[HandedOut]) -> tuple[list[str], list[str]]:
    """Say of each package what was replaced, and where names may be left; whose, if several."""
    replaced: list[str] = []
    left: list[str] = []
    for plan, one in masked:
        whose = f"{plan.path.name}: " if len(masked) > 1 else ""
        first, *others = (f"{whose}{line}" for line in told(one))
        replaced.append(first)
        left += others
    return replaced, left


def _warn_of_names(parent: QWidget | None, lines: Sequence[str]) -> None:
    title = "Names may be left in what was handed out"
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("\n".join(lines))
    box.addButton(QMessageBox.StandardButton.Close)
    run_dialog(box)


class HandOutDialog(Dialog):
    """Enter writes the packages; `changes` is what was assigned then, `written` the files."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        selected: Sequence[str] = (),
        visible: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "hand_out", "Hand out", _SIZE)
        self._session = session
        self.changes: Changes | None = None
        self.written: tuple[Path, ...] = ()
        self.masked: tuple[HandedOut, ...] = ()
        """What was replaced in each package that has pseudonyms."""
        rows = session.project.articles()
        self._assigned = assignments(rows)
        self._meta = {row.id: row.meta for row in rows}
        self._draw: Draw | None = None
        self._reviewed = reviewed_coders(session.project)
        self.choices = HandOutChoices(
            rows, self._coders(), selected, visible, apart_from_study(session.project)
        )
        self.table = PlainTable(
            "Who gets what", _HEADINGS, 4, _WIDTHS, numbers=range(1, 4), of_files=True
        )
        self.folder = QLineEdit(str(_likely_folder(settings, session.project.path)))
        self.names = NamesRow(session.project, settings, needs_key=True)
        self.summary = ElidedLabel(role="muted")
        self.setMinimumSize(_LEAST)
        self._lay_out()
        self.choices.reviewed.setChecked(bool(self._reviewed & set(self.choices.coders.chosen())))
        self.choices.changed.connect(self._show_shares)
        self.folder.textChanged.connect(self._show_shares)
        self._show_shares()
        first = self.choices.coders
        (first.list if self._shares else first.adding).setFocus()

    def _coders(self) -> CoderList:
        """Offer everybody; everybody but the lead is likely to get something."""
        known = coders_of(self._session.project)
        handles = sorted((one.handle for one in known), key=str.casefold)
        return CoderList(handles, [one for one in handles if one != self._session.coder])

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(scaled(_CHOICES_WIDTH))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.choices)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(PlainLabel("Who gets what", role="strong"))
        right.addWidget(self.table, 1)
        right.addWidget(self.summary)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(scroll)
        middle.addLayout(right, 1)
        where = QHBoxLayout()
        where.setSpacing(GAP)
        where.addWidget(named("&Folder", self.folder))
        where.addWidget(self.folder, 1)
        where.addWidget(secondary_button("Bro&wse…", self._browse))
        buttons, self.hand_out = answer_buttons(self, "Han&d out")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(middle, 1)
        layout.addLayout(where)
        below = QHBoxLayout()
        below.addWidget(self.names, 1)
        below.addWidget(buttons)
        layout.addLayout(below)

    # What would be written

    def _show_shares(self) -> None:
        wish = self.choices.wish()
        drawn = drawn_for(wish, self._meta)
        by = "weeks" if wish.weeks is not None else wish.by
        self._draw = None if drawn is None else Draw(drawn, wish.seed, by)
        self._shares = shares(wish, self._assigned, drawn)
        paths = {one.coder: one.path for one in self._plans()}
        self.table.show_rows([_row(share, paths.get(share.coder)) for share in self._shares])
        count = len(paths)
        self.hand_out.setText(f"Han&d out {counted(count, 'package')}" if count else "Han&d out")
        self.hand_out.setEnabled(count > 0)
        self.summary.setText(summary(self._shares) or self._nothing())

    def _nothing(self) -> str:
        if not self.choices.coders.chosen():
            return "Tick coders, or add new ones by their handles."
        return "No articles: nothing is assigned to these coders yet."

    def _folder(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    def _plans(self) -> list[PackagePlan]:
        """Return a package for everybody who gets something, under names that are free."""
        if not self.folder.text().strip():
            return []
        return package_plans(self._shares, self._folder(), self._session.project.path)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write packages to", str(self._folder()))
        if chosen:
            self.folder.setText(chosen)

    # Writing it

    def accept(self) -> None:
        """Write the packages in the background."""
        if self.choices.coders.adding.text().strip() and not self.choices.coders.take_typed():
            return
        plans, project = self._plans(), self._session.project
        if not plans:
            return
        reviewed, draw = self.choices.reviewed.isChecked(), self._draw
        names, key = self.names.pseudonyms, self.names.key

        masked: list[HandedOut] = []

        def write(own: Project, reporter: Reporter) -> Changes:
            if names is None or key is None:
                return write_packages(own, plans, draw=draw, reviewed=reviewed, progress=reporter)
            for plan in plans:
                refuse_key(key, plan.path)
            changes = write_packages(
                own,
                plans,
                draw=draw,
                reviewed=reviewed,
                pseudonyms=names,
                on_masked=lambda plan, one: masked.append((plan, one)),
                progress=reporter,
            )
            write_key(own, names, key)
            return changes

        job = Job(on_sibling(project, write)).on_success(partial(self._done, plans, masked))
        job.after(self._session.waiting)
        job.on_refusal(self._refused).on_cancel(self._session.refresh_from_disk)
        job.run(self, "Writing packages")

    def _done(
        self,
        plans: Sequence[PackagePlan],
        masked: Sequence[HandedOut],
        changes: Changes,
    ) -> None:
        self.changes = changes
        self.masked = tuple(masked)
        self.written = tuple(one.path for one in plans)
        self._settings.set(LAST_FOLDER, str(self.written[0].parent))
        super().accept()

    def _refused(self, error: UserError) -> None:
        self._session.refresh_from_disk()
        show_refusal(self, "Nothing was handed out", error)


def _row(share: Share, path: Path | None) -> tuple[str | int, ...]:
    name = path.name if path else "nothing to write"
    return share.coder, len(share.articles), share.common, share.already, name


def _likely_folder(settings: Settings, project: Path) -> Path:
    stored = Path(settings.get(LAST_FOLDER) or project.absolute().parent)
    return stored if stored.is_dir() else project.absolute().parent
