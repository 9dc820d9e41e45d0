"""The links of an export's rows: their ends are named by words and by actors, not by ids."""

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec
from msgspec import structs

from annotator.domain.codebook import Codebook
from annotator.domain.names import folded
from annotator.formats.csv.columns import IDENTITY, LINK_TYPES
from annotator.formats.incoming import ArticlesHere
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.labels.foreign import ForeignLabel, ForeignLink
from annotator.formats.labels.named_actors import ACTOR, NamedActors

_BETWEEN = re.compile(r" \|(?: |$)")
_NOWHERE = "?"
_MOST_NEAR = 100  # rows of the same words that are looked at, on each side


class Row(msgspec.Struct):
    """A row of an article, and whether the project has its annotation already."""

    label: ForeignLabel
    cells: dict[str, str]
    is_here: bool


class Linker:
    """The rows of one article, which find one another by their words.

    Annotations that the project has keep the links that they have there.
    """

    def __init__(self, rows: Sequence[Row], codebook: Codebook, here: ArticlesHere | None) -> None:
        self._rows = rows
        self._codebook = codebook
        self._by_words: dict[str, list[Row]] = {}
        self._links: dict[str, list[ForeignLink]] = {}
        self._actors = NamedActors(here)
        for one in sorted(rows, key=_start):
            self._by_words.setdefault(one.label.quote or "", []).append(one)
        for one in rows:
            if not one.is_here:
                for link_type in LINK_TYPES:
                    self._take(one, link_type)

    def linked(self) -> list[Row]:
        """Return the rows with their labels' links."""
        return [
            structs.replace(
                one,
                label=structs.replace(
                    one.label, links=tuple(dict.fromkeys(self._links.get(one.label.id, ())))
                ),
            )
            for one in self._rows
        ]

    def actors(self) -> tuple[ActorPart, ...]:
        """Return the actors at which links end."""
        return self._actors.parts

    def _take(self, row: Row, link_type: str) -> None:
        """Take a row's links of one type: an end has words, an actor, or both."""
        written = row.cells.get(f"{link_type}_text", "")
        words = [written] if written in self._by_words and written else _ends(written)
        whole = row.cells.get(f"{link_type}{ACTOR}", "")
        names = _ends(whole)
        if len(names) > max(len(words), 1) and self._actors.is_known(whole):
            names = [whole]
        links = self._links.setdefault(row.label.id, [])
        for n in range(max(len(words), len(names))):
            text = words[n] if n < len(words) else ""
            name = names[n] if n < len(names) else ""
            if not text:
                links.extend(
                    ForeignLink(type=link_type, actor=one) for one in self._actors.ids(name)
                )
                continue
            end = self._end(row, link_type, text)
            links.append(ForeignLink(type=link_type, to=_NOWHERE if end is None else end.label.id))
            if end is not None and not end.is_here:
                onward = self._links.setdefault(end.label.id, [])
                onward.extend(
                    ForeignLink(type=IDENTITY, actor=one) for one in self._actors.ids(name)
                )

    def _end(self, row: Row, link_type: str, text: str) -> Row | None:
        """Return the nearest row with these words: of the same layer, and of a fitting code."""
        at, named = _start(row), self._by_words.get(text, [])
        near = bisect_left(named, at, key=_start)
        close = named[max(0, near - _MOST_NEAR) : near + _MOST_NEAR]
        every = [one for one in close if one is not row]
        code = self._codebook.code(row.label.label)
        rule = code.link_rule(link_type) if code else None
        fitting = [one for one in every if rule is None or rule.admits(one.label.label)] or every
        own = [one for one in fitting if _maker(one) == _maker(row)] or fitting
        return min(own, key=lambda one: abs(_start(one) - at), default=None)


def _ends(cell: str) -> list[str]:
    return [one.strip() for one in _BETWEEN.split(cell)] if cell.strip() else []


def _start(row: Row) -> int:
    return row.label.fragments[0][0] if row.label.fragments else 0


def _maker(row: Row) -> tuple[bool, str]:
    return row.label.gold, folded(row.label.coder)
