"""Texts of a project as HTML has them: nothing in them is markup, and nothing is hidden."""

import re
from functools import lru_cache
from html import escape

from annotator.domain.names import escaped as written_out

_BREAK = "<br>"
_JOINERS = re.compile(r"(?<=[^\x00-\x7f])([\u200c\u200d])(?=[^\x00-\x7f])")
"""What letters and emoji of many scripts are joined or kept apart by: it hides nothing there."""


@lru_cache(maxsize=4096)
def in_one_line(text: str) -> str:
    """Return a text on one line; what can't be seen is written out."""
    parts = _JOINERS.split(" ".join(text.split()))
    return "".join(one if n % 2 else written_out(one) for n, one in enumerate(parts))


def escaped(text: str) -> str:
    """Return a text as HTML or SVG shows it, on one line; what can't be seen is written out."""
    return escape(in_one_line(text))


def in_lines(text: str) -> str:
    """Return a text with its line ends kept."""
    return _BREAK.join(escaped(line) for line in text.strip().splitlines())
