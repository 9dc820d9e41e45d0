"""The page of the actors."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from annotator.domain.change import Changes
from annotator.domain.edits.links import ArchiveActor
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.gui.actors_page.acts import ask_and_merge, ask_and_split, show_double_pairs
from annotator.gui.actors_page.bar import ActorsBar
from annotator.gui.actors_page.detail import ActorDetail
from annotator.gui.actors_page.model import ORDERS, ActorColumn, ActorRow, ActorsModel
from annotator.gui.actors_page.reading import ListedActors, WantedActors, listed, rows_of
from annotator.gui.actors_page.tables import ActorsTable
from annotator.gui.actors_page.variables import ask_variables
from annotator.gui.commands.table import command, key_of
from annotator.gui.look.icons import icon
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState, Separator
from annotator.gui.widgets.selecting import select_alone
from annotator.gui.widgets.splitter import DOWN, remember_sizes, remembered_sizes, splitter
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.project import Project
from annotator.store.reading.actors import WhichPassages

_ROWS, _PARTS = "actors_page", "actors_page_detail"
_START_SIZES = {_ROWS: [360, 320], _PARTS: [420, 600]}
_SOON = 40
"""Milliseconds after which reading that gave way to an edit goes on."""
_IN_MENU = ("actor_passages", "change_actor", "archive_actor", "merge_actors", "split_actor")
_NAMED = {
    ActorColumn.QUOTES: WhichPassages.QUOTES,
    ActorColumn.JUDGEMENTS: WhichPassages.JUDGEMENTS,
    ActorColumn.POLARITY: WhichPassages.JUDGEMENTS,
    ActorColumn.ARTICLES: WhichPassages.ARTICLES,
    ActorColumn.LAST: WhichPassages.LATEST,
}


class ActorsPage(KeyedPage):
    """Actors above; below, who the one at hand is, and the passages of the figure at hand.

    Nothing is read before somebody looks, and never on this thread.
    """

    passage_wanted = Signal(str, str)
    """An article, and an annotation in it to select, are to be shown."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.wanted = WantedActors()
        self._stale = True
        self._at_hand = ""
        self._awaited = ""
        """An actor (an id) that is to be the one at hand once it is listed."""
        self._page_read = -1
        self.listing = LatestSoon(self, _SOON, self._list)
        self.filling = LatestSoon(self, _SOON, self._fill_again)
        self.bar = ActorsBar()
        self.model = ActorsModel()
        self.table = ActorsTable(self.model, self._key)
        self.detail = ActorDetail(session, self._key)
        adds = f"{key_of('new_actor')} adds one, {key_of('import_actors')} imports a table."
        self.empty = EmptyState(icon("coder"), "No actors yet", adds)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._rows = splitter(DOWN, self.table, self.detail)
        sizes = remembered_sizes(self.settings, _START_SIZES)
        self._rows.setSizes(sizes[_ROWS])
        self.detail.setSizes(sizes[_PARTS])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._rows)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Separator())
        column.addWidget(self._pages, 1)
        order_tabs(self)

    def _connect(self) -> None:
        for work in (self.listing, self.filling):
            work.refused.connect(self.session.refused)
            self.session.waiting.room_wanted.connect(work.make_room)
        self.bar.changed.connect(self._list)
        self.bar.downwards.connect(self.table.setFocus)
        self.bar.pressed.connect(self.perform)
        self.model.page_wanted.connect(self._fill)
        self.table.current_changed.connect(self._show_at_hand)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.opened.connect(self.go_to_passages)
        self.table.menu_wanted.connect(partial(self._show_menu, _IN_MENU))
        self.detail.passages.opened.connect(self.open_passage)
        self.detail.actor_wanted.connect(self.come_to)
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_anew)

    # Coming and going

    def enter(self) -> None:
        """Show what was done since, and take the focus."""
        if self._stale:
            self._list()
        self.table.setFocus()

    def commit_pending(self) -> None:
        """Keep what is typed."""
        self.detail.commit()

    def remember(self) -> None:
        """Stop reading, and keep sizes for the next start."""
        for work in (self.listing, self.filling):
            work.let_go()
        self.detail.stop()
        remember_sizes(self.settings, {_ROWS: self._rows.sizes(), _PARTS: self.detail.sizes()})

    # Listing

    @property
    def seen(self) -> Visibility:
        """What may be seen: figures count nothing else."""
        return self.session.visibility.when_reviewing()

    def _follow(self, changes: Changes) -> None:
        if not changes.edit and not changes.changes:
            return
        self._stale = True
        if self.isVisible():
            self._list()

    def _see_anew(self) -> None:
        """Show nothing that somebody else saw."""
        self._stale = True
        self.model.show_actors((), {})
        self.detail.show_none()
        if self.isVisible():
            self._list()

    def _list(self) -> None:
        self._stale = False
        self.filling.cancel()
        wanted, seen, book = self._wanted(), self.seen, self.session.codebook
        at_hand = self._awaited or self._at_hand

        def work(own: Project, reporter: Reporter) -> ListedActors:
            own.stop_when(lambda: reporter.cancelled)
            return listed(own, wanted, seen, book, at_hand)

        self.listing.start("Listing actors", on_sibling(self.session.project, work), self._take)

    def _wanted(self) -> WantedActors:
        return WantedActors(self.bar.filter(), self.wanted.order, self.wanted.downwards)

    def _take(self, found: ListedActors) -> None:
        self._page_read = -1
        column, chosen = max(self.table.currentIndex().column(), 0), self.table.selected()
        self.model.show_actors(found.ids, found.rows)
        awaited = self._awaited
        if self.model.place_of(awaited) >= 0:
            self._at_hand, self._awaited, chosen = awaited, "", []
        self.bar.say(found.ids, found.total)
        self._pages.setCurrentIndex(0 if found.total or self.detail.is_new else 1)
        order = list(ORDERS.values()).index(self.wanted.order)
        self.table.mark_order(order, downwards=self.wanted.downwards)
        if found.ids:
            place = max(self.model.place_of(self._at_hand), 0)
            select_alone(self.table, self.model.index(place, column))
            self.table.select_too(chosen)
        self._show_at_hand(anew=True)
        self._enable()
        if awaited and found.left_out:
            before = self._wanted()
            self.bar.show_everything()
            if self._wanted() != before:
                self._list()

    def _enable(self) -> None:
        """Let the buttons say what can be done now."""
        for ident, button in self.bar.buttons.items():
            button.setEnabled(command(ident).can_act(self))

    def _fill(self, page: int) -> None:
        """Read the rows of a page that came into view, if that is not being done."""
        if page != self._page_read or not self.filling.is_due:
            self._page_read = page
            self._fill_again()

    def _fill_again(self) -> None:
        page = self._page_read
        ids, seen, book = self.model.page_of(page), self.seen, self.session.codebook

        def work(own: Project, reporter: Reporter) -> dict[str, ActorRow]:
            own.stop_when(lambda: reporter.cancelled)
            return rows_of(own, ids, seen, book)

        task = on_sibling(self.session.project, work)
        self.filling.start("Reading actors", task, self._take_rows)

    def _take_rows(self, rows: dict[str, ActorRow]) -> None:
        self._page_read = -1
        self.model.take_rows(rows)
        self._enable()
        if self._at_hand in rows:
            self._show_at_hand(anew=True)

    # The actor at hand

    @property
    def row(self) -> ActorRow | None:
        """The actor at hand."""
        return self.model.row_at(self.table.currentIndex().row())

    @property
    def which(self) -> WhichPassages:
        """Which passages the figure at hand stands for."""
        return _NAMED.get(
            ActorColumn(max(self.table.currentIndex().column(), 0)), WhichPassages.ANY
        )

    def _show_at_hand(self, *_: object, anew: bool = False) -> None:
        row = self.row
        if row is None:
            if not self.model.ids and not self.detail.is_new:
                self.detail.show_none()
            return
        if row.actor.id != self._at_hand and not self.detail.commit():
            self._select(self._at_hand)
            return
        self._at_hand = row.actor.id
        self.detail.show_actor(row.actor, self.which, self.seen, anew=anew)

    def _select(self, actor: str) -> None:
        place = self.model.place_of(actor)
        if place >= 0:
            column = max(self.table.currentIndex().column(), 0)
            select_alone(self.table, self.model.index(place, column))

    def come_to(self, actor: str) -> None:
        """Make an actor (an id) the one at hand, whatever is listed."""
        if self.model.place_of(actor) >= 0:
            self._at_hand = actor
            self._select(actor)
        else:
            self._awaited = actor
            self._list()
        self.table.setFocus()

    # What can be done

    def go_to_passages(self) -> None:
        """Go to the passages of the figure at hand; from there, open the one at hand."""
        if self.detail.passages.hasFocus():
            self.open_passage()
        elif self.row is not None:
            self.detail.go_to_passages()

    def open_passage(self) -> None:
        """Open the passage at hand in its article."""
        passage = self.detail.passages.passage
        if passage is not None:
            self.passage_wanted.emit(passage.article, passage.annotation)

    def back(self) -> None:
        """Go one step back: from the form and the passages to the actors."""
        if self.detail.commit():
            self.table.setFocus()

    def sort_by(self, column: int) -> None:
        """Sort by a column: figures from the largest on, and the other way round when again."""
        order = ORDERS[ActorColumn(column)]
        same = order is self.wanted.order
        downwards = not self.wanted.downwards if same else column >= ActorColumn.QUOTES
        self.wanted = WantedActors(self.wanted.filter, order, downwards)
        self._list()

    def sort_here(self) -> None:
        """Sort by the column at hand."""
        self.sort_by(max(self.table.currentIndex().column(), 0))

    def change(self) -> None:
        """Go to the form of the actor at hand."""
        self.detail.form.name.setFocus()

    def add(self) -> None:
        """Begin a new actor; it is there as soon as it has a name."""
        if self.detail.commit():
            self._pages.setCurrentIndex(0)
            self._at_hand = self.detail.begin_new()

    def archive(self) -> None:
        """Offer the actor at hand no longer; or again, if it is archived."""
        row = self.row
        if row is not None and self.detail.commit():
            self.session.apply(ArchiveActor(row.actor.id, archived=not row.actor.archived))

    def selected(self) -> list[Actor]:
        """Return the selected actors, the one at hand first."""
        ids = self.table.selected()
        found = self.session.project.get_all(Actor, ids)
        return [found[one] for one in ids if one in found]

    def merge(self) -> None:
        """Ask and make the selected actors one."""
        if self.detail.commit():
            kept = ask_and_merge(self, self.session, self.selected(), self.seen)
            if kept:
                self.come_to(kept)

    def split(self) -> None:
        """Ask and split the actor at hand."""
        if self.row is not None and self.detail.commit():
            made = ask_and_split(self, self.session, self.row.actor, self.seen)
            if made:
                self.come_to(made)

    def look_at_doubles(self) -> None:
        """Show actors that may be the same."""
        if self.detail.commit():
            show_double_pairs(self, self.session, self.seen)

    def ask_variables(self) -> None:
        """Ask what the project wants to know of its actors."""
        if self.detail.commit() and ask_variables(self, self.session):
            self.detail.make_form()
            self._show_at_hand(anew=True)
