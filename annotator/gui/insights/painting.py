"""Painting a drawing of an insight: in the window, and in PNG and PDF files.

All of it may be done on any thread, on an image.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from threading import local
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from annotator.analysis.insights.insight import Insight
from annotator.gui.look.palettes import LIGHT, Theme
from annotator.gui.look.theme import ui_font
from annotator.gui.widgets.paper import Drawing, save_drawing
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.colours import ON_DARK, ON_LIGHT, Inks
from annotator.workflow.insights.drawing.patterns import HATCHED, hatching
from annotator.workflow.insights.drawing.scene import (
    Align,
    Box,
    Disc,
    InsightScene,
    Measure,
    Point,
    Polygon,
    Shape,
    Stroke,
    WrittenWords,
)
from annotator.workflow.insights.figure_files import write_figure

_NAMED = ("text", "muted", "hairline", "border", "base", "good", "danger")
_PAINTED = (".png", ".pdf")
_FAR = 4.0  # pixels that edges and whiskers may reach beyond what is asked for


@cache
def inks_of(theme: Theme) -> Inks:
    """Return the colours of drawings in a theme."""
    series = ON_DARK if theme.dark else ON_LIGHT
    names = {one: str(getattr(theme, one)) for one in _NAMED}
    names |= {f"series{n + 1}": colour for n, colour in enumerate(series)}
    return Inks({**names, "accent": theme.link})


def measure_in(family: str) -> Measure:
    """Return what tells how wide texts are in a font, in pixels."""
    return partial(_width, family)


def paint(
    painter: QPainter,
    scene: InsightScene,
    inks: Inks,
    exposed: QRectF | None = None,
    *,
    family: str = "",
) -> None:
    """Paint a drawing from the painter's origin on, or what of it is in an area.

    `family` is the font, which is the window's unless it is given; on other threads it must be.
    """
    whole = QRectF(0, 0, scene.width, scene.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(exposed or whole, QColor(inks.of("base")))
    brush = _Brush(painter, inks, family or _family())
    for shape in scene.shapes:
        if exposed is None or _is_near(shape, exposed):
            brush.draw(shape)


def save_figure(path: Path, insight: Insight) -> None:
    """Write an insight as SVG, PNG or PDF, by the file's ending, in colours for paper.

    Raises a `UserError` when the file can't be written.
    """
    if path.suffix.lower() not in _PAINTED:
        write_figure(path, insight)
        return
    scene = drawn(insight)
    inks = inks_of(LIGHT)

    def on_paper(painter: QPainter, _area: QRectF) -> None:
        paint(painter, scene, inks)

    save_drawing(path, Drawing(insight.title, on_paper, scene.height, fits=True))


class _Brush:
    """Draws shapes with a painter."""

    def __init__(self, painter: QPainter, inks: Inks, family: str) -> None:
        self._painter, self._inks, self._family = painter, inks, family
        self._by_kind: Mapping[type, Callable[[Any], None]] = {
            Box: self._box,
            Stroke: self._stroke,
            Disc: self._disc,
            Polygon: self._polygon,
            WrittenWords: self._words,
        }

    def draw(self, shape: Shape) -> None:
        """Draw one shape."""
        self._by_kind[type(shape)](shape)

    def _box(self, box: Box) -> None:
        area = QRectF(box.x, box.y, box.width, box.height)
        self._painter.fillRect(area, _colour(self._inks.of(box.colour, box.strength)))
        if box.pattern:
            self._hatch(box)
        if box.outline:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(_colour(self._inks.of(box.outline)), 1))
            self._painter.drawRect(area)

    def _hatch(self, box: Box) -> None:
        for width, lines in _hatching(box.x, box.y, box.width, box.height, box.pattern):
            pen = QPen(_colour(self._inks.of(box.colour, HATCHED * box.strength)), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._painter.setPen(pen)
            self._painter.drawLines(lines)

    def _stroke(self, stroke: Stroke) -> None:
        """Draw line by line: Qt takes many times as long for all in one."""
        pen = QPen(_colour(self._inks.of(stroke.colour, stroke.strength)), stroke.width)
        joined = len(stroke.points) > 2 and not stroke.dash
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if joined else Qt.PenCapStyle.FlatCap)
        if stroke.dash:  # Qt reckons in widths of the pen
            pen.setDashPattern([one / stroke.width for one in stroke.dash])
        self._painter.setPen(pen)
        gone = 0.0
        for (x, y), (to_x, to_y) in pairwise(stroke.points):
            line = QLineF(x, y, to_x, to_y)
            if gone:
                pen.setDashOffset(gone / stroke.width)
                self._painter.setPen(pen)
            self._painter.drawLine(line)
            gone += line.length() if stroke.dash else 0.0

    def _fill(self, shape: Disc | Polygon) -> None:
        self._painter.setBrush(_colour(self._inks.of(shape.colour, shape.strength)))
        if shape.outline:
            self._painter.setPen(QPen(_colour(self._inks.of(shape.outline)), shape.edge))
        else:
            self._painter.setPen(Qt.PenStyle.NoPen)

    def _disc(self, disc: Disc) -> None:
        self._fill(disc)
        self._painter.drawEllipse(QPointF(disc.x, disc.y), disc.radius, disc.radius)

    def _polygon(self, polygon: Polygon) -> None:
        self._fill(polygon)
        self._painter.drawPolygon(_polygon(polygon.points))

    def _words(self, words: WrittenWords) -> None:
        inks = self._inks
        on = inks.on(words.on, words.on_strength) if words.on else inks.of(words.colour)
        self._painter.setPen(_colour(on))
        self._painter.setFont(_FONTS.font(self._family, words.size, words.bold))
        back = 0.0
        if words.align is not Align.LEFT:
            wide = _width(self._family, words.text, words.size, words.bold)
            back = wide if words.align is Align.RIGHT else wide / 2
        if not words.turned:
            self._painter.drawText(QPointF(words.x - back, words.y), words.text)
            return
        self._painter.save()
        self._painter.translate(words.x, words.y)
        self._painter.rotate(words.turned)
        self._painter.drawText(QPointF(-back, 0), words.text)
        self._painter.restore()


def _is_near(shape: Shape, exposed: QRectF) -> bool:
    """Tell whether a shape may be seen in an area, going by its heights."""
    top, bottom = _heights(shape)
    return bottom + _FAR >= exposed.top() and top - _FAR <= exposed.bottom()


def _heights(shape: Shape) -> tuple[float, float]:
    match shape:
        case Box():
            return shape.y, shape.y + shape.height
        case Disc():
            return shape.y - shape.radius, shape.y + shape.radius
        case WrittenWords():
            far = len(shape.text) * shape.size if shape.turned else shape.size
            return shape.y - far, shape.y + far
        case Stroke() | Polygon():
            heights = [y for _, y in shape.points]
            return min(heights), max(heights)


def _polygon(points: tuple[Point, ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


@lru_cache(maxsize=4096)
def _hatching(
    x: float, y: float, width: float, height: float, pattern: int
) -> list[tuple[float, list[QLineF]]]:
    """Return the lines that hatch a rectangle; the same are asked for whenever it is painted."""
    found = hatching(x, y, width, height, pattern)
    return [(one, [QLineF(*line) for line in lines]) for one, lines in found]


@lru_cache(maxsize=512)
def _colour(name: str) -> QColor:
    return QColor(name)


def _family() -> str:
    return ui_font().family()


@lru_cache(maxsize=8192)
def _width(family: str, text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - as `Measure`
    """Return how wide a text is; many are the same in the next picture, on whatever thread."""
    return _FONTS.metrics(family, size, bold).horizontalAdvance(text)


class _Fonts(local):
    """The fonts of one thread: what Qt finds out of a font may not be shared between threads."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, float, bool], tuple[QFont, QFontMetricsF]] = {}

    def font(self, family: str, size: float, bold: bool) -> QFont:  # noqa: FBT001 - a key
        return self._both(family, size, bold)[0]

    def metrics(self, family: str, size: float, bold: bool) -> QFontMetricsF:  # noqa: FBT001
        return self._both(family, size, bold)[1]

    def _both(self, *key: *tuple[str, float, bool]) -> tuple[QFont, QFontMetricsF]:
        if key not in self._known:
            font = _font(*key)
            self._known[key] = font, QFontMetricsF(font)
        return self._known[key]


_FONTS = _Fonts()


def _font(family: str, size: float, bold: bool) -> QFont:  # noqa: FBT001 - a key of what is known
    font = QFont(family)
    font.setPixelSize(max(1, round(size)))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
