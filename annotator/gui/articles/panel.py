"""The articles panel: filter, list, and the coder's share of what is done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.wording import noun
from annotator.gui.articles.copies import CopyMarks, said_of_none
from annotator.gui.articles.done_bar import DoneBar
from annotator.gui.articles.filter_edit import FilterEdit, proposals
from annotator.gui.articles.hit_counts import HitCounts
from annotator.gui.articles.list_menu import ListMenu
from annotator.gui.articles.lister import ArticleLister
from annotator.gui.articles.model import ArticlesModel
from annotator.gui.articles.order import SortButton
from annotator.gui.articles.table import ArticlesTable
from annotator.gui.articles.unit_counts import UnitsInView
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HAIR, HALF
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import (
    ARTICLE_SORT,
    ARTICLE_SORT_DESCENDING,
    ARTICLES_ASSIGNED,
    Settings,
)
from annotator.gui.widgets.basic import EmptyState, PlainLabel, Separator
from annotator.gui.widgets.locale_order import locale_order
from annotator.store.reading.filtering import known_in_words, parse, unknown_in_words
from annotator.store.reading.listing import Offered
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_list import Listed, ListWish
from annotator.workflow.article_order import SortKey
from annotator.workflow.team_progress import team_done


class ArticlesPanel(QWidget):
    """Lists the project's articles and opens them; it owns filter, order and selection."""

    properties_requested = Signal(str)
    """Show this article's properties."""
    remove_requested = Signal(list)
    """Take the articles with these ids out of the project."""
    import_requested = Signal()
    """Import articles."""
    leave_requested = Signal()
    """Esc: one step back, to the text."""
    sought = Signal()
    """The filter has other words to look for: `hits.words`."""
    selection_changed = Signal()
    """Other articles are selected."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._lister = ArticleLister(session, self._wish, self)
        self.rows = self._lister.rows
        self._model = ArticlesModel(self.rows, self)
        self.hits = HitCounts(session, self)
        """How often the filter's words stand in what is listed."""
        self.units = UnitsInView(session, self)
        """How many units are left in what is listed."""
        self.copies = CopyMarks(session, settings, self._model, self)
        self.filter = FilterEdit()
        self.table = ArticlesTable(self._model)
        self.sort = SortButton()
        self.done = DoneBar()
        self.done.tell_team(partial(team_done, session.project))
        self.assigned = QCheckBox("Assigned to me")
        self.assigned.setChecked(settings.get(ARTICLES_ASSIGNED))
        self._hint = PlainLabel(role="small", wrap=True)
        self._none = EmptyState(
            icon("article"),
            "No articles yet",
            f"Import articles: {key_of('import')}, or drop files here.",
            button="Import…",
        )
        self._no_match = EmptyState(icon("search"), "", _clears())
        self._stack = QStackedWidget()
        self._menu = ListMenu(session, self.table)
        self._build()
        self._connect()
        self.sort.choose(settings.get(ARTICLE_SORT), settings.get(ARTICLE_SORT_DESCENDING))
        settings.changed.connect(self._setting_changed)
        self.refresh()

    def _build(self) -> None:
        for page in (self.table, self._none, self._no_match):
            self._stack.addWidget(page)
        top = QHBoxLayout()
        top.setContentsMargins(GRID, GRID, GRID, GRID)
        top.setSpacing(HALF)
        top.addWidget(self.filter, 1)
        top.addWidget(self.sort)
        below = QHBoxLayout()
        below.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        below.setSpacing(GRID)
        below.addWidget(self._hint, 1)
        below.addWidget(self.assigned)
        for part in (self._hint, self.assigned):
            part.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self.copies.progress)
        layout.addWidget(Separator())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.done)
        self.setMinimumWidth(200)
        self.setAccessibleName("Articles")

    def _connect(self) -> None:
        self._model.hits_of = self.hits.of
        self._model.foreseen.connect(self.hits.want)
        self._model.units_of = self.units.words
        self._model.foreseen.connect(self.units.want)
        for counts in (self.hits, self.units):
            counts.counted.connect(self._model.show_counted)
        self.filter.wanted.connect(self._seek)
        self.filter.wanted.connect(self._lister.find)
        self.filter.entered.connect(self._open_found)
        self.filter.downwards.connect(self.focus_list)
        self.filter.left.connect(self.leave_requested)
        self.table.left.connect(self.leave_requested)
        self.table.opening.connect(self._open)
        self.table.sorting.connect(self.sort.turn_to)
        self._menu.open_requested.connect(lambda: self._open(self.table.current()))
        self._menu.properties_requested.connect(self.ask_properties)
        self._menu.removal_requested.connect(self.ask_removal)
        self.table.selectionModel().selectionChanged.connect(self._tell_selection)
        self.sort.chosen.connect(self._sort)
        self.assigned.toggled.connect(self._choose_assigned)
        self._none.pressed.connect(self.import_requested)
        self._lister.begun.connect(self._begin)
        self._lister.found.connect(self._show)
        self._lister.touched.connect(self._show_touched)
        self._lister.offers.connect(self._offer)
        self._session.changed.connect(self._changed)
        self._session.view_changed.connect(self._see_anew)
        self._session.article_opened.connect(self._mark_open)

    # For the window

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected articles, in the order of the list."""
        return self.rows.ids(self.table.selected())

    def visible_ids(self) -> list[str]:
        """Return the ids of the articles that the filter lets through, in the order of the list."""
        self._lister.find_now()
        return self.rows.ids(self._model.numbers)

    def first_id(self) -> str:
        """Return the id of the first listed article, or else of the first of all."""
        self._lister.catch_up()
        first = self._model.numbers[:1] or self._lister.every[:1]
        return next(iter(self.rows.ids(first)), "")

    @property
    def are_many(self) -> bool:
        """Whether there are so many articles that looking through them takes time."""
        return self._lister.are_many

    def in_view(self) -> Sequence[ArticleRow]:
        """Return the articles that are in view in the list."""
        found = (self.rows.known(one) for one in self._model.seen)
        return [row for row in found if row is not None]

    def show_found_by(self, words: str) -> None:
        """List what a filter finds, and put the keyboard onto the list."""
        self.assigned.setChecked(False)
        self.filter.setText(words)
        self.filter.run_now()
        self.focus_list()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def focus_list(self) -> None:
        """Put the keyboard onto the list."""
        self._lister.find_now()
        is_empty = self._stack.currentWidget() is self._no_match
        (self.filter if is_empty else self.table).setFocus(Qt.FocusReason.OtherFocusReason)
        if self._model.numbers and not self.table.selectionModel().hasSelection():
            self.table.make_current(0)

    def open_next(self, step: int = 1) -> str:
        """Open the article so many rows below the open one (above: negative); return its id."""
        self._lister.catch_up()
        numbers = self._model.numbers
        if not numbers:
            return ""
        here = self._model.place_of(self._open_id())
        wanted = (0 if step > 0 else len(numbers) - 1) if here is None else here + step
        (article,) = self.rows.ids([numbers[max(0, min(len(numbers) - 1, wanted))]]) or ("",)
        self._open(article)
        return article

    def next_undone(self) -> str:
        """Return the id of the next listed article that the coder isn't through with, round."""
        self._lister.catch_up()
        here = self._model.place_of(self._open_id())
        found = self._lister.next_undone(0 if here is None else here + 1, self._open_id())
        return next(iter(self.rows.ids([found])), "") if found is not None else ""

    # Showing

    def refresh(self) -> None:
        """Read the articles anew."""
        self._lister.refresh()

    def _wish(self) -> ListWish:
        """Return what is to be listed."""
        key, descending = self.sort.order
        return ListWish(
            query=parse(self.filter.text(), self._session.codebook.codes),
            visibility=self._session.visibility,
            own=self.assigned.isChecked(),
            key=key,
            descending=descending,
            collate=locale_order(),
        )

    def _seek(self) -> None:
        """Count and light other words."""
        before = self.hits.words
        self.hits.seek(self._wish().query.words)
        self._model.seeks = bool(self.hits.words)
        if self.hits.words != before:
            self.sought.emit()

    def _begin(self) -> None:
        self.hits.forget()
        self.units.forget()
        self._model.asks_units = self.units.are_asked
        self.done.show_share(len(self._lister.every), self._session.visibility)

    def _offer(self, offered: Offered) -> None:
        self.filter.offer(proposals(offered, self._session.codebook))

    def _show_touched(self, articles: list[str], numbers: list[int]) -> None:
        self.units.forget(numbers)
        self.units.want(self._model.seen)
        self.done.show_change(articles, self._session.visibility)
        self._model.show_touched(numbers)
        self.hits.count_again(numbers)

    def _show(self, found: Listed) -> None:
        words, every = self.filter.text().strip(), bool(self._lister.every)
        share = f"{len(found.numbers)} of {found.pool}" if words else f"{found.pool}"
        query = parse(words)
        told = f"{share} {noun(found.pool, 'article')}"
        self._hint.setText(unknown_in_words(query) if query.unknown else told)
        # Always there, so that the list stays where it is while one types.
        self._hint.setVisible(every)
        self.assigned.setVisible(found.divided)
        self._put(found)
        self._choose_page(words)

    def _put(self, found: Listed) -> None:
        selected, current = self.table.selected(), self.table.current_number()
        here = self.table.currentIndex().row()
        scrolled = self.table.verticalScrollBar().value()
        was_listed = self._model.place_of(self._open_id()) is not None
        order = self._lister.order
        if not self._model.show(order, self._session.coder, signed=found.signed):
            return
        opened = self.rows.number_of(self._open_id())
        self._model.set_open(self._open_id())
        if opened is not None and order.place_of(opened) is not None and not was_listed:
            selected, current = [opened], opened
        elif self._is_gone(current) and found.numbers and not self._open_id():
            # The keys go on from the row that took its place.
            current = found.numbers[min(here, len(found.numbers) - 1)]
            selected = [one for one in selected if not self._is_gone(one)] or [current]
        self.table.restore(selected, opened if current is None else current, scrolled)

    def _is_gone(self, number: int | None) -> bool:
        return number is not None and self._lister.order.place_of(number) is None

    def _choose_page(self, words: str) -> None:
        page: QWidget = self.table
        if not self._lister.every:
            page = self._none
        elif not self._model.numbers:
            query = parse(words)
            if query.unknown:
                self._no_match.say(unknown_in_words(query), known_in_words(query))
            else:
                self._no_match.say(said_of_none(words, query), self._way_out())
            page = self._no_match
        if page is self._no_match and self.table.hasFocus():
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)  # where its key clears it
        self._stack.setCurrentWidget(page)

    def _way_out(self) -> str:
        narrowed = self.assigned.isVisibleTo(self) and self.assigned.isChecked()
        also = " Only what is assigned to you was searched." if narrowed else ""
        return f"{_clears()}{also}"

    # Answering

    def _changed(self, changes: Changes) -> None:
        self._lister.follow(changes, seen=self.isVisible())

    def _see_anew(self) -> None:
        self._lister.see_anew(seen=self.isVisible())

    def _tell_selection(self) -> None:
        self.selection_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take over what happened while the panel was hidden."""
        self._lister.catch_up()
        self.copies.go_on()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing more: the project may be closed next."""
        self._lister.stop(unread=self.filter.cancel())
        self.hits.stop()
        self.units.stop()
        self.copies.stop()
        super().hideEvent(event)

    def _sort(self, key: SortKey, descending: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._settings.set(ARTICLE_SORT, key)
        self._settings.set(ARTICLE_SORT_DESCENDING, descending)
        self.table.show_order(key, descending=descending)
        self._lister.find()

    def _setting_changed(self, key: str) -> None:
        order, descending = self.sort.order
        if key == ARTICLE_SORT.key and self._settings.get(ARTICLE_SORT) is not order:
            self.sort.choose(self._settings.get(ARTICLE_SORT), descending)
        elif key == ARTICLE_SORT_DESCENDING.key:
            wanted = self._settings.get(ARTICLE_SORT_DESCENDING)
            if wanted is not descending:
                self.sort.choose(order, wanted)
        elif key == ARTICLES_ASSIGNED.key:
            self.assigned.setChecked(self._settings.get(ARTICLES_ASSIGNED))

    def _choose_assigned(self, on: bool) -> None:  # noqa: FBT001 - a toggle's slot
        self._settings.set(ARTICLES_ASSIGNED, on)
        self._lister.find()

    def _mark_open(self) -> None:
        article = self._open_id()
        self._model.set_open(article)
        place = self._model.place_of(article)
        if place is not None and self.table.selected() != [self._model.numbers[place]]:
            self.table.make_current(place)

    def _open_id(self) -> str:
        return self._session.article.article.id if self._session.article else ""

    def _open(self, article: str) -> None:
        if article:
            self._session.open_article(article)
            if self._open_id() != article:
                self._mark_open()  # it can't be opened now

    def _open_found(self) -> None:
        self._lister.find_now()
        self._open(next(iter(self.rows.ids(self._model.numbers[:1])), ""))

    def ask_properties(self) -> None:
        """Ask for the metadata of the current article."""
        if self.table.current():
            self.properties_requested.emit(self.table.current())

    def ask_removal(self) -> None:
        """Ask for the selected articles to be removed."""
        selected = self.selected_ids()
        if selected:
            self.remove_requested.emit(selected)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the selected articles."""
        chosen = self.table.selectionModel()
        if self._stack.currentWidget() is not self.table or not chosen.hasSelection():
            return
        place = self.table.viewport().mapFromGlobal(event.globalPos())
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key or self.table.indexAt(place).isValid():
            self._menu.open_for(self.selected_ids(), event.globalPos())


def _clears() -> str:
    return f"{key_of('clear_filter')} clears the filter."
