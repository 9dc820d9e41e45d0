"""The list of differences over the whole project."""

from collections.abc import Collection, Iterable
from itertools import chain, islice

from PySide6.QtCore import (
    QItemSelectionModel,
    QLocale,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.wording import noun
from annotator.gui.commands.key_events import ENTER
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import row_height, two_line_height
from annotator.gui.look.theme import GRID, HAIR, HALF
from annotator.gui.review.comparison import Comparison
from annotator.gui.review.difference_rows import DifferenceDelegate, DifferencesModel
from annotator.gui.review.filters import FilterBar
from annotator.gui.review.states_label import StatesLabel
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import EmptyState, PlainLabel
from annotator.gui.widgets.even_rows import EvenRows
from annotator.workflow.review.comparison import DifferenceRow, Ident

_NOTHING_LISTED = (
    "Nothing to list",
    "No difference is as the filters above say. “All” shows those decided already.",
)


def _no_second() -> tuple[str, str]:
    hands, brings = key_of("hand_out"), key_of("bring_in")
    said = (
        f"Hand articles out with {hands}, and bring colleagues’ files in with {brings}. "
        "What two coders have on an article that both have finished is compared here."
    )
    return "No second coder yet", said


def _no_difference(*, deciding: bool) -> tuple[str, str]:
    takes = f" {key_of('take_agreements')} takes all agreements into gold." if deciding else ""
    return "Nothing differs", f"Where both have finished an article they agree.{takes}"


class DifferencesList(QWidget):
    """Filters, count and rows; the current row is the difference that is being looked at."""

    current_changed = Signal(object)
    """The `DifferenceRow` to look at."""
    current_lost = Signal()
    """What was looked at is not listed any more, since others are asked for."""
    left = Signal()
    """The user wants to the text."""

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__()
        self._session = session
        self._comparison = comparison
        self._quiet = False
        self._lost = 0
        self.left_behind: Ident | None = None
        self.filters = FilterBar(session, comparison)
        self.count = PlainLabel(role="muted")
        self.hidden = PlainLabel(role="small", wrap=True)
        self.states = StatesLabel(session)
        self.model = DifferencesModel(comparison, self)
        self.view = EvenRows(two_line_height(), row_height(), self.model.headings)
        self.view.setModel(self.model)
        self._now: Ident | None = None
        self._still_open = 0
        self.empty = EmptyState(icon("review"), *_no_second())
        self._build(session)
        comparison.began.connect(self.refresh)
        comparison.rows_changed.connect(self._follow)
        comparison.changed.connect(self._offer_anew)
        comparison.grown.connect(self.filters.article.grow)
        comparison.working.connect(self._show_working)
        self.filters.changed.connect(self._filter)
        session.article_opened.connect(self._article_opened)
        self.view.selectionModel().currentChanged.connect(self._select)
        self.view.doubleClicked.connect(self.left)

    def _build(self, session: Session) -> None:
        self.view.setItemDelegate(DifferenceDelegate(session, self.model, self.view))
        self.view.setAccessibleName("Differences")
        self.view.setMouseTracking(True)
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        self.count.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        column.addWidget(self.count)
        self.states.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        column.addWidget(self.states)
        self.hidden.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        column.addWidget(self.hidden)
        column.addWidget(page, 1)

    # What is shown

    def refresh(self) -> None:
        """List what was found by now; the current row stays."""
        self.filters.refresh()
        place = self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self._quiet = True
        self.model.want(self.filters.wanted)
        self.view.executeDelayedItemsLayout()
        self.view.verticalScrollBar().setValue(scrolled)
        self._stay(place)
        self._quiet = False
        self._tell()

    def _follow(self, articles: Collection[str]) -> None:
        """List what there is now on some articles; what is in sight stays where it is."""
        view, place = self.view, self.view.currentIndex().row()
        held = QPersistentModelIndex(view.currentIndex())
        if not held.isValid() and view.verticalScrollBar().value():
            held = QPersistentModelIndex(view.indexAt(QPoint(0, 0)))
        before = view.visualRect(held).top()
        self._quiet = True
        self.model.follow(articles)
        view.executeDelayedItemsLayout()
        if held.isValid():
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + view.visualRect(held).top() - before)
        if self._now is not None and self._now[0] in articles:
            self._stay(place)
        self._quiet = False
        self._tell()

    def _stay(self, place: int) -> None:
        """Keep the current row where it is still listed; what was at its place comes next."""
        if self._now is None or self.go_to(self._now):
            return
        if place >= 0:
            self._lost = place
        self._now = None
        self.view.selectionModel().clear()

    def _offer_anew(self) -> None:
        self.filters.refresh()
        self._tell()

    def _filter(self) -> None:
        had = self._now is not None
        self.refresh()
        self._lost = 0
        if had and self._now is None:
            self.current_lost.emit()

    def _tell(self) -> None:
        number = QLocale().toString
        self._still_open, total = self.filters.counts(self._comparison.found)
        self._stack.setCurrentIndex(0 if self.model.rowCount() or self._comparison.under_way else 1)
        said = f"{number(self._still_open)} open of {number(total)}" if total else ""
        if self._comparison.under_way:
            said = f"{said} so far" if said else "Comparing…"
        self.count.setText(said)
        hidden = self._comparison.hidden
        articles = f"{number(hidden)} {noun(hidden, 'article is', 'articles are')}"
        self.hidden.setText(f"{articles} hidden: you see others’ labels once you have finished.")
        self.hidden.setVisible(hidden > 0)
        pairs = self._comparison.found.grounds.pairs
        anything = bool(self._comparison.found.differing)
        agreed = _no_difference(deciding=self._session.may_review) if pairs else _no_second()
        self.empty.say(*(_NOTHING_LISTED if anything else agreed))

    def _show_working(self, _working: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._tell()

    def _article_opened(self) -> None:
        self.filters.refresh()

    # The current difference

    def current(self) -> DifferenceRow | None:
        """Return the difference that is being looked at."""
        return self.model.row_at(self.view.currentIndex())

    def go_to(self, ident: Ident) -> bool:
        """Make a difference the current one; tell whether it is listed."""
        index = self.model.index_of(ident)
        if index.isValid():
            self._put(index.row())
        return index.isValid()

    def go_back(self) -> bool:
        """Go back to what was decided with much else and is open again; tell whether it is."""
        behind = self.left_behind
        row = self.model.row_at(self.model.index_of(behind)) if behind is not None else None
        if row is None or row.settled:
            return False
        self.left_behind = None
        return self.go_to(row.ident)

    def ident_with(self, annotation: str) -> Ident | None:
        """Return the listed difference that an annotation is in."""
        one = self._session.project.get(Annotation, annotation)
        rows = map(self._comparison.row, self.model.refs_on(one.article) if one else ())
        found = (r for r in rows if r and annotation in {one.id for one in r.match.annotations})
        return next((row.ident for row in found), None)

    def first_open_on(self, article: str) -> Ident | None:
        """Return the first listed difference on an article that is open."""
        return self._first_open(self.model.refs_on(article))

    def step(self, direction: int) -> bool:
        """Go to the next difference, or the one before; tell whether there is one."""
        now, last = self.view.currentIndex().row(), self.model.rowCount()
        place = now + direction
        if now < 0:  # before what has taken its place
            place = self._lost if direction > 0 else min(self._lost, last) - 1
        while 0 <= place < last and self.model.ref_at(place) is None:
            place += direction
        if not 0 <= place < last:
            return False
        self._put(place)
        return True

    def next_open(self, ident: Ident | None) -> Ident | None:
        """Return the first open difference after one, going on from the top at the end."""
        if not self._still_open:
            return None
        place = self.model.index_of(ident).row() if ident is not None else -1
        before = islice(self.model.refs(), max(0, self.model.number_of(place) - 1))
        return self._first_open(chain(self.model.refs(place), before))

    def _first_open(self, refs: Iterable[int]) -> Ident | None:
        found = (ref for ref in refs if not self.model.is_settled(ref))
        ref = next(found, None)
        row = self._comparison.row(ref) if ref is not None else None
        return row.ident if row is not None else None

    def place(self) -> tuple[int, int]:
        """Return the number of the current difference, from 1 on, and how many are listed."""
        now = self.view.currentIndex().row()
        return (self.model.number_of(now) if now >= 0 else 0), self.model.count()

    def _put(self, place: int) -> None:
        index = self.model.index(place)
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def clear_current(self) -> None:
        """Look at no difference; the next step leads to the first one."""
        self.view.selectionModel().clear()
        self._lost, self.left_behind, self._now = 0, None, None

    def _select(self) -> None:
        index, row = self.view.currentIndex(), self.current()
        if row is None:
            return
        # Qt makes a row current without marking it when the focus comes into a list without one.
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().select(index, flags.ClearAndSelect)
        if not self._quiet:
            self._now = row.ident
            self.current_changed.emit(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the rows; with a focus proxy Tab would leave the filters out."""
        self.view.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc go to the text."""
        if event.key() in (*ENTER, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
