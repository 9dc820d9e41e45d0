"""How a chart is drawn: dots with their intervals, one below the other or beside each other."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from annotator.analysis.agreement import TOO_FEW, Figure, counted_units
from annotator.gui.look.palettes import Theme
from annotator.gui.look.theme import GRID, ui_font
from annotator.gui.widgets.drawing_sheet import DrawingSheet
from annotator.workflow.reliability.chart import PAIRED, Chart

_BEFORE_COUNT = "  (n "
_LETTERS, _TITLE = 12, 13  # pixels
_RADIUS = 4.0  # of a dot, and half of the bar at an interval's end
_HIGHEST, _LOWEST = 1.03, -0.03  # what is at least shown of the values, with room for a dot
_MOST_TICKS = 8
_ROW = 1.2  # heights of a line, for a point below another
_MOST_ROWS = 200
_HEAD_AND_FOOT = 6  # rows that title and axis take
_MANY = 12  # from more points on, the axis stands above them as well: below it is far away
_LEAN = 30  # degrees, of names that have no room beside each other
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def draw(painter: QPainter, area: QRectF, chart: Chart, theme: Theme) -> None:
    """Draw a chart into an area, over what is there."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(theme.base))
    sheet = _Sheet(painter, theme)
    inner = area.marginsRemoved(QMarginsF(GRID, GRID, 2 * GRID, GRID))
    painter.setFont(ui_font(_TITLE))
    sheet.write(QRectF(inner.topLeft(), QSizeF(inner.width(), 2 * GRID)), _LEFT, _title(chart))
    painter.setFont(ui_font(_LETTERS))
    if chart.changes:
        inner.adjust(0, 2 * GRID, 0, 0)
        place = QRectF(inner.topLeft(), QSizeF(inner.width(), 2 * GRID))
        sheet.write(place, _LEFT, "; ".join(chart.changes))
    inner.adjust(0, 4 * GRID, 0, 0)
    if chart.shape == "line":
        _draw_line(sheet, inner, chart)
    else:
        _draw_dots(sheet, inner, chart)


def height_for(chart: Chart) -> int:
    """Return the height that a chart needs so that each point has a name, in pixels: up to a bound.

    Of very many points, some names are left out.
    """
    if chart.shape == "line":
        return 0
    rows = min(len(chart.figures), _MOST_ROWS) + _HEAD_AND_FOOT + (len(chart.figures) > _MANY)
    return math.ceil(rows * _ROW * QFontMetricsF(ui_font(_LETTERS)).height())


def _title(chart: Chart) -> str:
    """Return the title, with what the bars are, or why there are none."""
    figures = chart.figures.values()
    if any(one.has_interval for one in figures):
        return f"{chart.title}, bars: 95 % intervals"
    return f"{chart.title}, {TOO_FEW}" if any(one.has_too_few for one in figures) else chart.title


@dataclass(frozen=True)
class _Scale:
    """Where values stand on an axis, in pixels."""

    low: float
    start: float
    end: float

    @classmethod
    def of(cls, chart: Chart, start: float, end: float) -> "_Scale":
        """Return a scale that holds all values of a chart and their intervals."""
        figures = chart.figures.values()
        lows = [x for one in figures for x in (one.value, one.low) if x is not None]
        return cls(min([0.0, *lows]) + _LOWEST, start, end)

    def at(self, value: float) -> float:
        share = (value - self.low) / (_HIGHEST - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, room: float) -> Iterator[float]:
        """Yield round values, not too many, and so far apart that each has the room it needs."""
        span = _HIGHEST - self.low
        most = max(1.0, min(_MOST_TICKS, abs(self.end - self.start) / room))
        steps = (digit * 10.0**power for power in count(-1) for digit in (1, 2, 5))
        step = next(one for one in steps if span / one < most)
        for n in range(math.ceil(self.low / step), math.floor(_HIGHEST / step) + 1):
            yield n * step


class _Sheet(DrawingSheet):
    """Draws what charts are made of, in a theme's colours."""

    def fitted(self, text: str, width: float) -> str:
        """Return the text cut in its middle; two coders each in theirs, so that both are told."""
        names, gap, count = text.rpartition(_BEFORE_COUNT)
        one, between, other = names.partition(PAIRED)
        if self.width(text) <= width or not between:
            return self.letters.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
        room = width - self.width(between + gap + count)
        first = min(self.width(one), max(room / 2, room - self.width(other)))
        one = self.letters.elidedText(one, Qt.TextElideMode.ElideMiddle, first)
        rest = room - self.width(one)
        other = self.letters.elidedText(other, Qt.TextElideMode.ElideMiddle, rest)
        return f"{one}{between}{other}{gap}{count}"

    def draw_point(self, figure: Figure, place: Callable[[float], QPointF], end: QPointF) -> None:
        """Draw a value and its interval; `end` reaches over half the bar at the interval's ends."""
        if figure.value is None:
            return
        pen = self._pen()
        if figure.low is not None and figure.high is not None:
            low, high = place(figure.low), place(figure.high)
            self.rule(pen, QLineF(low, high))
            for one in (low, high):
                self.rule(pen, QLineF(one - end, one + end))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.focus))
        self._painter.drawEllipse(place(figure.value), _RADIUS, _RADIUS)

    def join(self, places: list[QPointF]) -> None:
        self._painter.setPen(self._pen())
        self._painter.drawPolyline(QPolygonF(places))

    def _pen(self) -> QPen:
        return QPen(QColor(self._theme.focus), 1.5)


