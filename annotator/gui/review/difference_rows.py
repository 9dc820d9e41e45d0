"""Differences as rows under a heading for each kind, and how they are drawn."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.codebook import Code
from annotator.domain.wording import shortened
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import SMALL, row_height
from annotator.gui.look.theme import GRID, tabular, theme_of, ui_font
from annotator.gui.review.comparison import Comparison
from annotator.gui.session.session import Session
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.two_line_rows import Index, Ink, TwoLineDelegate, TwoLines, draw_text
from annotator.workflow.review.comparison import DifferenceRow, Ident
from annotator.workflow.review.finding import DifferenceTraits
from annotator.workflow.review.row_index import RowListing, Splice

_TOP = QModelIndex()
_FEW = 8
"""On how many articles at most rows may say something else without being other rows."""
_AROUND = 6
"""How many lines before and after one that is shown are read with it."""
_TITLE = 14
_TICK = 14


class Heading:
    """A kind of difference, and how many there are of it."""

    def __init__(self, kind: Kind, count: int) -> None:
        self.text = kind.words
        self.count = count


class DifferencesModel(QAbstractListModel):
    """What is listed of a comparison under headings for each kind; headings can't be selected.

    Where a row stands follows from how many there are of each kind; what it says is read with those
    around it when it is shown.
    """

    def __init__(self, comparison: Comparison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self.listing = RowListing(comparison.found.index)

    # What is listed

    def want(self, wanted: Filter) -> None:
        """List all differences that a filter admits."""
        self.beginResetModel()
        self.listing = RowListing(self._comparison.found.index)
        self.listing.want(_admitting(wanted), wanted.article)
        self.endResetModel()

    def follow(self, articles: Collection[str]) -> None:
        """List what there is now on these articles."""
        for splice in self.listing.splices(articles):
            self._apply(splice)
        changed = self.headings()  # which have other counts
        if len(articles) <= _FEW:
            changed += [self.index_of_ref(r).row() for one in articles for r in self.refs_on(one)]
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def _apply(self, splice: Splice[Kind]) -> None:
        """Take rows out and put others in; a heading comes and goes with its rows."""
        kind, start = splice.group, self._top(splice.group) + 1 + splice.place
        if splice.gone:
            alone = splice.gone == len(self.listing.refs[kind])
            self.beginRemoveRows(_TOP, start - alone, start + splice.gone - 1)
            self.listing.apply(Splice(kind, splice.place, splice.gone, array("Q")))
            self.endRemoveRows()
        if splice.come:
            alone = not self.listing.refs[kind]
            self.beginInsertRows(_TOP, start - alone, start + len(splice.come) - 1)
            self.listing.apply(Splice(kind, splice.place, 0, splice.come))
            self.endInsertRows()

    # Where it stands

    def headings(self) -> list[int]:
        """Return which lines are headings."""
        return [self._top(kind) for kind, refs in self.listing.refs.items() if refs]

    def _top(self, kind: Kind) -> int:
        """Return at which line a kind's heading is, or would be."""
        top = 0
        for one, refs in self.listing.refs.items():
            if one == kind:
                break
            top += len(refs) + bool(refs)
        return top

    def ref_at(self, place: int) -> int | None:
        """Return which difference is at a line; None for a heading."""
        top = 0
        for refs in self.listing.refs.values():
            lines = len(refs) + bool(refs)
            if place < top + lines:
                return refs[place - top - 1] if place > top else None
            top += lines
        return None

    def line(self, index: Index) -> DifferenceRow | Heading | None:
        """Return what stands at an index."""
        if not index.isValid():
            return None
        ref = self.ref_at(index.row())
        if ref is not None:
            if not self._comparison.ready.has(self.listing.index.of(ref)[0]):
                self._prepare(index.row())
            return self._comparison.row(ref)
        kinds = self.listing.refs.items()
        found = (
            Heading(kind, len(refs))
            for kind, refs in kinds
            if self._top(kind) == index.row() and refs
        )
        return next(found, None)

    def _prepare(self, place: int) -> None:
        """Have what is around a line read at once."""
        around = range(max(0, place - _AROUND), min(self.rowCount(), place + _AROUND))
        of = self.listing.index.of
        refs = (self.ref_at(one) for one in around)
        self._comparison.ready.prepare({of(ref)[0] for ref in refs if ref is not None})

    def row_at(self, index: Index) -> DifferenceRow | None:
        """Return the difference at an index; None for a heading."""
        found = self.line(index)
        return found if isinstance(found, DifferenceRow) else None

    def index_of_ref(self, ref: int) -> QModelIndex:
        """Return where a difference stands; an invalid index where it doesn't."""
        found = self.listing.place(ref)
        return self.index(self._top(found[0]) + 1 + found[1]) if found else QModelIndex()

    def index_of(self, ident: Ident) -> QModelIndex:
        """Return where a difference stands; an invalid index where it doesn't."""
        ref = self._ref_of(ident)
        return QModelIndex() if ref is None else self.index_of_ref(ref)

    def _ref_of(self, ident: Ident) -> int | None:
        article = ident[0]
        if self.listing.index.place_of(article) is None:
            return None
        rows = self._comparison.on(article).rows
        number = next((n for n, row in enumerate(rows) if row.ident == ident), None)
        return None if number is None else self.listing.index.ref(article, number)

    def refs_on(self, article: str) -> list[int]:
        """Return the differences listed on an article, from top to bottom."""
        index = self.listing.index
        if index.place_of(article) is None:
            return []
        first, after = index.span(article)
        groups = self.listing.refs.values()
        return [
            ref
            for refs in groups
            for ref in refs[bisect_left(refs, first) : bisect_left(refs, after)]
        ]

    def refs(self, after: int = -1) -> Iterator[int]:
        """Yield the differences listed after a line, from top to bottom."""
        return (
            ref for n in range(after + 1, self.rowCount()) if (ref := self.ref_at(n)) is not None
        )

    def rows(self) -> list[DifferenceRow]:
        """Return the differences listed, from top to bottom; all of them are read."""
        found = map(self._comparison.row, self.refs())
        return [row for row in found if row is not None]

    def is_settled(self, ref: int) -> bool:
        """Tell whether a listed difference is settled."""
        found = self.listing.place(ref)
        traits = self.listing.index.traits_at(found[0], ref) if found else None
        return traits is not None and traits[1]

    def count(self) -> int:
        """Count the differences listed."""
        return sum(map(len, self.listing.refs.values()))

    def number_of(self, place: int) -> int:
        """Return the number of the difference at a line among those listed, from 1 on."""
        return place + 1 - sum(one <= place for one in self.headings())

    # Qt

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count lines, headings included."""
        if parent.isValid():
            return 0
        return sum(len(refs) + bool(refs) for refs in self.listing.refs.values())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line's words, which screen readers read."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index)
        if line is None:
            return None
        if isinstance(line, Heading):
            return f"{line.text}: {line.count}"
        settled = ", settled" if line.settled else ""
        return f"{line.text}: {line.words}{settled}, in {line.title}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keys walk from difference to difference, past the headings."""
        if not index.isValid() or self.ref_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _admitting(wanted: Filter) -> Callable[[DifferenceTraits], bool]:
    return lambda found: wanted.suits(found[0]) and wanted.settled in (None, found[1])


