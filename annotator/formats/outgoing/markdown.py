"""Words of a project in Markdown: they stay words, whatever signs they have."""

import re
from collections.abc import Iterable, Iterator, Sequence

_MEANING = re.compile(r"([\\`*_{}\[\]<>#|~])")
_FIRST = re.compile(r"^([-+=]|\d+[.)])(?=\s|$)")


def escaped(text: str) -> str:
    """Return a text of which no sign means anything in Markdown, on one line."""
    return _FIRST.sub(r"\\\1", _MEANING.sub(r"\\\1", " ".join(text.split())))


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; its cells are Markdown already."""
    yield f"| {' | '.join(heading)} |"
    yield f"|{' --- |' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
