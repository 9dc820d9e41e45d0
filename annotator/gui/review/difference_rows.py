"""Differences as rows under a heading for each kind, and how they are drawn."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotator.analysis.comparing.match import Kind
from annotator.domain.codebook import Code
from annotator.domain.wording import shortened
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, ROW_HEIGHT, SMALL, tabular, theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.two_line_rows import Index, Ink, TwoLineDelegate, TwoLines, draw_text
from annotator.workflow.review.comparison import DifferenceRow

_TOP = QModelIndex()
_TITLE = 14
_TICK = 14


class Heading:
    """A kind of difference, and how many there are of it."""

    def __init__(self, kind: Kind, count: int) -> None:
        self.text = kind.words
        self.count = count


class DifferencesModel(QAbstractListModel):
    """Rows, which come sorted by kind, under their headings; headings can't be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[DifferenceRow | Heading] = []
        self._places: dict[tuple[object, ...], int] = {}

    def set_rows(self, rows: Sequence[DifferenceRow]) -> None:
        """Show other rows."""
        counts = Counter(row.match.kind for row in rows)
        self.beginResetModel()
        self._lines, self._places = [], {}
        last = None
        for row in rows:
            kind = row.match.kind
            if kind is not None and kind is not last:
                self._lines.append(Heading(kind, counts[kind]))
                last = kind
            self._places[row.ident] = len(self._lines)
            self._lines.append(row)
        self.endResetModel()

    def line(self, index: Index) -> DifferenceRow | Heading | None:
        """Return what stands at an index."""
        within = index.isValid() and index.row() < len(self._lines)
        return self._lines[index.row()] if within else None

    def row_at(self, index: Index) -> DifferenceRow | None:
        """Return the difference at an index; None for a heading."""
        found = self.line(index)
        return found if isinstance(found, DifferenceRow) else None

    def index_of(self, ident: tuple[object, ...]) -> QModelIndex:
        """Return where a difference stands; an invalid index where it doesn't."""
        place = self._places.get(ident)
        return QModelIndex() if place is None else self.index(place)

    def places(self) -> list[int]:
        """Return the numbers of the lines that are differences, in order."""
        return list(self._places.values())

    def rows(self) -> list[DifferenceRow]:
        """Return the differences, in order."""
        return [line for line in self._lines if isinstance(line, DifferenceRow)]

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count lines, headings included."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line's words, which screen readers read."""
        line = self.line(index)
        if line is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if isinstance(line, Heading):
            return f"{line.text}: {line.count}"
        settled = ", settled" if line.settled else ""
        return f"{line.text}: {line.words}{settled}, in {line.title}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keys walk from difference to difference, past the headings."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


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
        return TwoLines(row.text, row.words, aside, faint=row.settled)

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
        if isinstance(self._model.line(index), Heading):
            return QSize(0, ROW_HEIGHT)
        return super().sizeHint(option, index)
