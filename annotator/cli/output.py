"""How commands write: aligned tables for people, JSON for programs, progress for those who wait."""

import json
import os
import re
import sys
import time
import unicodedata
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from annotator.domain.errors import UserError
from annotator.domain.names import escaped, is_hidden
from annotator.domain.wording import cut

_WIDEST = 60  # columns of a cell
_GAP = "  "
_BETWEEN = 0.1  # seconds

as_json = click.option("--json", "as_json", is_flag=True, help="Print a JSON object instead.")
"""The option of every command that prints."""


def say(line: str, *, err: bool = False) -> None:
    """Print lines, with nothing in them that could command or deceive a terminal.

    Everything that is printed goes through here. A reader that has had enough, as `head` has, is
    no error: the command goes on to its end, and its exit status is what it would have been.
    """
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    written = escaped(line).encode(encoding, "backslashreplace").decode(encoding)
    try:
        click.echo(written, err=err)
    except BrokenPipeError:
        # What comes now, the interpreter's own last flush among it, goes where it bothers nobody.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
        os.close(nowhere)
    except OSError as error:
        if err:
            raise
        remedy = "Write to another place, or make room."
        message = f"What is said can't be written: {error.strerror}."
        raise UserError(message, remedy=remedy) from error


def print_json(value: object) -> None:
    """Print a value as indented JSON, with its characters as they are where they can be seen."""
    say(_HIDDEN.sub(_as_json, _encoded(value)))


def print_json_line(value: object) -> None:
    """Print a value as JSON on one line: one of many objects."""
    try:
        line = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # the name of a file that is no text
        line = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
    say(_HIDDEN.sub(_as_json, line))


def _encoded(value: object) -> str:
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # the name of a file that is no text
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)


_HIDDEN = re.compile(r"[^ -~\n]")
"""What may be hidden: JSON itself is of the characters between, and of line ends."""


def _as_json(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if is_hidden(character) else character


def print_table(heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows under a heading in aligned columns, numbers to the right."""
    lines = [list(heading), *([_cell(value) for value in row] for row in rows)]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(heading))]
    right = [
        all(isinstance(row[n], int | float) for row in rows) and rows for n in range(len(heading))
    ]
    for line in lines:
        padded = [_padded(cell, widths[n], bool(right[n])) for n, cell in enumerate(line)]
        say(_GAP.join(padded).rstrip())


def plain(text: str) -> str:
    """Return a text on one line without what is hidden, which could command the terminal."""
    seen = (c if c.isprintable() and not is_hidden(c) else " " for c in text)
    return " ".join("".join(seen).split())


def _cell(value: Any) -> str:
    return cut(f"{value:,}" if isinstance(value, int) else plain(str(value)), _WIDEST)


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _padded(cell: str, width: int, right: bool) -> str:
    fill = " " * (width - _width(cell))
    return fill + cell if right else cell + fill


def percent(share: float) -> str:
    """Return a share from 0 to 1 for people."""
    return f"{share:.0%}" if share in (0, 1) or share >= 0.01 else "<1%"


class Meter:
    """Shows progress on a terminal's standard error; nowhere else."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = 0.0
        self._on = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done, not more often than one can see."""
        now = time.monotonic()
        if self._on and now - self._shown >= _BETWEEN:
            self._shown = now
            click.echo(f"\r\x1b[K{self._what} {done:,} of {total:,}", nl=False, err=True)

    def __enter__(self) -> "Meter":
        """Use the meter in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the line."""
        if self._on and self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
