"""What stands on stretches of a text, carried to their words in a corrected one."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from annotator.domain.alignment import Alignment, align
from annotator.domain.annotation import anchored
from annotator.domain.record import Fragment, Values

TextOf = Callable[[str], str]
"""Returns the text with a fingerprint; raises `KeyError` when there is none."""
_LEAST = 0.5
"""What share of a label's characters must be there still for it to be carried."""


def no_text(sha256: str) -> str:
    """Find no text."""
    raise KeyError(sha256)


def carried_fragments(
    alignment: Alignment, old: str, fragments: Iterable[Fragment]
) -> tuple[Fragment, ...]:
    """Return where a label's fragments stand now, or nothing if the words of one are gone."""
    found: list[Fragment] = []
    for one in fragments:
        start, end = alignment.moved(one.start, one.end)
        if start >= end or not _survives(alignment, old, one):
            return ()
        found.append(Fragment(start, end))
    return tuple(found)


def _survives(alignment: Alignment, old: str, one: Fragment) -> bool:
    """Tell whether so much of a stretch is there still that it is the same one, corrected."""
    if alignment.kept(one.start, one.end) < _LEAST * (one.end - one.start):
        return False
    pieces = alignment.pieces_in(one.start, one.end)
    left = (old[max(one.start, p.old) : min(one.end, p.old + p.size)] for p in pieces)
    return old[one.start : one.end].isspace() or not all(part.isspace() for part in left)


def carried_ranges(
    alignment: Alignment, ranges: Sequence[tuple[int, int]]
) -> list[tuple[int, tuple[int, int]]]:
    """Return where stretches stand now, each with its place in the list; without what is gone."""
    moved = [(n, alignment.moved(start, end)) for n, (start, end) in enumerate(ranges)]
    return [(n, (start, end)) for n, (start, end) in moved if start < end]


def counted_in(article: Values) -> str:
    """Return what a record says of the text that its places are counted in, if it is this one's.

    It is the text's fingerprint, and empty for the text that the article came in with.
    """
    first = article.get("first_text") or ""
    return "" if first in ("", article["text_sha256"]) else article["text_sha256"]


class Carrier:
    """Carries what is counted in other texts of one article to the one that it has."""

    def __init__(self, article: Values, text_of: TextOf) -> None:
        self.counted_in = counted_in(article)
        self._first: str = article.get("first_text") or article["text_sha256"]
        self._now: str = article["text_sha256"]
        self._text_of = text_of

    def annotation(self, values: Values) -> Values | None:
        """Return an annotation as it stands in the article's text; None if its words are gone."""
        found = self._aligned(values.get("on_text") or "")
        if found is None:
            return None
        alignment, old, new = found
        fragments = carried_fragments(alignment, old, _fragments(values["fragments"]))
        if not fragments:
            return None
        anchor = anchored(new, fragments)
        return {
            **values,
            "fragments": _lists(fragments),
            "texts": list(cast("tuple[str, ...]", anchor["texts"])),
            "contexts": [
                list(one) for one in cast("tuple[tuple[str, str], ...]", anchor["contexts"])
            ],
            "on_text": self.counted_in,
        }

    def refusal(self, values: Values) -> Values | None:
        """Return what somebody refused as it stands in the article's text."""
        found = self._aligned(values.get("on_text") or "")
        if found is None:
            return None
        fragments = carried_fragments(found[0], found[1], _fragments(values["fragments"]))
        if not fragments:
            return None
        return {**values, "fragments": _lists(fragments), "on_text": self.counted_in}

    def layout(self, values: Values) -> Values | None:
        """Return the roles of stretches as they are in the article's text."""
        found = self._aligned(values.get("on_text") or "")
        if found is None:
            return None
        stretches = [tuple(one) for one in values["stretches"]]
        moved = carried_ranges(found[0], [(one[0], one[1]) for one in stretches])
        kept = [[*place, *stretches[n][2:]] for n, place in moved]
        return {**values, "stretches": kept, "on_text": self.counted_in}

    def excluded(self, values: Values) -> Values:
        """Return an article with what of its text is excluded as it stands in it."""
        found = self._aligned(values.get("excluded_on") or "")
        ranges = [(start, end) for start, end in values["excluded"]]
        moved = carried_ranges(found[0], ranges) if found else []
        kept = [list(place) for _, place in moved]
        return {**values, "excluded": kept, "excluded_on": self.counted_in if kept else ""}

    def _aligned(self, counted_in: str) -> tuple[Alignment, str, str] | None:
        """Return the alignment of the text that places are counted in, with both texts."""
        try:
            old, new = self._text_of(counted_in or self._first), self._text_of(self._now)
        except KeyError:
            return None
        return align(old, new), old, new


def _fragments(values: Iterable[Sequence[int]]) -> list[Fragment]:
    return [Fragment(start, end) for start, end in values]


def _lists(fragments: Iterable[Fragment]) -> list[list[int]]:
    return [[one.start, one.end] for one in fragments]
