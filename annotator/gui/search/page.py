"""The page of the search: what is looked for, its hits one below the other, and their articles."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.domain.wording import counted, quoted
from annotator.gui.articles.filter_edit import proposals
from annotator.gui.articles.filter_offers import FilterOffers, OfferedWords
from annotator.gui.commands.table import key_of, with_key
from annotator.gui.hits import tag_hits
from annotator.gui.hits.finder import MOST, HitFinder
from annotator.gui.hits.model import HitsModel
from annotator.gui.hits.table import HitsTable
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.search.counts import CountsModel, CountsTable
from annotator.gui.search.line import SearchBar
from annotator.gui.search.writing import ask_and_write_hits
from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState, PlainLabel, Separator, set_tool_tip
from annotator.gui.widgets.locale_order import locale_order
from annotator.gui.widgets.splitter import (
    ACROSS,
    remember_sizes,
    remembered_sizes,
    splitter,
    stretch_only,
)
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.reading.filtering import parse, refuse_unknown
from annotator.workflow.searching.hits import Hit, HitSort, SearchPlace
from annotator.workflow.searching.sought import seeker_of

_COLUMNS = "search"
_TITLE = 40
_EMPTY = "Hits come while you type. Words in double quotes stand together, and minist* begins so."
_START_SIZES = {_COLUMNS: [760, 240]}
_IN_MENU = ("open_hit", "only_hits_here", "tag_hits", "export_hits")
_SORTS = tuple(HitSort)
_TEXTS = frozenset((SearchPlace.TEXT,))
_CONCERNING = (Annotation, Comment, Remark, Actor)
"""What of an edit can change hits that are not in texts."""


class SearchPage(KeyedPage):
    """Words are found as they are typed; Enter goes to the passage."""

    passage_wanted = Signal(str, int, int, str)
    """An article, a place in its text (code points; -1 for none), and an annotation to select."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.bar = SearchBar()
        self.model = HitsModel(locale_order)
        self.finder = HitFinder(session, self.model, self)
        self.table = HitsTable(self.model, self._key)
        self.counts = CountsModel(self.model)
        self.articles = CountsTable(self.counts, self._key)
        self.said = PlainLabel(role="muted", wrap=True)
        self.tag = QPushButton("Tag these hits…", autoDefault=False)
        self.export = QPushButton("Export…", autoDefault=False)
        self.empty = EmptyState(icon("search"), "", "")
        self._offering = FilterOffers(self, self._take_offers)
        self._refusal = ""
        self._stale = False
        self._anew = False
        """Whether the same is looked for once more: what is shown then stays until hits come."""
        self._at_hand: Hit | None = None
        """What the keyboard was at before hits were listed anew."""
        self._instead: Hit | None = None
        """What it is at as long as that one isn't listed again."""
        self._to_hits = False
        """Whether the keyboard goes on to the hits once there are some."""
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self._across = splitter(ACROSS, self.table, self.articles)
        stretch_only(self._across, 0)
        self._across.setSizes(remembered_sizes(self.settings, _START_SIZES)[_COLUMNS])
        self._pages = QStackedWidget()
        for one in (self._across, self.empty):
            self._pages.addWidget(one)
        below = QHBoxLayout()
        below.setContentsMargins(GRID, 0, GRID, HALF)
        below.setSpacing(GRID)
        below.addWidget(self.said, 1)
        for button, ident in ((self.tag, "tag_hits"), (self.export, "export_hits")):
            set_tool_tip(button, with_key(button.text(), ident))
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(below)
        column.addWidget(Separator())
        column.addWidget(self._pages, 1)
        order_tabs(self)

    def _connect(self) -> None:
        self.bar.changed.connect(self._look)
        self.bar.downwards.connect(self._go_to_hits)
        self.finder.grown.connect(self._show)
        self.finder.refused.connect(self._refuse)
        self.model.modelAboutToBeReset.connect(self._remember_hit)
        self.table.opened.connect(partial(self.perform, "open_hit"))
        self.table.sorting.connect(self.sort_by)
        self.table.menu_wanted.connect(partial(self._show_menu, _IN_MENU))
        self.articles.chosen.connect(self._show_only)
        self.tag.clicked.connect(partial(self.perform, "tag_hits"))
        self.export.clicked.connect(partial(self.perform, "export_hits"))
        self.session.changed.connect(self._follow)
        self.session.view_changed.connect(self._see_otherwise)

    # Coming and going

    def enter(self) -> None:
        """Look anew where that is needed; the keyboard goes to the hits, or where words go."""
        self._offering.look(self.session.project, self.session.visibility)
        had_hits = self.has_hits
        if self._stale:
            self._look()
        if self.has_hits:
            self.table.setFocus()
        else:
            self.focus_words()
            self._to_hits = had_hits

    def _take_offers(self, found: OfferedWords) -> None:
        self.bar.within.offer(proposals(found.offered, self.session.codebook))

    def remember(self) -> None:
        """Keep sizes for the next start."""
        self.finder.stop()
        self._offering.cancel()
        remember_sizes(self.settings, {_COLUMNS: self._across.sizes()})

    def turn_regex(self) -> None:
        """Take the words as a regular expression, or as words."""
        self.bar.regex.toggle()

    def turn_case(self) -> None:
        """Match case, or not."""
        self.bar.case.toggle()

    def focus_words(self) -> None:
        """Put the keyboard where words are typed."""
        self._to_hits = False
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    def _go_to_hits(self) -> None:
        self._to_hits = not self.model.rowCount()
        if self.model.rowCount():
            if self.table.hit() is None:
                self.table.make_current(0)
            self.table.setFocus()

    # Looking

    def _look(self) -> None:
        """Find what is wanted now, or say what is wrong with it."""
        self._stale, self._refusal = False, ""
        wish = self.bar.take()
        try:
            seeker_of(wish.sought)
            refuse_unknown(parse(wish.within))
        except UserError as error:
            self.finder.stop()
            self.model.clear()
            self._refuse(str(error))
            return
        self._anew = wish == self.finder.wish
        self.table.show_only_texts(texts=wish.places == _TEXTS)
        self.finder.find(wish)
        if not self._anew:
            self._at_hand = None

    def _refuse(self, why: str) -> None:
        self._refusal = why
        self._show()

    def _follow(self, changes: Changes) -> None:
        concerned = bool(changes.ids(Article)) or not changes.changes
        if self._depends_on_more:
            within = self.bar.wish.within
            concerned = concerned or any(changes.ids(kind) for kind in _CONCERNING) or bool(within)
        if concerned:
            self._see_anew()

    @property
    def _depends_on_more(self) -> bool:
        """Whether hits depend on more than the articles' texts."""
        return bool(self.bar.wish.within) or self.bar.wish.places != _TEXTS

    def _see_otherwise(self) -> None:
        """Look anew where it matters who may see what."""
        if self._depends_on_more:
            self._see_anew()

    def _see_anew(self) -> None:
        self._stale = True
        if self.isVisible() and not self.bar.wish.is_empty:
            self._look()

    def _show(self) -> None:
        """Say what was found, and show it."""
        if not self.finder.under_way or not self.counts.rows:
            self.counts.refresh()  # while more comes, what was counted first stands still
        self.said.setText(self._refusal or self._found_in_words())
        if self.model.rowCount():
            self._pages.setCurrentWidget(self._across)
            self._come_back()
        elif not (self._anew and self.finder.under_way):
            self.empty.say(*self._nothing_in_words())
            self._pages.setCurrentWidget(self.empty)
        for button in (self.tag, self.export):
            button.setEnabled(bool(self.model.rowCount()))

    def _remember_hit(self) -> None:
        self._at_hand = self.table.hit() or self._at_hand

    def _come_back(self) -> None:
        """Keep the keyboard's row where it was before hits were listed anew."""
        here = self.table.hit()
        if here is not None and here != self._instead:
            self._at_hand = None  # one has gone on since
        row = self.model.row_of(self._at_hand)
        if here is None or row >= 0:
            self.table.make_current(max(row, 0))
            self._instead = self.table.hit() if row < 0 else None
        if row >= 0:
            self._at_hand = None
        if self._to_hits:
            self._to_hits = False
            self.table.setFocus()

    def _found_in_words(self) -> str:
        if self.bar.wish.is_empty:
            return "Words in the articles, in annotations, notes and actors"
        of_articles = sum(1 for number in self.model.articles if number)
        articles = counted(of_articles, "article")
        found = f"{counted(len(self.model.hits), 'hit')} in {articles}"
        if self.model.only and not self.finder.under_way:
            title = quoted(self.model.articles[self.model.only].title, _TITLE)
            hits = f"{self.model.rowCount():,} of {counted(len(self.model.hits), 'hit')}"
            return f"{hits}, in {title} alone · {key_of('only_hits_here')} shows all"
        if self.finder.is_full:
            return f"The first {MOST:,} hits, in {articles}: more words find fewer"
        return f"{found} so far…" if self.finder.under_way else found

    def _nothing_in_words(self) -> tuple[str, str]:
        if self._refusal:
            return "Nothing is looked for", self._refusal
        if self.bar.wish.is_empty:
            where = "" if self.bar.wish.places else "Tick where to look. "
            return "Find anything in the project", f"{where}{_EMPTY}"
        if self.finder.under_way:
            return "Looking…", "What is found comes at once."
        return "Nothing was found", f"{key_of('search_words')} leads back to the words."

    # What can be done

    @property
    def has_hit(self) -> bool:
        """Whether there is a hit at hand."""
        return self.table.hit() is not None

    @property
    def has_hits(self) -> bool:
        """Whether anything was found."""
        return bool(self.model.rowCount())

    def open_hit(self) -> None:
        """Go to the passage of the hit at hand."""
        one = self.table.hit()
        if one is None:
            return
        article, annotation = one.article.id, one.annotation
        if one.actor:
            seen = self.session.visibility
            annotation, article = self.session.project.searching.first_naming(one.actor, seen) or (
                "",
                "",
            )
            if not article:
                self.session.refused.emit("No annotation that you may see names them.")
                return
        if article:
            self.passage_wanted.emit(article, one.start, one.end, annotation)
        else:
            self.session.refused.emit("This note is about no article.")

    def only_here(self) -> None:
        """Show the hits of the article at hand alone; again, all."""
        one = self.table.hit()
        if one is not None:
            self._show_only(0 if self.model.only else one.article.number)

    def _show_only(self, article: int) -> None:
        one = self.table.hit()
        self.model.show_only(0 if self.model.only == article else article)
        self.table.make_current(max(self.model.row_of(one), 0))
        self.said.setText(self._found_in_words())

    def sort_by(self, by: HitSort) -> None:
        """Sort by this, or the other way round when that is so already."""
        one = self.table.hit()
        descending = by is self.model.by and not self.model.descending
        self.model.sort_by(by, descending=descending)
        self.table.make_current(max(self.model.row_of(one), 0))

    def sort_next(self) -> None:
        """Sort by the next thing that hits can be sorted by."""
        self.sort_by(_SORTS[(_SORTS.index(self.model.by) + 1) % len(_SORTS)])

    def turn_order(self) -> None:
        """Turn the order round."""
        self.sort_by(self.model.by)

    def toggle_place(self, place: SearchPlace) -> None:
        """Look in a place, or not any more."""
        self.bar.places[place].toggle()

    def tag_hits(self) -> None:
        """Look through what is listed, and label what stays ticked."""
        words = self.bar.wish.sought.words
        tag_hits(self.window(), self.session, self.settings, words, self.model.listed())

    def export_hits(self) -> None:
        """Write what is listed as a CSV file."""
        ask_and_write_hits(self.window(), self.session, self.settings, self.model.listed())
