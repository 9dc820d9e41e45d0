"""All keys in lines under their headings, for the page in the window and the one in the docs."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec

from annotator.gui.commands.command import Command
from annotator.gui.commands.table import commands

HEADING = "## All keys"
"""What stands above the made part of the page in the docs."""


class KeyLine(msgspec.Struct, frozen=True):
    """The keys of a command, or of a run of commands that differ by a number, and what they do."""

    keys: tuple[str, ...]
    title: str
    is_run: bool = False

    def worded(self, pattern: str = "{}", comma: str = " or ") -> str:
        """Return the keys, each written as the pattern says."""
        written = [pattern.format(key) for key in self.keys]
        return " to ".join(written) if self.is_run else comma.join(written)


def key_lines() -> list[tuple[str, list[KeyLine]]]:
    """Return every key there is, by heading, in the order of the table."""
    keyed = [one for one in commands() if one.keys]
    return [
        (group.value, [_line(list(run)) for _, run in groupby(found, lambda one: one.title)])
        for group, found in groupby(keyed, lambda one: one.group)
    ]


def _line(run: Sequence[Command[Any]]) -> KeyLine:
    if len(run) > 1:
        return KeyLine((run[0].key, run[-1].key), run[0].title, is_run=True)
    return KeyLine(run[0].keys, run[0].title)


def keyboard_tables() -> str:
    """Return the tables of docs/keyboard.md, which stand below `HEADING`."""
    parts = [HEADING]
    for heading, lines in key_lines():
        rows = [f"| {line.worded('`{}`', ', ')} | {line.title} |" for line in lines]
        parts.append(
            "\n".join((f"### {heading}", "", "| key | what it does |", "| --- | --- |", *rows))
        )
    return "\n\n".join(parts) + "\n"


def with_tables(page: str) -> str:
    """Return docs/keyboard.md with its tables made anew."""
    written, heading, _ = page.partition(HEADING)
    if not heading:
        raise ValueError(f"The page has no heading “{HEADING}”.")
    return written + keyboard_tables()
