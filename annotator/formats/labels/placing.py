"""Where a label stands in an article: where its file says, if its words are there; else near by."""

from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.article import merged_ranges, normalised
from annotator.formats.labels.folded import MOST_PLACES, FoldedText, fold, occurrences

Ranges = tuple[tuple[int, int], ...]
_MOST_IN_ALL = 2_000_000  # in one text
_MOST_SOUGHT = 40_000_000_000  # characters that are looked through for all labels of one text
_CONTEXT = 200  # characters on each side that are compared
_NEAR = 4_000  # characters on each side in which unlike words are looked for
_LONGEST_FUZZY = 4_000  # characters of a quote that is looked for so
_WIDEST_FUZZY = 100_000  # characters of a text without a place to look at
_MOST_FUZZY = 300  # such searches in one text
_ALIKE = 86  # of 100


class Placement(msgspec.Struct, frozen=True):
    """Where a label stands (code points), whether it was moved there, or why it stands nowhere."""

    fragments: Ranges = ()
    moved: bool = False
    problem: str = ""


class Placer:
    """One article's text, in which labels are put where their words stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: FoldedText | None = None
        self._fuzzy = 0
        self._looked_at = 0
        self._sought = 0

    def place(
        self,
        fragments: Sequence[tuple[int, int]],
        quote: str | None = None,
        before: str = "",
        after: str = "",
    ) -> Placement:
        """Return where a label stands that is said to be at `fragments` (code points).

        `quote` are its words, `before` and `after` what stands around them, where the file says
        so. Where other words stand, its own are looked for: as they are, nearest to the place
        said, then without regard to blanks, quotation marks, dashes and case, then alike.
        """
        pieces = tuple(sorted(fragments))
        words = normalised(quote or "")
        if self._inside(pieces):
            joined = "".join(self._text[start:end] for start, end in pieces)
            if not words.strip() or _is_same(joined, words):
                tidy = merged_ranges(list(pieces))
                return Placement(tuple((one.start, one.end) for one in tidy))
        elif not words.strip():
            length = len(self._text)
            return Placement(problem=f"it is not within the text, which has {length:,} characters")
        quotes = _split(words, pieces)
        if quotes is None:
            return Placement(problem="other words stand there, and it has several pieces")
        nearby = [start for start, _ in pieces] or [None]
        found: list[tuple[int, int]] = []
        for n, (piece, near) in enumerate(zip(quotes, nearby, strict=True)):
            first, last = before if n == 0 else "", after if n == len(quotes) - 1 else ""
            places = list(self._places(piece, near))
            self._looked_at += len(places)
            if not places:
                return Placement(problem=self._missing())
            chosen = self._chosen(places, near, normalised(first), normalised(last))
            if chosen is None:
                return Placement(problem=f"its words fit in {len(places):,} places")
            found.append(chosen)
        tidy = merged_ranges(found)
        placed = tuple((one.start, one.end) for one in tidy)
        return Placement(placed, moved=bool(pieces) and placed != pieces)

    def _inside(self, pieces: Ranges) -> bool:
        length = len(self._text)
        return bool(pieces) and all(0 <= start < end <= length for start, end in pieces)

    def _missing(self) -> str:
        """Return that a label’s words were not found, or that they were no longer looked for."""
        if self._sought > _MOST_SOUGHT:
            return "too many labels’ words don’t stand where the file says"
        return "its words don’t stand in the text"

    def _places(self, quote: str, near: int | None) -> Iterator[tuple[int, int]]:
        """Yield where words stand: as they are, else in other dress, else the likest."""
        self._sought += len(self._text)
        if self._sought > _MOST_SOUGHT:
            return
        most = MOST_PLACES if self._looked_at < _MOST_IN_ALL else 2
        exact = [(at, at + len(quote)) for at in occurrences(self._text, quote, near, most)]
        if exact:
            yield from exact
            return
        if self._folded is None:
            self._folded = FoldedText(self._text)
        alike = list(self._folded.places(quote, near, most))
        if alike:
            yield from alike
            return
        likest = self._likest(quote.strip(), near)
        if likest is not None:
            yield likest

    def _chosen(
        self, places: list[tuple[int, int]], near: int | None, before: str, after: str
    ) -> tuple[int, int] | None:
        """Return the place with the right words around it, of several the nearest."""
        if before or after:
            fits = [self._fit(place, before, after) for place in places]
            best = max(fits)
            places = [place for place, fit in zip(places, fits, strict=True) if fit == best]
        if near is not None:
            return min(places, key=lambda place: abs(place[0] - near))
        return places[0] if len(places) == 1 else None

    def _fit(self, place: tuple[int, int], before: str, after: str) -> int:
        """Return how many characters around a place are those said to stand there."""
        start, end = place
        before, after = before[-_CONTEXT:], after[:_CONTEXT]
        there = self._text[max(0, start - len(before)) : start]
        behind = self._text[end : end + len(after)]
        return _common(there[::-1], before[::-1]) + _common(behind, after)

    def _likest(self, quote: str, near: int | None) -> tuple[int, int] | None:
        """Return the stretch that is most like the words, if it is like enough."""
        if not 8 <= len(quote) <= _LONGEST_FUZZY or self._fuzzy >= _MOST_FUZZY:
            return None
        self._fuzzy += 1
        from rapidfuzz import fuzz  # noqa: PLC0415 - only labels that stand elsewhere need it

        first = 0 if near is None else max(0, near - _NEAR)
        last = _WIDEST_FUZZY if near is None else near + len(quote) + _NEAR
        window = self._text[first:last]
        if len(window) < len(quote):
            return None
        found = fuzz.partial_ratio_alignment(quote, window, score_cutoff=_ALIKE)
        if found is None or found.dest_start >= found.dest_end:
            return None
        stretch = window[found.dest_start : found.dest_end]
        start = first + found.dest_start + len(stretch) - len(stretch.lstrip())
        return (start, start + len(stretch.strip())) if stretch.strip() else None


def _is_same(standing: str, words: str) -> bool:
    """Tell whether words are the same, be it with other blanks, marks or composition."""
    if len(standing) > 4 * len(words) + 1000:
        return False
    bare, wanted = "".join(standing.split()), "".join(words.split())
    if bare == wanted:
        return True
    if abs(len(bare) - len(wanted)) > len(wanted):
        return False
    return "".join(map(fold, bare)) == "".join(map(fold, wanted))


def _split(words: str, pieces: Ranges) -> list[str] | None:
    """Return the words of each piece; None where that can't be told."""
    if len(pieces) < 2:
        return [words]
    lengths = [end - start for start, end in pieces]
    between = len(words) - sum(lengths)
    if between < 0 or between % (len(pieces) - 1):
        return None
    each, at, found = between // (len(pieces) - 1), 0, list[str]()
    for length in lengths:
        found.append(words[at : at + length])
        at += length + each
    return found


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))
