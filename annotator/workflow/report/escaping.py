"""Texts of a project as HTML has them: nothing in them is markup, and nothing is hidden."""

from html import escape

from annotator.domain.names import escaped as written_out

_BREAK = "<br>"


def escaped(text: str) -> str:
    """Return a text as HTML or SVG shows it, on one line; what can't be seen is written out."""
    return escape(written_out(" ".join(text.split())))


def in_lines(text: str) -> str:
    """Return a text with its line ends kept."""
    return _BREAK.join(escaped(line) for line in text.strip().splitlines())
