"""The page for comparing layers and deciding."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation
from annotator.gui.commands.table import command, key_of
from annotator.gui.inspector import Inspector
from annotator.gui.review.article_states import ArticleStates
from annotator.gui.review.asking_why import AskingWhy
from annotator.gui.review.bulk_runner import Bulk
from annotator.gui.review.chooser import Chooser
from annotator.gui.review.comparison import Comparison
from annotator.gui.review.composing import Composing
from annotator.gui.review.deciding import Deciding, quoted
from annotator.gui.review.differences import DifferencesList
from annotator.gui.review.keys import ReviewKeys
from annotator.gui.review.lists import Lists
from annotator.gui.review.majority import take_majority
from annotator.gui.review.pane import ReviewPane
from annotator.gui.review.panel import DifferencePanel, RightColumn
from annotator.gui.session.context import ModePage, MovesBoundaries
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import ZOOM, Settings
from annotator.gui.text import ArticleView
from annotator.gui.widgets.basic import Separator
from annotator.gui.widgets.splitter import (
    ACROSS,
    remember_sizes,
    remembered_sizes,
    splitter,
    stretch_only,
)
from annotator.workflow.review.comparison import DifferenceRow, ident_of
from annotator.workflow.review.settling import Taking

_COLUMNS, _RIGHT = "review", "review_right"
_START_SIZES = {_COLUMNS: [280, 620, 360], _RIGHT: [460, 260]}


class ReviewPage(ModePage, MovesBoundaries):
    """The open article's layers in lanes, beside lists of what is to be looked at."""

    reviewing = True
    thread_wanted = Signal(str)
    """Somebody wants to ask or answer about this annotation, which is selected."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.comparison = Comparison(session, self)
        self.chooser = Chooser(session, self.comparison)
        self.differences = DifferencesList(session, self.comparison)
        self.lists = Lists(session, settings, self.differences)
        self.pane = ReviewPane(session, self.comparison)
        self.panel = DifferencePanel(session)
        self.inspector = Inspector(session)
        self._to_begin: Callable[[], object] | None = None
        self.deciding = Deciding(session, self.pane.view, lambda: self.why.reason, self)
        self.why = AskingWhy(session, self.panel, self.deciding, self.differences.setFocus)
        self.composing = Composing(session, self.panel, self.deciding)
        self.deciding.along = lambda: self.composing.along
        self.deciding.matches_on = lambda article: self.comparison.on(article).matches
        self.bulk = Bulk(self, session, self.comparison, self._go_on)
        self.states = ArticleStates(session, settings, self)
        self._compared = self.comparison.chosen
        self._keys = ReviewKeys(self, lambda: self.lists.panel, self.session.told.emit)
        self._splitters = self._lay_out()
        self._connect()

    # Building

    def _lay_out(self) -> dict[str, QSplitter]:
        right = RightColumn(self.panel, self.inspector)
        columns = splitter(ACROSS, self.lists, self.pane, right)
        stretch_only(columns, 1)
        found = {_COLUMNS: columns, _RIGHT: right}
        sizes = remembered_sizes(self.settings, _START_SIZES)
        columns.setSizes(sizes[_COLUMNS])
        right.share(sizes[_RIGHT])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addWidget(Separator())
        column.addWidget(columns, 1)
        return found

    def _connect(self) -> None:
        view = self.pane.view
        view.key_handler = self._keys.handle
        view.tab_handler = self.inspector.focus_fields
        view.zoom_changed.connect(partial(self.settings.set, ZOOM))
        self.inspector.key_handler = self._keys.handle
        self.inspector.left.connect(self.pane.focus_text)
        self.differences.current_changed.connect(self._show_row)
        self.differences.current_lost.connect(self._look_at_nothing)
        self.comparison.changed.connect(self._refresh)
        self.comparison.began.connect(self._follow_layers)
        self.comparison.grown.connect(self._grow)
        self.lists.left.connect(self.pane.focus_text)
        self.lists.go_to.connect(self._go_to)
        self.lists.switched.connect(self._switched)
        self.lists.edit_wanted.connect(self._edit)
        self.lists.thread_wanted.connect(self.want_thread)
        self.chooser.agreements_wanted.connect(partial(self.bulk.take_agreements, here=False))
        self.chooser.layer_wanted.connect(partial(self.bulk.take_layer, second=False))
        self.chooser.left.connect(self.differences.setFocus)
        self.panel.act.connect(self.perform)
        self.pane.state.wanted.connect(self.states.act)
        self.panel.version_wanted.connect(self.decide_version)
        self.pane.picked.connect(self._pick)
        self.deciding.edit_wanted.connect(self._edit)
        self.thread_wanted.connect(self._focus_thread)

    # From outside

    @property
    def text(self) -> ArticleView:
        """The article's text."""
        return self.pane.view

    def focus_text(self) -> None:
        """Put the focus on the text."""
        self.pane.focus_text()

    def move_boundary(self, edge: str, direction: int, *, by_word: bool) -> None:
        """Move a boundary of gold."""
        self.deciding.move_boundary(edge, direction, by_word=by_word)

    def commit_pending(self) -> None:
        """Keep what is typed but not yet applied."""
        self.inspector.commit_pending()

    def enter(self) -> None:
        """Compare what there is now, and take the focus."""
        view = self.pane.view
        view.zoom(self.settings.get(ZOOM) - view.zoom_level)
        self.comparison.enter()
        self.pane.enter()
        self.lists.refresh()
        self.lists.show_list(self.lists.name)
        self._begin(self._begin_here)

    def show_differences(self, wanted: object) -> None:
        """Show the list of differences, filtered by a `Filter`."""
        if isinstance(wanted, Filter):
            self.differences.filters.want(wanted)
        self.show_list("differences")
        self._begin(partial(self.differences.step, 1))

    def show_list(self, name: str) -> None:
        """Show one of the lists: differences, queue, mine or questions."""
        self.lists.show_list(name)

    def perform(self, name: str) -> None:
        """Do what a command on the difference at hand says, from a button."""
        command(name).do(self)

    def remember(self) -> None:
        """Keep sizes for the next start."""
        self.commit_pending()
        sizes = {
            name: one.asked if isinstance(one, RightColumn) else one.sizes()
            for name, one in self._splitters.items()
        }
        remember_sizes(self.settings, sizes)

    # The difference at hand

    @property
    def match(self) -> Match | None:
        """The difference that is being looked at."""
        return self.deciding.match

    @property
    def _is_listing(self) -> bool:
        return self.lists.name == "differences"

    def _begin(self, begin: Callable[[], object]) -> None:
        """Come to a difference if none is current, and again once all is compared."""
        if self.differences.current() is None:
            begin()
        self._to_begin = begin if self.comparison.under_way else None

    def _begin_late(self) -> bool:
        """Begin when more was found; tell whether that led to a difference."""
        begin, self._to_begin = self._to_begin, None
        elsewhere = self.lists.name != "differences" or self.differences.current() is not None
        if begin is None or elsewhere:
            return False
        begin()
        led = self.differences.current() is not None
        self._to_begin = begin if not led and self.comparison.under_way else None
        return led

    def _begin_here(self) -> None:
        """Look at the first open difference of the open article, if it has one."""
        article = self.session.article
        first = self.differences.first_open_on(article.article.id) if article else None
        if first is not None:
            self.differences.go_to(first)

    def _show_row(self, row: DifferenceRow) -> None:
        self.why.begin_anew()
        self._look_at(row.match, row.words)

    def _look_at(self, match: Match, words: str) -> None:
        self.deciding.match = match
        self.session.open_article(match.article)
        self.session.select(self.deciding.gold_here() or match.annotations[0].id)
        self.pane.show_match(match)
        self._show_panel(match, words)

    def _show_panel(self, match: Match | None, words: str = "") -> None:
        self.panel.show_match(match, words, self._place())
        self.panel.show_reason(self.why.reason)
        self.composing.show()
        last = self.deciding.decided_last()
        self.panel.offer_back(quoted(last) if last is not None else "")

    def _refresh(self) -> None:
        """Show the difference at hand as it is after an edit; it may be gone.

        What was decided last and is open again, undone or taken back, becomes the one at hand.
        """
        self._follow_layers()
        if self._begin_late() or (self._is_listing and self.differences.go_back()):
            return
        again = self.deciding.reopened()
        if again is not None and self._is_listing and self.differences.go_to(ident_of(again)):
            return
        match = self.match
        if match is None:
            return
        ident = ident_of(match)
        lost = self.differences.current() is None
        if lost and self._is_listing and self.differences.go_to(ident):
            return
        found = self.comparison.on(match.article)
        again = next((one for one in found.matches if ident_of(one) == ident), None)
        words = next((row.words for row in found.rows if row.ident == ident), "")
        self.deciding.match = again
        self.pane.show_match(again)
        self._show_panel(again, words)

    def _grow(self) -> None:
        """Come to a difference, or back to the one at hand, when more was found."""
        if self._begin_late():
            return
        if self.match is not None and self._is_listing and self.differences.current() is None:
            self.differences.go_to(ident_of(self.match))
        self.panel.show_place(self._place())

    def _place(self) -> str:
        number, count = self.differences.place()
        return f"{number} of {count} listed" if number else ""

    def _follow_layers(self) -> None:
        """Look at nothing when other layers are compared than before."""
        before, self._compared = self._compared, self.comparison.chosen
        lost = self.match is not None and self.differences.current() is None
        if self._compared != before and lost:
            self.differences.clear_current()
            self._look_at_nothing()

    def _look_at_nothing(self) -> None:
        self.deciding.match = None
        self.pane.show_match(None)
        self.session.select("")
        self._show_panel(None)

    def _go_on(self) -> None:
        """Go on to what is still open when much was taken at once, and what one saw with it."""
        if self.match is not None and self._is_listing:
            self.differences.left_behind = ident_of(self.match)
            self._begin(lambda: self.differences.step(1) or self.differences.step(-1))

    def step(self, direction: int) -> None:
        """Go to the next or previous difference listed."""
        if self.lists.name != "differences":
            self.lists.show_list("differences")
        if not self.differences.step(direction):
            which = "last" if direction > 0 else "first"
            self.session.told.emit(f"That is the {which} difference listed")

    def _pick(self, annotation: str) -> None:
        """Look at the difference that a clicked annotation is in, or at the annotation alone."""
        self._to_begin = None  # whoever looks at something is not led away from it
        ident = self.differences.ident_with(annotation)
        shown = self.match is not None and annotation in {one.id for one in self.match.annotations}
        if ident is not None and not shown and self.lists.name == "differences":
            self.differences.go_to(ident)
        self.session.select(annotation)

    # Deciding

    def decide(self, taking: Taking) -> None:
        """Decide and go on to the next open difference."""
        self._decide(partial(self.deciding.take, taking))

    def decide_version(self, number: int) -> None:
        """Take one of all coders' versions, by its number from 0, and go on."""
        self._decide(partial(self.deciding.take_version, number))

    def decide_parts(self) -> None:
        """Take the boundary of one version and the answers of another, and go on."""
        self._decide(partial(self.deciding.take_parts, self.composing.parts))

    def take_majority(self) -> None:
        """Ask how many coders must agree, and take what they say."""
        if not self.bulk.refuses():
            take_majority(self.session, self.settings, self, self._go_on)

    def _decide(self, act: Callable[[], bool]) -> None:
        ident = ident_of(self.match) if self.match is not None else None
        following = self.differences.next_open(ident)
        if not act():
            return
        self.why.came_to = following
        if following is None or not self.differences.go_to(following):
            if self.differences.current() is None:
                self._look_at_nothing()
            self.session.told.emit(f"Decided — that was the last open one. {key_of('undo')} undoes")

    def _edit(self, gold: str) -> None:
        self.session.select(gold)
        self.pane.show_match(self.match)
        if not self.inspector.focus_fields():
            self.pane.focus_text()
        moves = f"{key_of('end_left')} and {key_of('end_right')} move its end"
        leaves = f"{key_of('leave_fields')} goes to the text"
        self.session.told.emit(f"This is gold: {moves}, {leaves}")

    def want_thread(self, *, second: bool = False) -> None:
        """Ask or answer about what is selected, or about one side's annotation."""
        match, one = self.match, self.session.selected_annotation()
        if match is not None and (second or one is None):
            one = match.b if second else match.annotations[0]
        if one is None or (second and match is None):
            self.session.told.emit("There is nothing here to ask about: select an annotation")
            return
        self.session.select(one.id)
        self.thread_wanted.emit(one.id)

    def _focus_thread(self, _annotation: str) -> None:
        self.inspector.focus_thread()

    # The other lists

    def _go_to(self, annotation: str) -> None:
        found = self.session.project.get(Annotation, annotation)
        if found is not None:
            self.session.open_article(found.article)
            self.session.select(annotation)
            self.pane.focus_text()

    def _switched(self, name: str) -> None:
        """Show both versions beside the differences; the other lists are of one annotation."""
        of_differences = name == "differences"
        self.panel.setVisible(of_differences)
        current = self.differences.current()
        if of_differences and current is not None:
            self._show_row(current)
        elif not of_differences:
            self.deciding.match = None
            self.pane.show_match(None)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that nothing inside has used; Esc goes to the text."""
        if self._keys.handle(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.pane.focus_text()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop keeping up as long as nobody looks."""
        super().hideEvent(event)
        self._to_begin = None
        self.comparison.pause()
        self.pane.pause()
