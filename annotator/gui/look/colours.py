"""Colours derived from a code's own: text on them and they on the page stay readable.

Relative luminance and contrast ratio after WCAG 2.2 (W3C Recommendation,
definitions "relative luminance" and "contrast ratio").
"""

from collections.abc import Callable
from functools import lru_cache

Rgb = tuple[float, float, float]

LANE_CONTRAST = 3.0
"""Least contrast of a lane on the page: WCAG 2.2, 1.4.11 (graphics)."""
LETTER_CONTRAST = 4.5
"""Least contrast of letters on the page: WCAG 2.2, 1.4.3 (text)."""
TINT_CONTRAST_LIGHT = 10.0
"""Least contrast of text on a tint, on a light page."""
TINT_CONTRAST_DARK = 7.0
"""Least contrast of text on a tint, on a dark page."""
HIGH_LANE_CONTRAST, HIGH_LETTER_CONTRAST = 4.5, 7.0
"""The same where the page itself has high contrast: WCAG 2.2, 1.4.6 for letters."""
_HIGH = 20.0
"""From which contrast of the page's text on, of the 21 there are."""
_STRONGEST_TINT, _HIGH_TINT = 0.26, 0.45
_STEPS = 100
_BLACK: Rgb = (0.0, 0.0, 0.0)
_WHITE: Rgb = (1.0, 1.0, 1.0)


def parse(code: str) -> Rgb:
    """Red, green and blue, each 0 to 1, of `#rrggbb` or `#rgb`; ValueError for anything else."""
    digits = code.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6:
        raise ValueError(code)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def to_hex(colour: Rgb) -> str:
    """`#rrggbb` of red, green and blue, each 0 to 1."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def luminance(code: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), after WCAG 2.2."""
    red, green, blue = (_linear(part) for part in parse(code))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, after WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def mix(one: str, other: str, share: float) -> str:
    """`one` with a `share` (0 to 1) of `other`, in sRGB as painters blend."""
    pairs = zip(parse(one), parse(other), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return to_hex((red, green, blue))


@lru_cache(maxsize=64)
def is_dark(base: str) -> bool:
    """Whether a page of this colour needs light letters."""
    return contrast(base, "#ffffff") > contrast(base, "#000000")


@lru_cache(maxsize=64)
def is_high(text: str, base: str) -> bool:
    """Whether a page has been given high contrast: then codes get more of it, too."""
    return contrast(text, base) >= _HIGH


@lru_cache(maxsize=4096)
def lane_colour(code: str, base: str, minimum: float = LANE_CONTRAST) -> str:
    """Return the code's colour, darker or lighter as far as its contrast on the page needs."""
    end = to_hex(_WHITE if is_dark(base) else _BLACK)
    return _first(lambda share: mix(code, end, share), lambda c: contrast(c, base) >= minimum)


@lru_cache(maxsize=4096)
def tint(code: str, base: str, text: str) -> str:
    """Return the page with a little of the code's colour, so that text on it keeps its contrast.

    Text has at least 10:1 on a light page and 7:1 on a dark one, or as much as
    on the bare page where that has less.
    """
    least = TINT_CONTRAST_DARK if is_dark(base) else TINT_CONTRAST_LIGHT
    strongest = _HIGH_TINT if is_high(text, base) else _STRONGEST_TINT
    return _first(
        lambda share: mix(base, code, strongest * (1 - share)),
        lambda colour: contrast(colour, text) >= least,
    )


@lru_cache(maxsize=64)
def faded(text: str, base: str, minimum: float = LETTER_CONTRAST + 0.5) -> float:
    """Return the largest share of the page that letters can take in and keep the contrast on it."""
    for step in range(_STEPS, 0, -1):
        if contrast(mix(text, base, step / _STEPS), base) >= minimum:
            return step / _STEPS
    return 0.0


@lru_cache(maxsize=64)
def muted(text: str, base: str, minimum: float = LETTER_CONTRAST) -> str:
    """Return the palest colour between a page and its text in which letters can be read."""
    return _first(lambda share: mix(base, text, share), lambda c: contrast(c, base) >= minimum)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _first(colour_at: Callable[[float], str], good: Callable[[str], bool]) -> str:
    """Return the first good colour from share 0 on; that of share 1 when none is."""
    for step in range(_STEPS):
        colour = colour_at(step / _STEPS)
        if good(colour):
            return colour
    return colour_at(1.0)
