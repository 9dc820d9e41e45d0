"""Options of the form NAME=VALUE."""

from collections.abc import Callable

import click

Pairs = dict[str, str]


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
