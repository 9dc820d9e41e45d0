"""The page of the team: a row for each coder, and who has which article in which state."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team_page.articles import WhoHasTable
from annotator.gui.team_page.coders import CodersTable
from annotator.gui.team_page.columns import TeamRow
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, Separator, set_tool_tip
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.splitter import DOWN, remember_sizes, remembered_sizes, splitter
from annotator.store.project import Project
from annotator.workflow.team_progress import (
    CoderAgreement,
    TeamProgress,
    study_progress,
    team_progress,
    write_articles,
    write_coders,
)

if TYPE_CHECKING:
    from annotator.domain.visibility import Visibility

_ROWS = "team"
_START_SIZES = {_ROWS: [300, 420]}
_CSV = "CSV (*.csv)"


class TeamPage(KeyedPage):
    """Nothing is counted before somebody looks, and never on this thread."""

    article_wanted = Signal(str)
    """An article (id) is to be opened."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.progress: TeamProgress | None = None
        self.agreements: dict[str, CoderAgreement] = {}
        self._agreed: object = None
        self._order: tuple[str, bool] = ("", False)
        self._stale = True
        self.counting = LatestOnly(self)
        self.comparing = LatestOnly(self)
        self.coders = CodersTable(self._key)
        self.articles = WhoHasTable(session.project, self._key)
        self.hint = ElidedLabel(role="muted")
        hands = with_key("Hand articles out to coders", "hand_out")
        self.empty = EmptyState(icon("review"), "Nobody codes here yet", f"{hands}.")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    # Building

    def _lay_out(self) -> None:
        self._rows = splitter(DOWN, self.coders, self.articles)
        self._rows.setSizes(remembered_sizes(self.settings, _START_SIZES)[_ROWS])
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._rows)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.hint, 1)
        for text, does, ident in (
            ("Count again", "Count and compare anew", "team_again"),
            ("Export coders…", "Write the table of coders to a CSV file", "export_coders"),
            ("Export articles…", "Write who has which article to a CSV file", "export_articles"),
        ):
            button = QPushButton(text, autoDefault=False)
            set_tool_tip(button, with_key(does, ident))
            button.clicked.connect(partial(self.perform, ident))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, ProgressLine(self.comparing), Separator()):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        for work in (self.counting, self.comparing):
            work.refused.connect(self.session.refused)
            work.changed.connect(self._say)
        self.articles.opened.connect(self.open_article)
        self.articles.sort_wanted.connect(self._sort)
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_anew)

    # Coming and going

    def enter(self) -> None:
        """Count what was done since, and take the focus."""
        if self._stale:
            self._count()
        (self.coders if self._pages.currentIndex() else self).setFocus()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        self.counting.cancel()
        self.comparing.cancel()
        remember_sizes(self.settings, {_ROWS: self._rows.sizes()})

    def _follow(self, changes: Changes) -> None:
        if not changes.edit and not changes.changes:
            return
        self._stale = True
        self._agreed = None
        if self.isVisible():
            self._count(compare=False)

    def _see_anew(self) -> None:
        """Show nothing that somebody else saw."""
        self.comparing.cancel()
        self.agreements, self._agreed, self._stale = {}, None, True
        if self.isVisible():
            self._count()

    # Counting

    def again(self) -> None:
        """Count and compare anew, and say so."""
        self._agreed = None
        self._count()
        self.session.told.emit("The team’s work is counted again")

    @property
    def _seen(self) -> "Visibility":
        return self.session.visibility.when_reviewing()

    def _count(self, *, compare: bool = True) -> None:
        self._stale = False
        seen, (by, downwards) = self._seen, self._order

        def work(own: Project, reporter: Reporter) -> tuple[TeamProgress, list[int]]:
            own.stop_when(lambda: reporter.cancelled)
            numbers = study_progress(own).sorted_by(by, downwards=downwards)
            return team_progress(own, seen), numbers

        done = partial(self._take, compare=compare)
        self.counting.start("Counting", on_sibling(self.session.project, work), done)

    def _take(self, found: tuple[TeamProgress, list[int]], *, compare: bool) -> None:
        first = self.progress is None
        self.progress, numbers = found
        coders = [(one.id, one.coder) for one in self.progress.coders if one.of]
        self._pages.setCurrentIndex(bool(coders))
        self._show_coders()
        self.articles.show_articles(numbers, coders)
        if first and coders and self.isVisible():
            self.coders.setFocus()
        if compare and self._agreed is None and len(coders) > 1:
            self._compare()
        self._say()

    def _sort(self, by: str, downwards: bool) -> None:  # noqa: FBT001 - a signal's
        self._order = by, downwards
        self._count(compare=False)

    def _compare(self) -> None:
        seen = self._seen

        def work(own: Project, reporter: Reporter) -> dict[str, CoderAgreement]:
            own.stop_when(lambda: reporter.cancelled)
            from annotator.workflow.reliability.team_agreement import (  # noqa: PLC0415 - numpy
                team_agreement,
            )

            return team_agreement(own, seen, reporter)

        task = on_sibling(self.session.project, work)
        self.comparing.start("Comparing coders", task, self._take_agreements)

    def _take_agreements(self, found: dict[str, CoderAgreement]) -> None:
        self.agreements, self._agreed = found, found
        self._show_coders()
        self._say()

    # Showing

    @property
    def is_blind(self) -> bool:
        """Whether others' labels are hidden from who sits here: their agreement is, too."""
        return bool(self._seen.exceptions)

    def seen_agreements(self) -> dict[str, CoderAgreement]:
        """Return the agreement of those whose figures may be seen: one's own in any case."""
        if not self.is_blind:
            return self.agreements
        own = self.session.coder_id
        return {coder: one for coder, one in self.agreements.items() if coder == own}

    def _show_coders(self) -> None:
        if self.progress is None:
            return
        known, own, blind = self.seen_agreements(), self.session.coder_id, self.is_blind
        rows = [
            TeamRow(one, known.get(one.id), hidden=blind and one.id != own)
            for one in self.progress.coders
            if one.of or not one.archived
        ]
        self.coders.show_rows(rows)

    def _say(self) -> None:
        if self.progress is None:
            self.hint.setText("Counting…" if self.counting.busy else "")
            return
        words = self.progress.in_words()
        if self.agreements and self._agreed is None and not self.comparing.busy:
            again = f"{key_of('team_again')} compares again"
            words = f"{words}  ·  Agreement is as it was before the last edits: {again}"
        self.hint.setText(words)

    # What can be done

    @property
    def has_article(self) -> bool:
        """Whether an article is at hand that can be opened."""
        return self.articles.hasFocus() and bool(self.articles.article)

    @property
    def has_coders(self) -> bool:
        """Whether there is anything in the tables."""
        return self.progress is not None and bool(self.progress.coders)

    def open_article(self) -> None:
        """Ask for the article at hand."""
        if self.articles.article:
            self.article_wanted.emit(self.articles.article)

    def sort_here(self) -> None:
        """Sort the table that has the focus by the column at hand."""
        (self.articles if self.articles.hasFocus() else self.coders).sort_here()

    def export_coders(self) -> None:
        """Ask for a file and write the table of coders to it."""
        path = choose_new(self, self.settings, "Export coders", _CSV, "coders.csv")
        if path is None or self.progress is None:
            return
        rows = [row.progress for row in self.coders.coders.rows]
        try:
            write_coders(path, rows, self.seen_agreements())
        except UserError as error:
            show_refusal(self, "The coders can’t be written", error)
        else:
            self.session.told.emit(f"The table of coders is in {path.name}")

    def export_articles(self) -> None:
        """Ask for a file and write who has which article to it."""
        path = choose_new(self, self.settings, "Export articles", _CSV, "who-has-what.csv")
        if path is not None:
            self._write_articles(path)

    def _write_articles(self, path: Path) -> None:
        numbers = list(self.articles.articles.numbers)

        def write(own: Project, _reporter: Reporter) -> int:
            return write_articles(path, own, numbers)

        job = Job(on_sibling(self.session.project, write))
        job.on_success(partial(self._written, path))
        job.on_refusal(partial(show_refusal, self, "The articles can’t be written"))
        job.run(self, "Writing who has which article")

    def _written(self, path: Path, count: int) -> None:
        self.session.told.emit(f"Who has which of {counted(count, 'article')} is in {path.name}")
