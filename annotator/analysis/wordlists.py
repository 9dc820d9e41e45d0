"""Reads the tab-separated word lists in `resources/words`."""

from functools import cache

from annotator.resources import resource


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a list's rows, split at tabs; empty lines and lines that start with # are left out."""
    text = resource("words", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.split("\n"))
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
