"""The colours of drawings by their names, on light and on dark grounds.

The twelve series were chosen so that they stay as far apart as can be for those who see all
colours and for those who lack one kind of cone: distances in Oklab (Ottosson 2020), with the
matrices of Machado, Oliveira and Fernandes (2009). Each has at least 3:1 to the ground, as WCAG
2.2, 1.4.11 asks of graphics, so that hatching in the colour of the ground is seen on it, too.
"""

from collections.abc import Mapping
from functools import lru_cache

from annotator.workflow.insights.drawing.patterns import PATTERNS

SERIES = 12
"""How many colours there are for series."""
ON_LIGHT = (
    *("#1f6fa8", "#c8640a", "#00a57d", "#611f0d", "#ac77fa", "#291596"),
    *("#d46ebd", "#8d4734", "#65407a", "#6f7a85", "#3d3bb8", "#8e57d8"),
)
"""The series' colours on a light ground."""
ON_DARK = (
    *("#5aa9e0", "#e8a33d", "#12deaa", "#e46894", "#f0d03c", "#727dd3"),
    *("#b0f6da", "#a47e4e", "#a4bef2", "#d8c3d4", "#e6f58a", "#52f0ff"),
)
"""The series' colours on a dark ground, high contrast included."""

PAPER: Mapping[str, str] = {
    "text": "#1c2128",
    "muted": "#57606b",
    "hairline": "#dde1e6",
    "border": "#7e8691",
    "base": "#ffffff",
    "accent": "#1f6fa8",
    "good": "#23703c",
    "danger": "#b3261e",
    **{f"series{n + 1}": colour for n, colour in enumerate(ON_LIGHT)},
}
"""The colours of files, which are light whatever the window looks like."""
_BLACK, _WHITE = "#000000", "#ffffff"


class Inks:
    """Looks up the named colours of a drawing."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take colours, each `#rrggbb`, by their names."""
        self._names = names

    def of(self, name: str, strength: float = 1.0) -> str:
        """Return a colour, with so much of the ground in it as its strength leaves."""
        colour = self._names[name]
        return colour if strength >= 1 else _mixed(self._names["base"], colour, max(0.0, strength))

    def on(self, name: str, strength: float = 1.0) -> str:
        """Return black or white, whichever can be read better on a colour."""
        light = luminance(self.of(name, strength))
        return _BLACK if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else _WHITE


def series_colour(place: int) -> str:
    """Return the name of the colour of the series at this place, counted from 0."""
    return f"series{place % SERIES + 1}"


def series_pattern(place: int) -> int:
    """Return the pattern of the series at this place: no two have its colour and its pattern."""
    return (place + 5 * (place // SERIES)) % len(PATTERNS)


@lru_cache(maxsize=1024)
def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 (black) to 1 (white), after WCAG 2.2."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def _mixed(ground: str, colour: str, strength: float) -> str:
    pairs = zip(_parts(ground), _parts(colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * strength):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
