"""Bringing colleagues' project files in: what they would do, to look through before it is done."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.team.detail import DetailPane
from annotator.gui.widgets.basic import ElidedLabel
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.dropping import FileDrops
from annotator.gui.widgets.file_dialogs import PROJECTS, SUFFIX, last_folder, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import DOWN, splitter
from annotator.store.merging.report import (
    FileReport,
    MergePreview,
    ProposalKey,
    notes_in_words,
)
from annotator.store.project import Project
from annotator.workflow.whose_work import all_as_whom, preview_as

_SIZE = QSize(980, 620)
_LEAST = QSize(860, 500)
_HEADINGS = ("File", "From", "Articles", "New", "Changed", "Deleted", "Conflicts", "")
_WIDTHS = {1: 88, 2: 84, 3: 52, 4: 68, 5: 64, 6: 72, 7: 276}
_TITLE = "Bring in"


def bring_in(
    parent: QWidget | None,
    session: Session,
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    may_open: bool = False,
    as_steps: bool = False,
) -> Path | None:
    """Show what files bring, asking for them when none are given, and bring them in if wanted.

    With `may_open` the user may rather open a single file; its path is returned then. With
    `as_steps` one's own edits in them remain steps of undo.
    """
    chosen = list(paths) or choose_files(parent, settings)
    if not chosen:
        return None
    dialog = BringInDialog(session, settings, chosen, parent, may_open=may_open, as_steps=as_steps)
    run_dialog(dialog)
    wanted = dialog.open_instead
    tell_brought(session, dialog, as_steps=as_steps)
    return wanted


def tell_brought(session: Session, dialog: "BringInDialog", *, as_steps: bool = False) -> None:
    """Let every view refresh from what a dialog brought in, and say what that was."""
    changes, preview = dialog.changes, dialog.brought
    if dialog.people_named is not None:
        session.publish(dialog.people_named)
    if changes is not None and preview is not None:
        session.publish(changes)
        undoes = "takes your edits back one by one" if as_steps else "undoes"
        session.told.emit(f"{summary(preview)} — {key_of('undo')} {undoes}")


def choose_files(parent: QWidget | None, settings: Settings) -> list[Path]:
    """Let the user choose project files."""
    start = str(last_folder(settings))
    chosen, _ = QFileDialog.getOpenFileNames(parent, _TITLE, start, PROJECTS)
    if chosen:
        settings.set(LAST_FOLDER, str(Path(chosen[0]).parent))
    return [Path(one) for one in chosen]


def summary(preview: MergePreview) -> str:
    """Say what came in: "Brought in from ana, ben: 120 new, 3 changed"."""
    files = [one for one in preview.files if one.edits]
    coders = list(dict.fromkeys(handle for one in files for handle in one.coders))
    return f"Brought in from {', '.join(coders) or 'nobody'}: {counts_in_words(files)}"


class BringInDialog(Dialog):
    """Enter brings the files in; `changes` is what that did, `brought` what it told of it.

    `open_instead` is the file that the user would rather open.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        paths: Sequence[Path] = (),
        parent: QWidget | None = None,
        *,
        may_open: bool = False,
        as_steps: bool = False,
    ) -> None:
        super().__init__(parent, settings, "bring_in", _TITLE, _SIZE)
        self._session = session
        self._may_open = may_open
        self._as_steps = as_steps
        self._paths: list[Path] = []
        self._mapping: dict[str, str] = {}
        self._take: frozenset[ProposalKey] = frozenset()
        self._people: dict[str, str] = {}
        self.people_named: Changes | None = None
        """What saying as whom people come in did, which is an edit of its own."""
        self.preview: MergePreview | None = None
        self.changes: Changes | None = None
        self.brought: MergePreview | None = None
        self.open_instead: Path | None = None
        self.setMinimumSize(_LEAST)
        FileDrops(self, self.add, lambda path: path.suffix == SUFFIX)
        self._make_parts()
        self._lay_out()
        self._show_preview()
        # Once the dialog is there, so that progress is shown over it.
        QTimer.singleShot(0, self, lambda: self.add(paths))

    def _make_parts(self) -> None:
        self.add_files = secondary_button("&Add files…", self._choose)
        self.take_out = secondary_button("&Leave out", self._leave_out)
        self.opening = secondary_button("&Open instead", self._open)
        self.table = PlainTable("Files", _HEADINGS, 0, _WIDTHS, numbers=range(2, 7), of_files=True)
        self.table.currentCellChanged.connect(self._show_detail)
        session = self._session
        seen = session.visibility.when_reviewing()
        self.detail = DetailPane(session.project, session.codebook, seen)
        self.detail.mapped.connect(self._map)
        self.detail.taken.connect(self._choose_proposals)
        self.detail.named.connect(self._come_in_as)
        self.summary = ElidedLabel(role="muted")
        self._buttons, self.bring = answer_buttons(self, "&Bring in")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.add_files)
        top.addWidget(self.take_out)
        top.addWidget(self.opening)
        top.addStretch(1)
        middle = splitter(DOWN, self.table, self.detail)
        middle.setSizes([240, 240])
        bottom = QHBoxLayout()
        bottom.addWidget(self.summary, 1)
        bottom.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(middle, 1)
        layout.addLayout(bottom)

    # The files

    def add(self, paths: Sequence[Path]) -> None:
        """Look at further files."""
        known = {path.absolute() for path in self._paths}
        more = [path for path in dict.fromkeys(paths) if path.absolute() not in known]
        if more:
            self._look([*self._paths, *more], self._mapping)

    def _choose(self) -> None:
        self.add(choose_files(self, self._settings))

    def _leave_out(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._paths):
            self._look([*self._paths[:row], *self._paths[row + 1 :]], self._mapping)

    def _map(self, theirs: str, ours: str) -> None:
        self._look(self._paths, {**self._mapping, theirs: ours})

    def _choose_proposals(self) -> None:
        """Note what is to be taken of the file at hand, beside what is of the others."""
        row = self.table.currentRow()
        shown = {one.key for one in self._files[row].proposals} if row >= 0 else set[ProposalKey]()
        chosen = {one.key for one in self.detail.proposals.chosen()}
        self._take = self._take - shown | chosen

    def _come_in_as(self, theirs: str, ours: str) -> None:
        """Look anew: what of somebody's file counts depends on who they are."""
        if self._people.get(theirs, theirs) != ours:
            self._people[theirs] = ours
            self._look(self._paths, self._mapping)

    def _open(self) -> None:
        self.open_instead = self._paths[0] if self._paths else None
        self.reject()

    # Looking at them

    def _look(self, paths: list[Path], mapping: Mapping[str, str]) -> None:
        """Find out what these files would do; when cancelled, all stays as it was."""
        project, others = self._session.project, self._others

        def look(own: Project, reporter: Reporter) -> MergePreview:
            reporter.enter("Comparing with the project")
            return preview_as(own, paths, others, mapping, reporter)

        def show(preview: MergePreview) -> None:
            self._paths, self._mapping = list(paths), dict(mapping)
            self.preview = preview
            self._show_preview()

        job = Job(on_sibling(project, look)).on_success(show).on_refusal(self._refused)
        job.on_cancel(self._show_preview).run(self, "Reading files")

    def _refused(self, error: UserError) -> None:
        self._show_preview()
        show_refusal(self, "The files can't be looked at", error)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are looked at, without those that were left out."""
        return tuple(self._paths)

    @property
    def _others(self) -> dict[str, str]:
        """Handles in the files that come in as others, with these."""
        return {theirs: ours for theirs, ours in self._people.items() if theirs != ours}

    @property
    def _files(self) -> tuple[FileReport, ...]:
        return self.preview.files if self.preview else ()

    def _show_preview(self) -> None:
        self.table.show_rows([_row(one) for one in self._files])
        brings = self.preview is not None and self.preview.brings_something
        self.bring.setEnabled(brings)
        self.take_out.setEnabled(bool(self._files))
        self.opening.setVisible(self._may_open and len(self._paths) == 1)
        self.summary.setText(_told(self._files, brings=brings))
        self._show_detail()
        if brings:
            self.bring.setFocus()

    def _show_detail(self, *_: object) -> None:
        row = self.table.currentRow()
        report = self._files[row] if 0 <= row < len(self._files) else None
        self.detail.show_report(report, self._mapping, self._people, self._take)

    # Bringing in

    def accept(self) -> None:
        """Bring the files in, in the background."""
        if self.preview is None or not self.preview.brings_something:
            return
        paths, mapping, project = self._paths, self._mapping, self._session.project
        as_steps, preview, take = self._as_steps, self.preview, self._take
        others = self._others

        def write(own: Project, reporter: Reporter) -> tuple[Changes, MergePreview]:
            edit = all_as_whom(own, preview, others)
            self.people_named = own.apply(edit) if edit is not None else None
            reporter.enter("Bringing in")
            return own.bring_in(paths, mapping, reporter, as_steps=as_steps, take=take)

        job = Job(on_sibling(project, write)).on_success(self._brought_in)
        job.after(self._session.waiting)
        job.on_refusal(partial(show_refusal, self, "Nothing was brought in")).run(self, _TITLE)

    def _brought_in(self, brought: tuple[Changes, MergePreview]) -> None:
        self.changes, self.brought = brought
        super().accept()


def _row(one: FileReport) -> tuple[str | int, ...]:
    if one.error:
        return one.name, "", "", "", "", "", "", "can't be brought in"
    number = QLocale().toString
    new = f" ({number(one.new_articles)} new)" if one.new_articles else ""
    who = ", ".join(one.coders)
    counts = one.new, one.changed, one.deleted, len(one.conflicts)
    return (one.name, who, f"{number(one.articles)}{new}", *counts, remark(one))


def remark(one: FileReport) -> str:
    """Say in a few words what is to be looked at in a file."""
    if not one.edits:
        return "nothing new"
    parts = ["who is it?" if one.newcomers else ""]
    parts += ["clock ahead" if one.clock else ""]
    parts += [f"{len(one.refused)} refused" if one.refused else ""]
    parts.append(f"{QLocale().toString(one.waiting)} wait" if one.waiting else "")
    parts.append("codes differ" if one.codebook else "")
    parts.append(f"{len(one.proposals)} proposed" if one.proposals else "")
    parts.append("part left out" if one.not_applied else "")
    parts.append(f"{QLocale().toString(one.gold_twice)} twice in gold" if one.gold_twice else "")
    parts.append("changes locked gold" if one.in_locked else "")
    parts.append(counted(len(one.notes), "note") if one.notes else "")
    parts.append(counted(len(one.new_coders), "new coder") if one.new_coders else "")
    parts.append("assignments" if one.assignments else "")
    return " · ".join(part for part in parts if part)


def _told(files: Sequence[FileReport], *, brings: bool) -> str:
    if not files:
        return "Add the files that came back; nothing is written before you bring them in."
    if not brings:
        return "Nothing new in these files."
    return f"{counts_in_words(files)} — nothing is written yet"


def counts_in_words(files: Sequence[FileReport]) -> str:
    """Say how many annotations are new, changed and deleted: "120 new, 3 changed"."""
    counts = {
        "new": sum(one.new for one in files),
        "changed": sum(one.changed for one in files),
        "deleted": sum(one.deleted for one in files),
    }
    corrected = sum(one.corrected for one in files)
    counts[f"{noun(corrected, 'article')} corrected"] = corrected
    number = QLocale().toString
    parts = [f"{number(count)} {word}" for word, count in counts.items() if count]
    if notes := notes_in_words(note for one in files for note in one.notes):
        parts.append(notes)
    return ", ".join(parts) or "no annotations, but other changes"
