"""The page of the history."""

from functools import partial

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.gui.history.detail import EditDetail
from annotator.gui.history.filters import HistoryFilters
from annotator.gui.history.model import EditsModel
from annotator.gui.history.table import EditsTable
from annotator.gui.look.icons import icon
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState, Separator
from annotator.gui.widgets.file_dialogs import PROJECTS, SUFFIX, choose_new, show_refusal
from annotator.gui.widgets.splitter import (
    DOWN,
    remember_sizes,
    remembered_sizes,
    splitter,
    stretch_only,
)
from annotator.store.project import Project
from annotator.store.reading.history_pages import HistoryFilter
from annotator.workflow.history_rows import HistoryRow, annotation_to_select, history_lines

_ROWS = "history"
_START_SIZES = {_ROWS: [520, 240]}
_IN_MENU = ("open_edited", "only_this_article", "take_back", "copy_of_moment")


class HistoryPage(KeyedPage):
    """Every edit, newest first, with what it changed; nothing is read before it is looked at."""

    article_wanted = Signal(str, str)
    """An article, and an annotation in it to select, are to be shown."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.filters = HistoryFilters(session)
        self.model = EditsModel(session)
        self.table = EditsTable(self.model, self._key)
        self.detail = EditDetail()
        self.empty = EmptyState(icon("history"), "", "", button="Show all edits")
        self._stale = True
        self._shown: object = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._rows = splitter(DOWN, self.table, self.detail)
        stretch_only(self._rows, 0)
        self._rows.setSizes(remembered_sizes(self.settings, _START_SIZES)[_ROWS])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._rows)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.filters, Separator()):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._show_wanted)
        self.filters.words.downwards.connect(self.table.setFocus)
        self.model.read.connect(self._say_if_empty)
        self.table.current_changed.connect(self._show_detail)
        self.table.opened.connect(partial(self.perform, "open_edited"))
        self.table.menu_wanted.connect(partial(self._show_menu, _IN_MENU))
        self.empty.pressed.connect(partial(self.filters.want, HistoryFilter()))
        self.detail.take_back.clicked.connect(self.take_back)
        self.detail.copy.clicked.connect(self.ask_and_copy)
        self.detail.open.clicked.connect(self.open_edited)
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_anew)

    # Coming and going

    def enter(self) -> None:
        """Show what was done since, and take the focus."""
        self.filters.refresh()
        if self._stale:
            self._show_wanted()
        self.table.setFocus()

    def remember(self) -> None:
        """Keep sizes for the next start."""
        remember_sizes(self.settings, {_ROWS: self._rows.sizes()})

    # What is shown

    @property
    def row(self) -> HistoryRow | None:
        """The edit at hand."""
        return self.table.row()

    def _follow(self, changes: Changes) -> None:
        if not self.isVisible():
            self._stale = True
        elif changes.edit:
            self.model.take_new()
            self._shown = None
            self._show_detail()
        else:
            self._show_wanted()

    def _see_anew(self) -> None:
        self._stale = True
        if self.isVisible():
            self._show_wanted()

    def _show_wanted(self) -> None:
        """Read anew; the edit at hand stays so, if it is still among the first."""
        self._stale = False
        at_hand = self.row.edit.id if self.row else ""
        self.model.show_wanted(self.filters.wanted)
        place = max(self.model.place_of(at_hand), 0)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._show_detail()

    def _say_if_empty(self) -> None:
        if self.model.rowCount():
            if self._pages.currentWidget() is not self._rows:
                self._pages.setCurrentWidget(self._rows)
                self.table.setCurrentIndex(self.model.index(0, 0))
            return
        if not self.model.at_end:
            self.empty.say("Looking…", "Older edits are looked through.")
        elif self.filters.asks_for_something:
            self.empty.say("No such edit", "No edit fits what is chosen above.")
        else:
            self.empty.say("No edit that you may see", "Labels are hidden until you have finished.")
        self._pages.setCurrentWidget(self.empty)

    def _show_detail(self) -> None:
        row = self.row
        if row is None:
            self._shown = None
            self.detail.show_none()
        elif row != self._shown:
            self._shown = row
            seen = self.session.visibility.when_reviewing()
            lines = history_lines(self.session.project, self.session.codebook, seen, row.edit)
            self.detail.show_edit(row, lines, open_here=self.can_open)

    # What can be done

    @property
    def can_open(self) -> bool:
        """Whether the edit at hand was on an article that is there."""
        row = self.row
        return bool(row and row.article) and self._has_article(row.article if row else "")

    @property
    def can_take_back(self) -> bool:
        """Whether the edit at hand is of the kind that can be taken back."""
        return self.row is not None and self.row.can_be_taken_back

    def _has_article(self, article: str) -> bool:
        return self.session.project.get(Article, article) is not None

    def open_edited(self) -> None:
        """Open the article of the edit at hand and select the annotation that it was on."""
        row = self.row
        if row is not None and self.can_open:
            annotation = annotation_to_select(self.session.project, row, self.session.visibility)
            self.article_wanted.emit(row.article, annotation)

    def only_this_article(self) -> None:
        """List the edits on the article of the edit at hand alone; again, of all articles."""
        wanted = self.filters.wanted
        article = "" if wanted.article or self.row is None else self.row.article
        self.filters.want(structs.replace(wanted, article=article))

    def take_back(self) -> None:
        """Undo the edit at hand alone."""
        if self.row is not None:
            self.session.take_back(self.row.edit.id)

    def ask_and_copy(self) -> None:
        """Ask where to, and write the project as it was after the edit at hand."""
        row = self.row
        if row is None:
            return
        session, window = self.session, self.window()
        name = f"{session.project.path.stem} {_file_moment(row.edit.at)}{SUFFIX}"
        title = "Copy of the project as it was then"
        folder = session.project.path.parent
        path = choose_new(window, self.settings, title, PROJECTS, name, folder)
        if path is None:
            return
        edit = row.edit.id

        def write(own: Project, told: Reporter) -> None:
            own.copy_of_moment(edit, path, told)

        job = Job(on_sibling(session.project, write))
        told = f"Copy as it was then saved as {path.name} in {path.parent}"
        job.on_success(lambda _: session.told.emit(told))
        job.on_refusal(partial(show_refusal, window, "The copy can't be written"))
        job.run(window, "Writing the copy")


def _file_moment(at: str) -> str:
    """Return a moment as a file's name can have it."""
    return at[:16].replace("T", " ").replace(":", ".")


def focus_words(page: HistoryPage) -> None:
    """Put the focus where words are typed."""
    line: QWidget = page.filters.words
    line.setFocus()
    page.filters.words.selectAll()
