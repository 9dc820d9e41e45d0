"""Code points of an article's text to UTF-16 units of Qt, and back: the only place for it."""

from array import array
from bisect import bisect_left
from re import compile as pattern

_ASTRAL = pattern("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Positions of one text, as Python counts them (code points) and as Qt does (UTF-16 units).

    A text without characters beyond U+FFFF costs nothing: both counts are the same.
    """

    __slots__ = ("_points", "_units", "identical", "length", "units")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._points = array("I")
        if not text.isascii():
            self._points.extend(match.start() for match in _ASTRAL.finditer(text))
        self._units = array("I", (point + k for k, point in enumerate(self._points)))
        self.units = self.length + len(self._points)
        self.identical = not self._points

    def to_utf16(self, point: int) -> int:
        """Return the UTF-16 unit at which a code point starts; IndexError outside the text."""
        if not 0 <= point <= self.length:
            raise IndexError(point)
        return point + bisect_left(self._points, point) if self._points else point

    def to_code_point(self, unit: int, *, up: bool = False) -> int:
        """Return the code point at a UTF-16 unit; IndexError outside the text.

        A unit in the middle of a surrogate pair counts as the start of the
        pair, or with `up` as its end.
        """
        if not 0 <= unit <= self.units:
            raise IndexError(unit)
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            return self._points[before - 1] + int(up)
        return unit - before
