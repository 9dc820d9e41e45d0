"""A paragraph of an article cut where labels begin and end, with a mark at each such place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.record import Fragment


class NumberedLabel(msgspec.Struct, frozen=True):
    """A label on a text, with the number that it has in the article's margin, from 1."""

    number: int
    label: Annotation


class MarkedPiece(msgspec.Struct, frozen=True):
    """Words of one paragraph that the same labels stand on.

    `opens` are the numbers of the labels a piece of which begins before the words, the longest
    first; `closes` those of which one ends after them, the shortest first. `code` is that of the
    shortest label on them, by whose colour they are told; empty where none stands on them.
    """

    words: str
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    code: str = ""


class MarkedParagraph(msgspec.Struct, frozen=True):
    """A line of an article in pieces, and the labels of which none of the lines before has any."""

    pieces: tuple[MarkedPiece, ...]
    begin_here: tuple[NumberedLabel, ...]


def numbered(labels: Iterable[Annotation]) -> list[NumberedLabel]:
    """Return the labels that stand on words, numbered in the order in which they begin."""
    placed = sorted((one for one in labels if one.fragments), key=_place)
    return [NumberedLabel(n, one) for n, one in enumerate(placed, 1)]


def marked_paragraphs(text: str, labels: Sequence[NumberedLabel]) -> Iterator[MarkedParagraph]:
    """Yield the lines of a text that hold anything, with the labels on each.

    A label that goes on over a line's end is closed there and opened again on the next line.
    """
    pieces = sorted(
        ((piece, one) for one in labels for piece in one.label.fragments),
        key=lambda found: found[0].start,
    )
    open_now: list[tuple[Fragment, NumberedLabel]] = []
    told = set[int]()
    start = n = 0
    for line in text.split("\n"):
        end = start + len(line)
        while n < len(pieces) and pieces[n][0].start < end:
            open_now.append(pieces[n])
            n += 1
        if line.strip():
            begin = {one.number: one for _, one in open_now if one.number not in told}
            told.update(begin)
            yield MarkedParagraph(
                pieces=tuple(_pieces(text, start, end, open_now)),
                begin_here=tuple(begin[number] for number in sorted(begin)),
            )
        start = end + 1
        open_now = [one for one in open_now if one[0].end > start]


def _pieces(
    text: str, start: int, end: int, found: Sequence[tuple[Fragment, NumberedLabel]]
) -> Iterator[MarkedPiece]:
    """Yield a line's words, cut where a label begins or ends, with the labels that do."""
    spans = [
        (max(piece.start, start), min(piece.end, end), one)
        for piece, one in found
        if piece.start < end and piece.end > start
    ]
    cuts = sorted({start, end, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    codes = _shortest(spans, cuts)
    opening: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    closing: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for left, right, one in spans:
        opening[left].append((-right, one.number))
        closing[right].append((-left, -one.number))
    for left, right in pairwise(cuts):
        yield MarkedPiece(
            words=text[left:right],
            opens=tuple(number for _, number in sorted(opening[left])),
            closes=tuple(-number for _, number in sorted(closing[right])),
            code=codes.get(left, ""),
        )


def _shortest(
    spans: Sequence[tuple[int, int, NumberedLabel]], cuts: Sequence[int]
) -> Mapping[int, str]:
    """Return the code of the shortest label over what begins at each cut."""
    found: dict[int, str] = {}
    for left, right, one in sorted(spans, key=lambda span: span[0] - span[1]):
        for cut in cuts[bisect_left(cuts, left) : bisect_left(cuts, right)]:
            found[cut] = one.label.code
    return found


def _place(label: Annotation) -> tuple[int, int, str]:
    first = label.fragments[0]
    return first.start, -label.fragments[-1].end, label.id
