"""What drawings are written and ruled with, in a theme's colours: in the window and in files."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.gui.look.palettes import Theme


class DrawingSheet:
    """Writes lines of text and draws lines with a painter, in the font that it has."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme = painter, theme

    @property
    def line_height(self) -> float:
        """The height of a line of text, in pixels."""
        return self.letters.height()

    @property
    def letters(self) -> QFontMetricsF:
        """The measures of the letters."""
        return QFontMetricsF(self._painter.font())

    def width(self, text: str) -> float:
        """Return how wide a text is, in pixels."""
        return self.letters.horizontalAdvance(text)

    def write(self, place: QRectF, alignment: Qt.AlignmentFlag, text: str) -> None:
        """Write a line, cut where it has no room; what people have named is no formula."""
        self._painter.setPen(QColor(self._theme.text))
        short = self.fitted(text, place.width())
        self._painter.drawText(place, alignment | Qt.TextFlag.TextSingleLine, short)

    def fitted(self, text: str, width: float) -> str:
        """Return a text, cut in its middle where it is wider."""
        return self.letters.elidedText(text, Qt.TextElideMode.ElideMiddle, width)

    def write_turned(
        self, at: QPointF, degrees: float, place: QRectF, alignment: Qt.AlignmentFlag, *lines: str
    ) -> None:
        """Write lines below each other, turned round a point that their place is relative to."""
        self._painter.save()
        self._painter.translate(at)
        self._painter.rotate(degrees)
        for n, line in enumerate(lines):
            self.write(place.translated(0, n * self.line_height), alignment, line)
        self._painter.restore()

    def write_upright(self, area: QRectF, field: QRectF, text: str) -> None:
        """Write the name of an upright axis at the left of an area, beside the field."""
        height = self.line_height
        along = QRectF(-field.height() / 2, -height / 2, field.height(), height)
        middle = QPointF(area.left() + height / 2, field.center().y())
        self.write_turned(middle, -90, along, Qt.AlignmentFlag.AlignCenter, text)

    def draw_tick(self, line: QLineF) -> None:
        """Draw a line that values are read at."""
        self.rule(QColor(self._theme.hairline), line)

    def draw_mark(self, line: QLineF) -> None:
        """Draw a dashed line that values are held against."""
        pen = QPen(QColor(self._theme.muted))
        pen.setStyle(Qt.PenStyle.DashLine)
        self.rule(pen, line)

    def draw_axes(self, field: QRectF) -> None:
        """Draw both axes of a field."""
        border = QColor(self._theme.border)
        self.rule(border, QLineF(field.topLeft(), field.bottomLeft()))
        self.rule(border, QLineF(field.bottomLeft(), field.bottomRight()))

    def rule(self, pen: QPen | QColor, line: QLineF) -> None:
        """Draw a line."""
        self._painter.setPen(pen)
        self._painter.drawLine(line)
