"""Options that commands share, and the one way in which each kind is announced."""

from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any

import click

Pairs = dict[str, str]

SEVERAL = "May be given several times."
"""What the help of every option says that can be repeated."""

_Decorated = Callable[[Callable[..., Any]], Callable[..., Any]]


def several(*names: str, help: str, **rest: Any) -> _Decorated:  # noqa: A002 - as click calls it
    """Return an option that can be repeated, with a help that says so."""
    return click.option(*names, multiple=True, help=f"{help} {SEVERAL}", **rest)


def example(*lines: str) -> str:
    """Return the end of a help page: command lines as one would type them."""
    return "\n".join(("\b", "Example:", *(f"  {line}" for line in lines)))


def pairs(
    split: Callable[[str, str], tuple[str, str, str]],
) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Pairs]:
    """Return what makes a dictionary of NAME=VALUE words, each split as given."""

    def convert(_context: click.Context, _option: click.Parameter, words: tuple[str, ...]) -> Pairs:
        found: Pairs = {}
        for word in words:
            name, sign, value = split(word, "=")
            if not sign or not name.strip():
                raise click.BadParameter(f"“{word}” is not of the form name=value.")
            found[name.strip()] = value.strip()
        return found

    return convert


def acting(*names: str, help: str = "Who does it, for the history.") -> _Decorated:  # noqa: A002 - as click calls it
    """Return the option of every command that changes a project: who does it, by handle.

    It is `--me` everywhere, and `names` are what else a command calls it.
    """
    return click.option("--me", *names, "acting", default="", metavar="HANDLE", help=help)


class FileToWrite(click.Path):
    """A file that a command writes. `-` is none: what goes to standard output has options."""

    def __init__(self, *, dir_okay: bool = False) -> None:
        super().__init__(path_type=Path, dir_okay=dir_okay)

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """Return the path."""
        if str(value) == "-":
            self.fail("“-” is no file: what is told without one is on standard output.", param, ctx)
        return super().convert(value, param, ctx)


def csv_file(what: str) -> _Decorated:
    """Return the option of commands whose table can go to a file; `what` is in it."""
    return click.option(
        "--csv",
        "out",
        type=FileToWrite(),
        metavar="OUT",
        help=f"Write {what} to this CSV file.",
    )


project = click.argument("project", type=click.Path(path_type=Path))
"""The project file of every command on one."""

query = click.option(
    "--query", metavar="WORDS", help="Only articles that the window's filter would find."
)
"""Which articles, for the commands that take some."""


class ShareValue(click.FloatRange):
    """A number from 0 to 1; `min_open` leaves out 0. What is no number at all (nan) is refused."""

    def __init__(self, *, min_open: bool = False) -> None:
        super().__init__(0, 1, min_open=min_open)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number."""
        found = float(super().convert(value, param, ctx))
        if isnan(found):
            self.fail(f"{value} is not in the range 0 to 1.", param, ctx)
        return found