def _draw_dots(sheet: _Sheet, area: QRectF, chart: Chart) -> None:
    """Draw the points one below the other, their names on the left."""
    figures = list(chart.figures.values())
    same = len({one.counts for one in figures}) == 1  # or else the title can't say what n counts
    labels = [
        f"{name}{_BEFORE_COUNT}{f'{one.units:,}' if same else counted_units(one)})"
        for name, one in chart.figures.items()
    ]
    height, names = sheet.line_height, min(max(map(sheet.width, labels)), area.width() / 2)
    above = height + GRID / 2 if len(figures) > _MANY else 0
    field = area.marginsRemoved(QMarginsF(names + GRID, above, 0, 2 * height + GRID))
    scale = _Scale.of(chart, field.left(), field.right())
    below = QRectF(field.left(), field.bottom() + GRID / 2, field.width(), height)
    for value in scale.ticks(sheet.width("-0.0") + GRID):
        x = scale.at(value)
        sheet.draw_tick(QLineF(x, field.top(), x, field.bottom()))
        for y in (area.top(), below.top()) if above else (below.top(),):
            place = QRectF(x - 2 * height, y, 4 * height, height)
            sheet.write(place, _CENTRE, f"{value:.1f}")
    sheet.write(below.translated(0, height), _CENTRE, chart.axis)
    for x in map(scale.at, _marks(chart)):
        sheet.draw_mark(QLineF(x, field.top(), x, field.bottom()))
    sheet.draw_axes(field)
    row = field.height() / len(figures)
    every = math.ceil(height / row)  # names that would cover each other are left out
    for n, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        y = field.top() + (n + 0.5) * row
        if n % every == 0:
            sheet.write(QRectF(area.left(), y - height / 2, names, height), _RIGHT, label)
        sheet.draw_point(
            figure, lambda value, y=y: QPointF(scale.at(value), y), QPointF(0, _RADIUS)
        )


def _draw_line(sheet: _Sheet, area: QRectF, chart: Chart) -> None:
    """Draw the points beside each other and joined, their names below."""
    height, widest = sheet.line_height, max(map(sheet.width, (*chart.points, "no data")))
    left = height + sheet.width("-0.0") + 2 * GRID
    column = (area.width() - left) / len(chart.points)
    lean = _LEAN if widest + GRID > column else 0
    names = min(widest, area.width() / 4)
    slope = math.radians(lean)
    below = names * math.sin(slope) + 2 * height * math.cos(slope) + GRID
    field = area.marginsRemoved(QMarginsF(left, 0, 0, below))
    scale = _Scale.of(chart, field.bottom(), field.top())
    _draw_upright_axis(sheet, area, field, chart, scale)
    places = [field.left() + (n + 0.5) * column for n in range(len(chart.points))]
    _draw_run(sheet, places, list(chart.points.values()), scale)
    # Two lines that lean take the place of each other until their feet are so far apart.
    every = math.ceil(2 * height / (column * math.sin(slope))) if lean else 1
    room = QRectF(-names, 0, names, height) if lean else QRectF(-column / 2, 0, column, height)
    for x, (name, figure) in list(zip(places, chart.points.items(), strict=True))[::every]:
        foot = QPointF(x, field.bottom() + GRID / 2)
        lines = name, f"n {figure.units:,}" if figure else "no data"
        sheet.write_turned(foot, -lean, room, _RIGHT if lean else _CENTRE, *lines)


def _draw_upright_axis(
    sheet: _Sheet, area: QRectF, field: QRectF, chart: Chart, scale: _Scale
) -> None:
    height = sheet.line_height
    for value in scale.ticks(1.3 * height):
        y = scale.at(value)
        sheet.draw_tick(QLineF(field.left(), y, field.right(), y))
        tick = QRectF(area.left(), y - height / 2, field.left() - area.left() - GRID, height)
        sheet.write(tick, _RIGHT, f"{value:.1f}")
    if sheet.width(chart.axis) <= field.height():  # or else the title says it alone
        sheet.write_upright(area, field, chart.axis)
    for y in map(scale.at, _marks(chart)):
        sheet.draw_mark(QLineF(field.left(), y, field.right(), y))
    sheet.draw_axes(field)


def _draw_run(
    sheet: _Sheet, places: list[float], figures: list[Figure | None], scale: _Scale
) -> None:
    """Draw points and join them; an undefined one leaves a gap, and so does one without data."""
    run: list[QPointF] = []
    for x, figure in zip(places, figures, strict=True):
        if figure is None or figure.value is None:
            sheet.join(run)
            run = []
            continue
        run.append(QPointF(x, scale.at(figure.value)))
        sheet.draw_point(
            figure, lambda value, x=x: QPointF(x, scale.at(value)), QPointF(_RADIUS, 0)
        )
    sheet.join(run)


def _marks(chart: Chart) -> tuple[float, ...]:
    return (chart.marks.revise, chart.marks.reliable) if chart.marks else ()
