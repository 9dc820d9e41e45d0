"""What the columns of a WebAnno TSV file are, and how its cells are written."""

import re
from collections.abc import Sequence

import msgspec

_ENTRY = re.compile(r"((?:[^\\\[\]]|\\.)*+)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?", re.DOTALL)
_LINK_TYPE = re.compile(r"_(?=[A-Za-z][A-Za-z0-9]*\.)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "\f"}
_KINDS = {"#T_SP=": "span", "#T_RL=": "relation", "#T_CH=": "chain"}


class Layer(msgspec.Struct, frozen=True):
    """One layer: `kind` is span, relation or chain; its columns begin at `first`.

    `slots` are the columns (within the layer) of roles, each followed by one of what they end at;
    `base` is the layer between whose annotations a relation stands.
    """

    kind: str
    type: str
    first: int
    features: tuple[str, ...]
    slots: tuple[int, ...] = ()
    base: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.features)


class CellEntry(msgspec.Struct, frozen=True):
    """One of the things that a cell says: its words, and the numbers in brackets behind them."""

    words: str
    number: int = 0
    second: int = 0


def layer_of(line: str, first: int) -> Layer | None:
    """Return the layer that a line of the head describes; None for another line."""
    kind = _KINDS.get(line[:6])
    if kind is None:
        return None
    name, _, rest = line[6:].rstrip("\r").partition("|")
    features: list[str] = []
    slots: list[int] = []
    base = ""
    for one in rest.split("|"):
        if one.startswith("BT_"):
            base = one[3:]
        is_slot = one.startswith("ROLE_")
        if is_slot:
            slots.append(len(features))
        features.append(_slot(one[5:].partition(":")[2]) if is_slot else one)
    if kind == "chain" and len(features) < 2:
        features.append("")
    return Layer(kind, name.strip(), first, tuple(features), tuple(slots), base)


def _slot(said: str) -> str:
    """Return the name of a slot, behind which the whole name of a type stands."""
    found = _LINK_TYPE.search(said)
    return said[: found.start()] if found else said.partition("_")[0]


def entries(cell: str) -> list[CellEntry]:
    """Return what a cell says of each of the annotations that stand there."""
    if cell in ("_", ""):
        return []
    found: list[CellEntry] = []
    for one in divided(cell, "|"):
        match = _ENTRY.fullmatch(one)
        if match is None:
            found.append(CellEntry(plain(one)))
        else:
            words, number, second = match.groups()
            said = "" if words in ("*", "_") else words
            found.append(CellEntry(said, int(number or 0), int(second or 0)))
    return found


def divided(cell: str, sign: str) -> Sequence[str]:
    """Return the parts of a cell between signs that aren't written with a backslash."""
    if "\\" not in cell:
        return cell.split(sign)
    parts, start, at = list[str](), 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 1
        elif cell[at] == sign:
            parts.append(cell[start:at])
            start = at + 1
        at += 1
    return [*parts, cell[start:]]


def plain(words: str) -> str:
    """Return words without the backslashes before signs."""
    if "\\" not in words:
        return words
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), words)
