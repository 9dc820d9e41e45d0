"""Paragraphs: one per line that is not blank."""

import re
from collections.abc import Callable

from annotator.analysis.ranges import Range, shifted

# The line and paragraph separators count too, because Qt shows them as line breaks.
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def trimmed(text: str, start: int, end: int) -> Range:
    """Shrink `[start, end)` until neither end is white space; what is all white becomes empty."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a text, without the white space around them."""
    found = (trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return [(start, end) for start, end in found if start < end]


def per_paragraph(text: str, cut: Callable[[str], list[Range]]) -> list[Range]:
    """Apply to each paragraph a function that cuts one paragraph; return the text's ranges."""
    result: list[Range] = []
    for start, end in paragraphs(text):
        result += shifted(cut(text[start:end]), start)
    return result
