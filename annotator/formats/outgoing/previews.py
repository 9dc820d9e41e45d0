"""The first lines of files that are no table, as a preview lists them."""

from collections.abc import Iterable
from itertools import islice

import msgspec

from annotator.domain.wording import cut

_SHOWN = 400  # characters of a line

Preview = tuple[list[str], list[list[str]]]


class PreviewedFile(msgspec.Struct, frozen=True):
    """How one of several files begins: its name in the folder, a heading and the first rows."""

    name: str
    header: list[str]
    rows: list[list[str]]


def first_lines(lines: Iterable[str], most: int, heading: str = "line") -> Preview:
    """Return a heading and the beginnings of the first lines, of which only those are asked for."""
    return [heading], [[cut(line.rstrip("\n"), _SHOWN)] for line in islice(lines, most)]
