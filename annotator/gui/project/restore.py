"""Going back to a backup: what each holds, what differs from today, and the ways back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.project.backing_up import backup_plan
from annotator.gui.project.bringing_back import BringBackDialog
from annotator.gui.project.restore_detail import DifferencePane
from annotator.gui.session.jobs import Job, LatestOnly
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.widgets.basic import ElidedLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button
from annotator.gui.widgets.file_dialogs import PROJECTS, SUFFIX, choose_new, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import DOWN, splitter
from annotator.gui.wording.dates import full_moment
from annotator.store.backups.restoring import restore
from annotator.store.backups.summary import BackupSummary
from annotator.workflow.backups.comparing import BackupDifference
from annotator.workflow.backups.looking import BackupList, backup_list, difference, today_of

_SIZE = QSize(900, 600)
_LEAST = QSize(780, 480)
_HEADINGS = ("Made", "Articles", "Labels", "Who worked since the one before", "Why", "Size")
_WIDTHS = {0: 168, 1: 72, 2: 72, 4: 148, 5: 76}
_WHO = 3
_SEVERAL = 3


def restore_backup(
    parent: QWidget, settings: Settings, path: Path, session: Session | None = None
) -> Path | None:
    """Show the backups of a project, which may be closed or damaged, and do what is wanted.

    `session` is the project where it is open. Return the restored project if it is to be opened.
    """
    dialog = run_dialog(RestoreDialog(settings, path, session, parent))
    if session is not None and dialog.changes is not None:
        session.publish(dialog.changes)
        session.told.emit(f"{dialog.changes.label} — {key_of('undo')} undoes")
    return dialog.restored if dialog.restored and dialog.opening.isChecked() else None


class RestoreDialog(Dialog):
    """Enter restores the selected backup; `restored` is the new file, `changes` what came back."""

    def __init__(
        self,
        settings: Settings,
        path: Path,
        session: Session | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "restore", f"Backups of {path.stem}", _SIZE)
        self._path = path
        self._session = session
        self._today = today_of(path, session.project if session is not None else None)
        self._list: BackupList | None = None
        self.difference: BackupDifference | None = None
        self.restored: Path | None = None
        self.changes: Changes | None = None
        self._comparing = LatestOnly(self)
        self._comparing.refused.connect(self._not_compared)
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        self._show_list(None)
        self._look()

    def _make_parts(self) -> None:
        self.summary = ElidedLabel(role="muted")
        self.table = PlainTable("Backups", _HEADINGS, _WHO, _WIDTHS, numbers=(1, 2, 5))
        self.table.currentCellChanged.connect(self._compare)
        self.detail = DifferencePane()
        self.opening = QCheckBox("&Open it then")
        self.opening.setChecked(True)
        self.bring = secondary_button("&Bring articles back…", self._bring_back)
        self.bring.setVisible(self._session is not None)
        box = self._buttons = QDialogButtonBox()
        self.into_file = box.addButton(
            "&Restore into a new file…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.into_file.setDefault(True)
        close = box.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        middle = splitter(DOWN, self.table, self.detail)
        middle.setSizes([230, 250])
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        bottom.addWidget(self.bring)
        bottom.addStretch(1)
        bottom.addWidget(self.opening)
        bottom.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.summary)
        layout.addWidget(middle, 1)
        layout.addLayout(bottom)

    # What there is

    def _look(self) -> None:
        """Look into the backups in the background."""
        plan, handle = backup_plan(self._settings), self._handle()
        path, today = self._path, self._today
        job = Job(lambda reporter: backup_list(path, plan, handle, today, reporter))
        job.on_success(self._show_list).on_refusal(self._not_listed).run_quietly(self)
        self.summary.setText("Looking into the backups…")

    def _handle(self) -> str:
        return self._session.coder if self._session is not None else self._settings.get(CODER)

    @property
    def _backups(self) -> tuple[BackupSummary, ...]:
        return self._list.backups if self._list is not None else ()

    def chosen(self) -> BackupSummary | None:
        """Return the selected backup, if it can be read."""
        row = self.table.currentRow()
        one = self._backups[row] if 0 <= row < len(self._backups) else None
        return one if one is not None and not one.unreadable else None

    def _show_list(self, found: BackupList | None) -> None:
        self._list = found
        self.table.show_rows([_row(one) for one in self._backups])
        if found is not None:
            self.summary.setText(_told(found, self._path))
            if not found.backups:
                self.detail.say(_none_yet(self._path))
        self._show_possible()
        self.table.setFocus()

    def _not_listed(self, error: UserError) -> None:
        self.summary.setText(str(error))

    def _compare(self, *_: object) -> None:
        """Find out in the background how the selected backup differs from today."""
        self.difference = None
        self._show_possible()
        chosen, found = self.chosen(), self._list
        if chosen is None or found is None:
            self._comparing.cancel()
            self.detail.say("This backup can't be read." if self._backups else "")
            return
        if found.refusal:
            self.detail.say(f"What differs can't be told. {found.refusal}")
            return
        self.detail.say("Comparing with today…")
        path, today, seen_by = chosen.backup.path, self._today, found.seen_by

        def work(reporter: Reporter) -> BackupDifference:
            return difference(path, today, seen_by, reporter)

        self._comparing.start("Comparing", work, self._show_difference)

    def _show_difference(self, found: BackupDifference) -> None:
        self.difference = found
        self.detail.show_difference(found)
        self._show_possible()

    def _not_compared(self, words: str) -> None:
        self.detail.say(words, role="danger")

    def _show_possible(self) -> None:
        chosen = self.chosen() is not None
        self.into_file.setEnabled(chosen)
        self.opening.setEnabled(chosen)
        restorable = self.difference is not None and bool(self.difference.restorable)
        self.bring.setEnabled(chosen and restorable)

    def done(self, result: int) -> None:
        """Give up what is under way and close."""
        self._comparing.cancel()
        super().done(result)

    # The ways back

    def accept(self) -> None:
        """Restore the selected backup into a file to be chosen."""
        chosen = self.chosen()
        if chosen is None:
            return
        day = chosen.backup.made.strftime("%Y-%m-%d %H.%M")
        name = f"{self._path.stem} {day}{SUFFIX}"
        out = choose_new(self, self._settings, "Restore into", PROJECTS, name, self._path.parent)
        if out is None:
            return
        path = chosen.backup.path
        job = Job(lambda reporter: restore(path, out, reporter))
        job.on_success(lambda _: self._restored(out))
        job.on_refusal(partial(show_refusal, self, "The backup can't be restored"))
        job.run(self, "Restoring")

    def _restored(self, out: Path) -> None:
        self.restored = out
        super().accept()

    def _bring_back(self) -> None:
        """Choose articles to bring back into the open project."""
        chosen, found, session = self.chosen(), self._list, self._session
        if chosen is None or found is None or session is None or self.difference is None:
            return
        when = full_moment(chosen.backup.made.isoformat())
        dialog = run_dialog(
            BringBackDialog(
                session,
                self._settings,
                chosen.backup.path,
                when,
                self.difference.restorable,
                found.seen_by,
                self,
            )
        )
        if dialog.changes is not None:
            self.changes = dialog.changes
            super().accept()


def _row(one: BackupSummary) -> tuple[str | int, ...]:
    made = full_moment(one.backup.made.isoformat(), seconds=True)
    size = QLocale().formattedDataSize(
        one.backup.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )
    if one.unreadable:
        return made, "", "", "", "can't be read", size
    why = one.backup.reason or "while working"
    return made, one.articles, one.labels, _names(one.coders), why, size


def _names(coders: tuple[str, ...]) -> str:
    more = len(coders) - _SEVERAL
    names = ", ".join(coders[:_SEVERAL])
    return f"{names} and {more} more" if more > 0 else names


def _told(found: BackupList, path: Path) -> str:
    if not found.backups:
        return found.refusal
    folder = found.backups[0].backup.path.parent
    where = folder.name if folder.parent == path.absolute().parent else str(folder)
    count = counted(len(found.backups), "backup")
    return f"{count} in “{where}”. Labels are those that you may see."


def _none_yet(path: Path) -> str:
    return (
        f"There is no backup of {path.name} yet. One is made soon after the project is opened, "
        "then every ten minutes of work, and before large edits."
    )