class DifferenceDelegate(TwoLineDelegate):
    """Draws headings in one line and differences in two; settled ones are faint."""

    def __init__(self, session: Session, model: DifferencesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model

    def lines_of(self, index: Index) -> TwoLines:
        """Return the text, and below it what differs and where."""
        row = self._model.row_at(index)
        if row is None:
            return TwoLines("")
        aside = shortened(row.title, _TITLE)
        return TwoLines(row.text, row.words, aside, yields=True, faint=row.settled)

    def inset(self) -> int:
        """Leave room for the code's badge."""
        return SIZE + GRID

    def paint_before(self, painter: QPainter, rect: QRect, ink: Ink, index: Index) -> None:
        """Draw the badge, and under it a tick where the difference is settled."""
        del ink  # badge and tick have colours of their own
        row = self._model.row_at(index)
        if row is None:
            return
        code_id = row.match.code
        code = self._session.codebook.code(code_id) or Code(id=code_id, name=code_id)
        top = rect.top() + (rect.height() - SIZE) / 2 - (GRID if row.settled else 0)
        place = QRectF(rect.left() + GRID + 2, top, SIZE, SIZE)
        view = self.parent()
        if isinstance(view, QWidget):
            paint_badge(painter, place, code, view.palette())
        if row.settled:
            left = int(place.center().x()) - _TICK // 2 + 1
            icon("done").paint(painter, QRect(left, int(place.bottom()) + 2, _TICK, _TICK))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a difference."""
        line = self._model.line(index)
        if line is None:
            return
        if not isinstance(line, Heading):
            super().paint(painter, option, index)
            return
        theme = theme_of(option.palette)
        painter.save()
        painter.fillRect(option.rect, QColor(theme.window))
        painter.setFont(tabular(ui_font(SMALL, strong=True)))
        painter.setPen(QColor(theme.muted))
        room = option.rect.adjusted(GRID + 2, 0, -GRID - 2, 0)
        draw_text(painter, room, line.text)
        draw_text(painter, room, str(line.count), Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Make headings lower than differences."""
        if self._model.ref_at(index.row()) is None:
            return QSize(0, row_height())
        return super().sizeHint(option, index)
