"""How a difference looks in the list: badge, text, what differs, and in which article."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotator.domain.codebook import Code
from annotator.domain.wording import shortened
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, ROW_HEIGHT, SMALL, tabular, theme_of, ui_font
from annotator.gui.review.model import DifferencesModel, Heading
from annotator.gui.session.session import Session
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.model_index import Index
from annotator.gui.widgets.two_line_rows import Ink, TwoLineDelegate, TwoLines, draw_text

_TITLE = 14
_TICK = 14


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
