"""The page's content: views, what is asked, what came of it, and the passages behind a mark."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from annotator.analysis.insights.insight import InsightMark
from annotator.analysis.insights.views import VIEWS, InsightView, LabelsOf, view_called
from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.gui.articles.filter_offers import FilterOffers, OfferedWords
from annotator.gui.articles.label_filter import LabelFilter, label_proposals
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.insights.benchmark import BenchmarkDialog
from annotator.gui.insights.codes_dialog import CountedCodesDialog
from annotator.gui.insights.controls import InsightControls
from annotator.gui.insights.figures import MarksTable
from annotator.gui.insights.finder import InsightFinder
from annotator.gui.insights.finding import InsightAnswer, InsightWish
from annotator.gui.insights.kept import KeptChoices
from annotator.gui.insights.pane import InsightPane
from annotator.gui.insights.passages_pane import BehindPane
from annotator.gui.insights.picture_splitter import PictureSplitter
from annotator.gui.insights.view_list import InsightViewList
from annotator.gui.insights.writing import ask_and_write
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import Separator
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.problem_below import ProblemBelow
from annotator.gui.widgets.splitter import (
    ACROSS,
    remember_sizes,
    remembered_sizes,
    sizes_of,
    splitter,
    stretch_only,
)
from annotator.gui.widgets.tab_order import order_tabs
from annotator.store.reading.label_query import parse_labels

_VIEWS, _ROWS = "insights", "insights_rows"
_START_SIZES = {_VIEWS: [220, 800], _ROWS: [636, 114]}


class InsightsBody(QWidget):
    """Each change of what is asked is counted at once; nothing is counted on this thread."""

    passage_wanted = Signal(str, str, int, int)

    def __init__(self, session: Session, settings: Settings, key: KeyHandler) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._kept = KeptChoices(settings, session.project.path)
        self._coder = session.coder
        self._place: QWidget | None = None
        """Where the keyboard was when the page was left."""
        self._offering = FilterOffers(self, self._take_offers)
        self.finder = InsightFinder(session, self)
        self.views = InsightViewList(key)
        self.filter = LabelFilter()
        self.controls = InsightControls()
        self.pane = InsightPane(self.finder, key)
        self.behind = BehindPane(session, key)
        self._lay_out()
        self._begin()
        self._connect()

    # Building

    def _lay_out(self) -> None:
        self._down = PictureSplitter(self.pane, self.behind)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(0)
        line = QVBoxLayout()
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(HALF)
        which = QHBoxLayout()
        which.setSpacing(GRID)
        which.addWidget(self.filter, 1)
        for one in self.controls.beside_filter:
            which.addWidget(one)
        line.addLayout(which)
        self.problem = ProblemBelow(self.filter, right)
        """Why nothing is looked for, with all the conditions that there are."""
        column.addLayout(line)
        column.addWidget(self.controls)
        column.addWidget(Separator())
        column.addWidget(self._down, 1)
        self._across = splitter(ACROSS, self.views, right)
        stretch_only(self._across, 1)
        sizes = remembered_sizes(self._settings, _START_SIZES)
        self._across.setSizes(sizes[_VIEWS])
        self._down.wish(sizes[_ROWS])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._across)
        order_tabs(self)

    def _begin(self) -> None:
        """Show what was asked when the page was left."""
        try:
            view = view_called(self._kept.view)
        except UserError:
            view = VIEWS[0]
        self.views.choose(view)
        self.filter.setText(self._kept.asked(view.id).words)
        self.filter.cancel()
        self.pane.show_as(table=self._kept.is_table)
        self.controls.show_view(view, self._kept.asked(view.id))
        self.pane.show_view(view)

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.views.entered.connect(self.pane.focus_marks)
        self.filter.wanted.connect(self._filter)
        for signal in (self.filter.entered, self.filter.downwards, self.filter.left):
            signal.connect(self.pane.focus_marks)
        self.controls.changed.connect(self._ask_otherwise)
        self.controls.target.left.connect(self.pane.focus_marks)
        self.controls.pressed.connect(self._press)
        self.finder.found.connect(self._take)
        self.finder.refused.connect(self._refuse)
        self.pane.picked.connect(self._pick)
        self.pane.opened.connect(self._go_to_passages)
        self.pane.export_wanted.connect(self.export)
        self.pane.turn.clicked.connect(self._keep_table)
        self.behind.opened.connect(self._open)
        self._session.changed.connect(self._follow)
        self._session.view_changed.connect(self._see_anew)

    # Coming and going

    def enter(self) -> None:
        """Count what was never counted or has changed, and take the focus where it was."""
        if self.finder.stale:
            self._ask()
        self._offering.look(self._session.project, self._seen)
        place = self._place
        if place is not None and place.isVisibleTo(self):
            place.setFocus()
        else:
            self.views.setFocus()

    def remember(self) -> None:
        """Stop counting and reading, and keep sizes for the next start."""
        self.finder.stop()
        self.behind.stop()
        self._offering.cancel()
        self._kept.write()
        sizes = {**sizes_of({_VIEWS: self._across}), _ROWS: self._down.wished}
        remember_sizes(self._settings, sizes)

    @property
    def _seen(self) -> Visibility:
        return self._session.visibility.when_reviewing()

    def _follow(self, changes: Changes) -> None:
        if not changes.edit and not changes.changes:
            return
        self.finder.follow(changes)
        if self.isVisible():
            self.finder.want_soon(self._wish())
        else:
            self.pane.say_state()

    def _see_anew(self) -> None:
        """Show nothing that somebody else saw."""
        answer = self.pane.answer
        if self._session.coder == self._coder and (
            answer is None or answer.wish.seen == self._seen
        ):
            return
        self._coder = self._session.coder
        self.finder.stop()
        self.finder.stale = True
        self.pane.show_nothing()
        self.behind.show_mark(None, None)
        if self.isVisible():
            self._ask()
            self._offering.look(self._session.project, self._seen)

    def _take_offers(self, found: OfferedWords) -> None:
        self.filter.offer(label_proposals(found.offered, self._session.codebook, found.actors))

    # Asking

    @property
    def view(self) -> InsightView:
        """The view at hand."""
        return self.views.view

    def _wish(self) -> InsightWish:
        return InsightWish(
            view=self.view,
            asked=self._kept.asked(self.view.id),
            seen=self._seen,
            sensitive=self._kept.sensitive,
            wanted=self._kept.wanted,
        )

    def _ask(self) -> None:
        self.finder.want(self._wish())

    def _ask_otherwise(self) -> None:
        """Count what the controls say now."""
        self._kept.sensitive = self.controls.sensitive.isChecked()
        self._kept.ask(self.view.id, self.controls.asked)
        self._ask()

    def _filter(self, words: str) -> None:
        """Count what the words find; those that mean nothing are told and change nothing."""
        try:
            parse_labels(words, self._session.codebook)
        except UserError as error:
            self.problem.say(str(error))
            return
        self.problem.say("")
        if words != self._kept.asked(self.view.id).words:
            self._kept.filter(self.view.id, words)
            self.controls.asked = self._kept.asked(self.view.id)
            self._ask()

    def _show_view(self, view: InsightView) -> None:
        self._kept.show(view.id)
        self.controls.show_view(view, self._kept.asked(view.id))
        self.pane.show_view(view)
        self._ask()

    def _take(self, answer: InsightAnswer) -> None:
        if answer.wish.seen != self._seen:  # what may be seen has changed while it was counted
            self._ask()
            return
        self.controls.show_answer(answer)
        self.pane.show_answer(answer)
        self._pick(self.pane.mark)

    def _refuse(self, why: str) -> None:
        self.pane.refuse(why)
        self._session.refused.emit(why)

    def _pick(self, mark: InsightMark | None) -> None:
        """List what is behind the mark at hand; what is not shown has none."""
        if mark is self.pane.mark:
            self.behind.show_mark(self.pane.answer, mark)

    def count_again(self) -> None:
        """Count once more, whatever has changed."""
        self._ask()

    # Views

    def count_views(self) -> int:
        """Return how many views there are."""
        return len(VIEWS)

    def show_view_at(self, place: int) -> None:
        """Show the view at a place of the list."""
        self.views.choose(VIEWS[place])

    def step_view(self, step: int) -> None:
        """Show the next view, or the one before; after the last comes the first."""
        self.show_view_at((VIEWS.index(self.view) + step) % len(VIEWS))

    # Keys

    def go_on(self) -> None:
        """From the views to the marks, from a mark to its passages, from there to the article."""
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif focus is self.behind.table:
            self.behind.open_passage()
        elif focus is self.pane.shown and self.pane.mark is not None:
            self._go_to_passages(self.pane.mark)
        else:
            self.pane.focus_marks()

    def go_back(self) -> None:
        """From the passages to the marks, from there to the views."""
        if self.focusWidget() is self.pane.shown:
            self.views.setFocus()
        elif self.focusWidget() is not self.views:
            self.pane.focus_marks()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def _go_to_passages(self, mark: InsightMark) -> None:
        self._pick(mark)
        if self.behind.has_passages:
            self.behind.table.setFocus()

    def _open(self, article: str, annotation: str, start: int, end: int) -> None:
        self._place = self.behind.table
        self.passage_wanted.emit(article, annotation, start, end)

    def _press(self, ident: str) -> None:
        if ident == "insight_codes":
            self.ask_codes()
        else:
            self.ask_wanted()

    # What can be done

    @property
    def figures(self) -> MarksTable:
        """The table of figures."""
        return self.pane.figures

    @property
    def has_marks(self) -> bool:
        """Whether anything is shown."""
        return self.pane.has_marks

    @property
    def is_table(self) -> bool:
        """Whether marks are shown as a table."""
        return self.pane.is_table and self.pane.has_marks

    @property
    def has_layers(self) -> bool:
        """Whether there is a choice of layers."""
        return self.controls.layer.count() > 1

    @property
    def has_target(self) -> bool:
        """Whether the view is about somebody."""
        return self.view.of is LabelsOf.JUDGEMENTS

    @property
    def has_benchmark(self) -> bool:
        """Whether the view compares with wanted shares, and has something to compare."""
        return self.pane.answer is not None and bool(self.pane.answer.categories)

    def count_next(self) -> None:
        """Count the next thing: labels, articles, words."""
        self.controls.next_in(self.controls.by)

    def take_next_layer(self) -> None:
        """Take the labels of the next layer."""
        self.controls.next_in(self.controls.layer)

    def turn_table(self) -> None:
        """Show figures as a table, or as a picture."""
        self.pane.turn_table()
        self._keep_table()

    def _keep_table(self) -> None:
        self._kept.is_table = self.pane.is_table

    def copy(self) -> None:
        """Put the figures on the clipboard as a table."""
        QGuiApplication.clipboard().setText(self.pane.figures.figures.text())
        self._session.told.emit("The figures are copied, as a table")

    def export(self, kind: str = "") -> None:
        """Ask for a file and write what is shown."""
        answer = self.pane.answer
        if answer is not None:
            ask_and_write(self.window(), self._session, self._settings, answer.insight, kind)

    def ask_codes(self) -> None:
        """Ask whose labels are counted, by code."""
        codebook, chosen = self._session.codebook, self.controls.asked.codes
        dialog = CountedCodesDialog(self.window(), self._settings, codebook, chosen)
        if run_dialog(dialog).result():
            self.controls.choose_codes(dialog.codes)

    def ask_wanted(self) -> None:
        """Ask which shares are wanted."""
        answer = self.pane.answer
        if answer is None:
            return
        by = answer.question.rows or answer.wish.view.rows
        dialog = BenchmarkDialog(
            self.window(),
            self._settings,
            answer.insight.row_title,
            answer.categories,
            answer.question.wanted,
        )
        if run_dialog(dialog).result():
            self._kept.want(by, dialog.wanted)
            self._ask()
