"""How large the window's text is, and all that must have room for it."""

SMALL, BODY, HEADING, TITLE = 11, 13, 15, 20
"""The type scale, in pixels, at the usual size."""
_ROW, _TWO_LINES, _LINE = 28, 48, 19
"""The height of a table's row, of one with two lines, and of a line in it, at the usual size."""


class _Scale:
    """By how much everything is larger than usual."""

    def __init__(self) -> None:
        self.factor = 1.0


_SCALE = _Scale()


def set_body(pixels: int) -> None:
    """Make the window's plain text so many pixels high, and all else in proportion."""
    _SCALE.factor = pixels / BODY


def scaled(pixels: int) -> int:
    """Return a length at the usual size as it is now, in pixels."""
    return round(pixels * _SCALE.factor)


def row_height() -> int:
    """Return the height of a table's row, in pixels."""
    return max(_ROW, scaled(_ROW))


def two_line_height() -> int:
    """Return the height of a row with two lines, in pixels."""
    return max(_TWO_LINES, scaled(_TWO_LINES))


def line_height() -> int:
    """Return the height of one of a row's two lines, in pixels."""
    return max(_LINE, scaled(_LINE))
