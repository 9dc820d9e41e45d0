"""Choosing single articles of a backup to bring back into the open project."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.edits.putting_back import PutBack
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.gui.look.sizes import row_height
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.widgets.tick_list import TickList
from annotator.gui.widgets.two_line_rows import is_rtl, isolated
from annotator.store.backups.restoring import opened_backup
from annotator.store.project import Project
from annotator.workflow.backups.comparing import ArticleDifference
from annotator.workflow.backups.looking import seen_in
from annotator.workflow.backups.putting_back import effect, put_back_edit

_SIZE = QSize(720, 520)
_LEAST = QSize(560, 420)
_LONGEST = 56
"""How many characters of a title are shown, so that what differs has its place, too."""
_TITLE = "Bring articles back"


class BringBackDialog(Dialog):
    """Enter brings the ticked articles back; `changes` is what that did."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        backup: Path,
        when: str,
        articles: Sequence[ArticleDifference],
        seen_by: Visibility,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "bring_back", _TITLE, _SIZE)
        self._session = session
        self._backup = backup
        self._seen_by = seen_by
        self.changes: Changes | None = None
        self.setMinimumSize(_LEAST)
        self._said = PlainLabel(f"Articles that differ from the backup of {when}:", wrap=True)
        self.list = TickList("Articles to bring back")
        for one in articles:
            title = shortened(one.title, _LONGEST)
            name = f"{isolated(title) if is_rtl(title) else title} — {one.in_words()}"
            self.list.add(name, one.article, on=False, height=row_height())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.own = QRadioButton("&My annotations, links, and status, and the metadata")
        self.everybody = QRadioButton("&Everybody's, gold and decisions too, as a reviewer")
        (self.everybody if session.reviewing else self.own).setChecked(True)
        self.told = PlainLabel(wrap=True, role="muted")
        self._looking = LatestOnly(self)
        self._looking.refused.connect(self._refused)
        buttons, self.bring = answer_buttons(self, "&Bring back")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._said)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.own)
        layout.addWidget(self.everybody)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.list.toggled.connect(self._look)
        self.own.toggled.connect(self._look)
        self._look()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _planned(self) -> tuple[list[str], bool]:
        return self.list.ticked(), self.everybody.isChecked()

    def _look(self, *_: object) -> None:
        """Find out what would be done; nothing is written."""
        self.bring.setEnabled(False)
        articles, everybody = self._planned()
        if not articles:
            self._looking.cancel()
            self._say("Tick the articles that are to be as they were.")
            return
        backup, seen_by, coder = self._backup, self._seen_by, self._session.coder
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        def work(own: Project, reporter: Reporter) -> str:
            edit = planned(backup, articles, seen_by, everybody=everybody)
            return effect(edit, own, coder, now, reporter)

        self._say("Finding out what that would do…")
        self._looking.start(_TITLE, on_sibling(self._session.project, work), self._can_bring)

    def _can_bring(self, words: str) -> None:
        self._say(words)
        self.bring.setEnabled(True)

    def _say(self, words: str, *, role: str = "muted") -> None:
        self.told.setText(words)
        self.told.set_role(role)

    def _refused(self, words: str) -> None:
        self._say(words, role="danger")

    def done(self, result: int) -> None:
        """Give up what is under way and close."""
        self._looking.cancel()
        super().done(result)

    def accept(self) -> None:
        """Bring the articles back in one step, in the background."""
        if not self.bring.isEnabled():
            return
        articles, everybody = self._planned()
        backup, seen_by = self._backup, self._seen_by

        def write(own: Project, reporter: Reporter) -> Changes:
            edit = planned(backup, articles, seen_by, everybody=everybody)
            return own.apply(edit, reporter)

        job = Job(on_sibling(self._session.project, write)).on_success(self._done)
        job.after(self._session.waiting)
        job.on_refusal(partial(show_refusal, self, "Nothing was brought back"))
        job.run(self, "Bringing articles back")

    def _done(self, changes: Changes) -> None:
        self.changes = changes
        super().accept()


def planned(
    backup: Path, articles: Sequence[str], seen_by: Visibility, *, everybody: bool
) -> PutBack:
    """Return the edit that brings articles back; a `UserError` when the backup can't be read."""
    with opened_backup(backup) as found:
        seen = seen_in(found, seen_by)
        return put_back_edit(found, articles, seen, everybody=everybody)
