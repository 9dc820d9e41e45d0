"""A drawing as SVG, written without Qt: plain shapes and texts, no scripts, the same bytes always.

What a viewer shows on hover are titles, one on each mark.
"""

from collections.abc import Iterable
from html import escape

from annotator.workflow.insights.drawing.colours import PAPER, Inks
from annotator.workflow.insights.drawing.patterns import HATCHED, hatching
from annotator.workflow.insights.drawing.scene import (
    Align,
    Box,
    Disc,
    InsightScene,
    MarkArea,
    Point,
    Polygon,
    Shape,
    Stroke,
    WrittenWords,
)
from annotator.workflow.insights.drawing.texts import is_right_to_left
from annotator.workflow.report.escaping import escaped

FAMILIES = "Inter, Cantarell, Ubuntu, 'Noto Sans', 'Open Sans', 'DejaVu Sans', sans-serif"
"""The fonts that a viewer is asked for, in this order."""
_ANCHORS = {Align.LEFT: "start", Align.MIDDLE: "middle", Align.RIGHT: "end"}


def svg(scene: InsightScene, title: str, inks: Inks | None = None) -> str:
    """Return a drawing as SVG, in the colours of files unless others are given."""
    inks = inks or Inks(PAPER)
    size = f"{_length(scene.width)} {_length(scene.height)}"
    width, height = size.split()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {size}" role="img" font-family="{escape(FAMILIES)}">'
    )
    parts = [
        head,
        f"<title>{escaped(title)}</title>",
        f"<desc>{escaped(scene.said)}</desc>",
        f'<rect width="{width}" height="{height}" fill="{inks.of("base")}"/>',
    ]
    for shape in scene.shapes:
        parts += _shape(shape, inks)
    parts += [_area(one) for one in scene.areas]
    return "\n".join([*parts, "</svg>", ""])


def _shape(shape: Shape, inks: Inks) -> Iterable[str]:
    match shape:
        case Box():
            return _box(shape, inks)
        case Stroke():
            return [_stroke(shape, inks)]
        case Disc():
            at = f'cx="{_length(shape.x)}" cy="{_length(shape.y)}" r="{_length(shape.radius)}"'
            return [f"<circle {at} {_filled(shape, inks)}/>"]
        case Polygon():
            return [f'<polygon points="{_points(shape.points)}" {_filled(shape, inks)}/>']
        case WrittenWords():
            return [_words(shape, inks)]


def _box(box: Box, inks: Inks) -> Iterable[str]:
    edge = f' stroke="{inks.of(box.outline)}"' if box.outline else ""
    fill = inks.of(box.colour, box.strength)
    yield f'<rect {_rectangle(box)} fill="{fill}"{edge}/>'
    if not box.pattern:
        return
    for width, lines in hatching(box.x, box.y, box.width, box.height, box.pattern):
        if lines:
            way = "".join(
                f"M{_length(x)} {_length(y)}L{_length(to_x)} {_length(to_y)}"
                for x, y, to_x, to_y in lines
            )
            colour = inks.of(box.colour, HATCHED * box.strength)
            ink = f'stroke="{colour}" stroke-width="{_length(width)}"'
            yield f'<path d="{way}" fill="none" {ink}/>'


def _stroke(stroke: Stroke, inks: Inks) -> str:
    dash = " ".join(map(_length, stroke.dash))
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ink = f'stroke="{inks.of(stroke.colour, stroke.strength)}"'
    return (
        f'<polyline points="{_points(stroke.points)}" fill="none" {ink} '
        f'stroke-width="{_length(stroke.width)}" stroke-linejoin="round"{dashes}/>'
    )


def _filled(shape: Disc | Polygon, inks: Inks) -> str:
    fill = f'fill="{inks.of(shape.colour, shape.strength)}"'
    if not shape.outline:
        return fill
    return f'{fill} stroke="{inks.of(shape.outline)}" stroke-width="{_length(shape.edge)}"'


def _words(words: WrittenWords, inks: Inks) -> str:
    on = inks.on(words.on, words.on_strength) if words.on else inks.of(words.colour)
    anchor = _ANCHORS[words.align]
    more = ""
    if is_right_to_left(words.text):
        # Not `direction`, which turns anchors round, and which some viewers know nothing of.
        more = ' unicode-bidi="plaintext"'
    if words.bold:
        more += ' font-weight="600"'
    x, y = _length(words.x), _length(words.y)
    if words.turned:
        more += f' transform="rotate({_length(words.turned)} {x} {y})"'
    return (
        f'<text x="{x}" y="{y}" font-size="{_length(words.size)}" fill="{on}" '
        f'text-anchor="{anchor}"{more}>{escaped(words.text)}</text>'
    )


def _area(area: MarkArea) -> str:
    said = "\n".join(escaped(line) for line in area.said.split("\n"))
    ink = 'fill="none" pointer-events="all"'
    if area.points:
        return f'<polygon points="{_points(area.points)}" {ink}><title>{said}</title></polygon>'
    return f"<rect {_rectangle(area)} {ink}><title>{said}</title></rect>"


def _rectangle(one: Box | MarkArea) -> str:
    return (
        f'x="{_length(one.x)}" y="{_length(one.y)}" '
        f'width="{_length(one.width)}" height="{_length(one.height)}"'
    )


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_length(x)},{_length(y)}" for x, y in points)


def _length(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
