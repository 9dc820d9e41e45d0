"""How a plot of quality is drawn: series of points over an axis, told apart by more than colour."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from annotator.gui.look.palettes import Theme
from annotator.gui.look.theme import GRID, ui_font
from annotator.gui.widgets.drawing_sheet import DrawingSheet
from annotator.workflow.suggesting.quality.charts import Dot, Plot, Series

_LETTERS, _TITLE = 12, 13  # pixels
_RADIUS = 4.0
_LOWEST, _HIGHEST, _STEP = 0.0, 1.0, 0.2
_GAP = 24.0  # pixels between two entries of the legend, and of the sample before each
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_SHAPES = 3
_ASIDE = 5.0  # pixels by which series stand beside each other, so that no bar covers another


def draw_plot(painter: QPainter, area: QRectF, plot: Plot, theme: Theme) -> None:
    """Draw a plot into an area, over what is there."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(theme.base))
    sheet = _PlotSheet(painter, theme)
    inner = area.marginsRemoved(QMarginsF(GRID, GRID, 2 * GRID, GRID))
    painter.setFont(ui_font(_TITLE))
    bars = any(dot.low is not None for one in plot.series for dot in one.dots)
    title = f"{plot.title}, {plot.bars}" if bars and plot.bars else plot.title
    sheet.write(QRectF(inner.topLeft(), QSizeF(inner.width(), 2 * GRID)), _LEFT, title)
    painter.setFont(ui_font(_LETTERS))
    inner.adjust(0, 3 * GRID, 0, 0)
    sheet.draw_legend(
        QRectF(inner.topLeft(), QSizeF(inner.width(), sheet.line_height)), plot.series
    )
    inner.adjust(0, sheet.line_height + GRID, 0, 0)
    left = 2 * sheet.line_height + sheet.width("0.0") + GRID
    field = inner.marginsRemoved(QMarginsF(left, 0, 0, 2 * sheet.line_height + GRID))
    places = _Places(plot, field)
    sheet.draw_scales(inner, field, plot, places)
    for number, one in enumerate(plot.series):
        sheet.draw_series(one, number, places)


class _Places:
    """Where values stand in the field, in pixels; far apart values of x stand at even steps."""

    def __init__(self, plot: Plot, field: QRectF) -> None:
        self._field = field
        self._ticks = plot.ticks
        self._even = not plot.diagonal

    def x(self, value: float) -> float:
        share = self._share(value)
        inset = 3 * GRID if self._even else 0
        return self._field.left() + inset + share * (self._field.width() - 2 * inset)

    def _share(self, value: float) -> float:
        ticks = self._ticks
        if len(ticks) < 2:
            return 0.5
        if not self._even:
            return (value - ticks[0]) / (ticks[-1] - ticks[0])
        place = next((n for n, one in enumerate(ticks) if one >= value), len(ticks) - 1)
        return place / (len(ticks) - 1)

    def y(self, value: float) -> float:
        share = (value - _LOWEST) / (_HIGHEST - _LOWEST)
        return self._field.bottom() - share * self._field.height()

    def at(self, dot: Dot) -> QPointF:
        return QPointF(self.x(dot.x), self.y(dot.y))


class _PlotSheet(DrawingSheet):
    """Draws what plots are made of, in a theme's colours."""

    def draw_legend(self, place: QRectF, series: Iterable[Series]) -> None:
        """Name the series in a row, each with a sample of how it is drawn."""
        x = place.left()
        for number, one in enumerate(series):
            middle = place.center().y()
            self._painter.setPen(self._pen(one, number))
            self._painter.drawLine(QLineF(x, middle, x + _GAP, middle))
            if not one.is_level:
                self._mark(QPointF(x + _GAP / 2, middle), number)
            name = QRectF(x + _GAP + GRID, place.top(), self.width(one.name) + 2, place.height())
            self.write(name, _LEFT, one.name)
            x = name.right() + _GAP

    def draw_scales(self, area: QRectF, field: QRectF, plot: Plot, places: _Places) -> None:
        """Draw both axes with their names and values, and the lines that those are read at."""
        steps = round((_HIGHEST - _LOWEST) / _STEP)
        for value in (_LOWEST + n * _STEP for n in range(steps + 1)):
            y = places.y(value)
            self.draw_tick(QLineF(field.left(), y, field.right(), y))
            tick = QRectF(
                field.left() - GRID - self.width("0.0"),
                y - self.line_height / 2,
                self.width("0.0") + 1,
                self.line_height,
            )
            self.write(tick, _RIGHT, f"{value:.1f}")
        room = 0.0
        for value in plot.ticks:
            name = f"{value:.1f}" if plot.diagonal else f"{value:,.0f}"
            x, wide = places.x(value), self.width(name) + GRID
            if x - wide / 2 < room:
                continue
            room = x + wide / 2
            place = QRectF(x - wide / 2, field.bottom() + GRID / 2, wide, self.line_height)
            self.write(place, _CENTRE, name)
        below = QRectF(
            field.left(), area.bottom() - self.line_height, field.width(), self.line_height
        )
        self.write(below, _CENTRE, plot.x_axis)
        self.write_upright(area, field, plot.y_axis)
        if plot.diagonal:
            self.draw_mark(QLineF(field.bottomLeft(), field.topRight()))
        self.draw_axes(field)

    def draw_series(self, one: Series, number: int, places: _Places) -> None:
        """Draw the points of a series with their bars, joined."""
        pen = self._pen(one, number)
        self._painter.setPen(pen)
        aside = 0.0 if one.is_level or not number else _ASIDE * (number - 1)
        points = [places.at(dot) + QPointF(aside, 0) for dot in one.dots]
        self._painter.drawPolyline(QPolygonF(points))
        if one.is_level:
            return
        for dot, point in zip(one.dots, points, strict=True):
            if dot.low is not None and dot.high is not None:
                x, low, high = point.x(), places.y(dot.low), places.y(dot.high)
                self._painter.setPen(QPen(pen.color(), 1.5))
                self._painter.drawLine(QLineF(x, low, x, high))
                for y in (low, high):
                    self._painter.drawLine(QLineF(x - _RADIUS, y, x + _RADIUS, y))
            self._painter.setPen(pen)
            self._mark(point, number)

    def _pen(self, one: Series, number: int) -> QPen:
        colour = (self._theme.text, self._theme.good, self._theme.focus)[number % _SHAPES]
        pen = QPen(QColor(self._theme.text if one.is_level else colour), 1.5)
        if one.is_level:
            pen.setStyle(Qt.PenStyle.DashDotLine)
        return pen

    def _mark(self, at: QPointF, number: int) -> None:
        """Draw a point: a circle, a square or a diamond."""
        self._painter.setBrush(self._painter.pen().color())
        shapes: tuple[Callable[[], None], ...] = (
            lambda: self._painter.drawEllipse(at, _RADIUS, _RADIUS),
            lambda: self._painter.drawRect(
                QRectF(at.x() - _RADIUS + 0.5, at.y() - _RADIUS + 0.5, 7, 7)
            ),
            lambda: self._draw_diamond(at),
        )
        shapes[number % _SHAPES]()
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_diamond(self, at: QPointF) -> None:
        ends = ((0, -1), (1, 0), (0, 1), (-1, 0))
        size = _RADIUS + 1
        self._painter.drawPolygon(
            QPolygonF([QPointF(at.x() + x * size, at.y() + y * size) for x, y in ends])
        )
