"""The list of differences over the whole project."""

from PySide6.QtCore import QItemSelectionModel, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QVBoxLayout, QWidget

from annotator.analysis.comparing.filtering import by_kind
from annotator.domain.wording import noun
from annotator.gui.commands.key_events import ENTER
from annotator.gui.commands.table import key_of
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HAIR, HALF
from annotator.gui.review.comparison import Comparison
from annotator.gui.review.difference_rows import DifferenceDelegate, DifferencesModel
from annotator.gui.review.filters import FilterBar
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import ArrowKeyList
from annotator.gui.widgets.basic import EmptyState, PlainLabel
from annotator.workflow.review.comparison import DifferenceRow, ident_of

Ident = tuple[object, ...]
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


def _no_difference() -> tuple[str, str]:
    takes = f"{key_of('take_agreements')} takes all agreements into gold"
    return "Nothing differs", f"Where both have finished an article they agree. {takes}."


class DifferencesList(QWidget):
    """Filters, count and rows; the current row is the difference that is being looked at."""

    current_changed = Signal(object)
    """The `DifferenceRow` to look at."""
    left = Signal()
    """The user wants to the text."""

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison
        self._quiet = False
        self._lost = 0
        self.left_behind: Ident | None = None
        self.filters = FilterBar(session, comparison)
        self.count = PlainLabel(role="muted")
        self.hidden = PlainLabel(role="small", wrap=True)
        self.model = DifferencesModel(self)
        self.view = ArrowKeyList()
        self.empty = EmptyState(icon("review"), *_no_second())
        self._build(session)
        comparison.changed.connect(self.refresh)
        comparison.working.connect(self._show_working)
        self.filters.changed.connect(self._filter)
        session.article_opened.connect(self._article_opened)
        self.view.selectionModel().currentChanged.connect(self._select)
        self.view.doubleClicked.connect(self.left)

    def _build(self, session: Session) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(DifferenceDelegate(session, self.model, self.view))
        self.view.setAccessibleName("Differences")
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self.hidden.setContentsMargins(GRID + HAIR, 0, GRID, HALF)
        column.addWidget(self.hidden)
        column.addWidget(page, 1)

    # What is shown

    def refresh(self) -> None:
        """Show the comparison as it is now; the current row stays."""
        self.filters.refresh()
        every = self._comparison.rows()
        rows, still_open, total = self.filters.admits(every)
        shown = {row.ident: row for row in rows}
        order = by_kind((row.match for row in rows), self._comparison.articles)
        kept, place = self.current(), self.view.currentIndex().row()
        self._quiet = True
        scrolled = self.view.verticalScrollBar().value()
        self.model.set_rows([shown[ident_of(match)] for match in order])
        self.view.verticalScrollBar().setValue(scrolled)
        if kept is not None and not self.go_to(kept.ident):
            self._lost = place
        self._quiet = False
        self._stack.setCurrentIndex(0 if rows else 1)
        self._tell(still_open, total, anything=bool(every))

    def _filter(self) -> None:
        self.refresh()
        self._lost = 0

    def _tell(self, still_open: int, total: int, *, anything: bool) -> None:
        number = QLocale().toString
        self.count.setText(f"{number(still_open)} open of {number(total)}" if total else "")
        self._show_working(self._comparison.under_way)
        hidden = self._comparison.hidden
        articles = f"{number(hidden)} {noun(hidden, 'article is', 'articles are')}"
        self.hidden.setText(f"{articles} hidden: you see others’ labels once you have finished.")
        self.hidden.setVisible(hidden > 0)
        pairs = self._comparison.chosen.pairs(self._comparison.coders)
        self.empty.say(
            *(_NOTHING_LISTED if anything else _no_difference() if pairs else _no_second())
        )

    def _show_working(self, working: bool) -> None:  # noqa: FBT001 - a signal's slot
        if working:
            self.count.setText("Comparing…")

    def _article_opened(self) -> None:
        self.filters.refresh()

    # The current difference

    def current(self) -> DifferenceRow | None:
        """Return the difference that is being looked at."""
        return self.model.row_at(self.view.currentIndex())

    def go_to(self, ident: Ident) -> bool:
        """Make a difference the current one; tell whether it is listed."""
        if not self.model.index_of(ident).isValid():
            return False
        self._put_current(ident)
        return True

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
        for row in self.model.rows():
            if any(one.id == annotation for one in row.match.annotations):
                return row.ident
        return None

    def first_open_on(self, article: str) -> Ident | None:
        """Return the first listed difference on an article that is open."""
        for row in self.model.rows():
            if row.match.article == article and not row.settled:
                return row.ident
        return None

    def step(self, direction: int) -> bool:
        """Go to the next difference, or the one before; tell whether there is one."""
        places = self.model.places()
        now: float = self.view.currentIndex().row()
        if now < 0:
            now = self._lost - 0.5  # before what has taken its place
        after = [place for place in places if (place - now) * direction > 0]
        if not after:
            return False
        self._put(after[0] if direction > 0 else after[-1])
        return True

    def next_open(self, ident: Ident | None) -> Ident | None:
        """Return the first open difference after one, going on from the top at the end."""
        listed = self.model.rows()
        place = next((n for n, row in enumerate(listed) if row.ident == ident), -1)
        following = [*listed[place + 1 :], *listed[: max(0, place)]]
        found = next((row for row in following if not row.settled), None)
        return found.ident if found is not None else None

    def place(self) -> tuple[int, int]:
        """Return the number of the current difference, from 1 on, and how many are listed."""
        places = self.model.places()
        now = self.view.currentIndex().row()
        return (places.index(now) + 1 if now in places else 0), len(places)

    def _put_current(self, ident: Ident) -> None:
        index = self.model.index_of(ident)
        if index.isValid():
            self._put(index.row())

    def _put(self, place: int) -> None:
        index = self.model.index(place)
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def clear_current(self) -> None:
        """Look at no difference; the next step leads to the first one."""
        self.view.selectionModel().clear()
        self._lost, self.left_behind = 0, None

    def _select(self) -> None:
        index, row = self.view.currentIndex(), self.current()
        if row is None:
            return
        # Qt makes a row current without marking it when the focus comes into a list without one.
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().select(index, flags.ClearAndSelect)
        if not self._quiet:
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
