"""One paragraph's tokens, its quotations and sentences, and the words in it that report."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, compress, count
from operator import itemgetter, sub

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_quotation import Quotation, quoted
from annotator.analysis.segmentation.by_sentence import sentences_in

TOKEN = re.compile(r"\d+(?:[.,]\d+)+\w*|\w+(?:[.’'&-]\w+)*|''|``|[^\w\s]")
_STRAIGHT = re.compile('"')
_OTHER_MARKS = re.compile('[“”„«»]|\\d"')
_OUTSIDE = -1
_LONGEST = 400  # tokens of a sentence: longer ones are lists, tables, or no text at all


def _quotations(stretch: str) -> list[Quotation]:
    """Return the quotations of a paragraph.

    Where straight marks stand so that the finder leaves some over (`said," It rained"`), they are
    taken in turn.
    """
    found = quoted(stretch)
    marks = stretch.count('"')
    if marks < 2 or marks % 2 or _OTHER_MARKS.search(stretch):
        return found
    if sum(1 for one in found if stretch[one.start] == '"' and one.closed) * 2 >= marks:
        return found
    places = [match.start() for match in _STRAIGHT.finditer(stretch)]
    return [
        Quotation(first, last + 1, 1)
        for first, last in zip(places[::2], places[1::2], strict=True)
        if last > first + 1
    ]


@cache
def _spaced(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Return the pattern of a token with the white space before it.

    Together those are the whole text, which is read faster than with each token's place.
    """
    return re.compile(rf"\s*(?:{pattern.pattern})", pattern.flags)


class Paragraph:
    """The stretch `[start, end)` of a text, cut into words and signs.

    Tokens are counted from 0. Token `i` is `words[i]`, in lower case `lower[i]`, and stands at
    `[starts[i], ends[i])` in code points of the text. `quotation[i]` is the number of the outermost
    quotation in which it lies, marks included, or -1; `quotations` has their tokens `[first,
    after)`. `sentences` are ranges of tokens, too: none ends within a quotation. `cues` are the
    tokens that report, as far as `reports` says so.
    """

    __slots__ = (
        "_closing",
        "_place",
        "_sentences",
        "_words_before",
        "cues",
        "ends",
        "inner",
        "is_cue",
        "lower",
        "quotation",
        "quotations",
        "starts",
        "text",
        "unclosed",
        "words",
    )

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        reports: Callable[["Paragraph", int], bool] | None = None,
        forms: frozenset[str] = frozenset(),
        pattern: re.Pattern[str] = TOKEN,
    ) -> None:
        """Cut `[start, end)` by a pattern of one token; every sign but white space is in one.

        A word of `forms` is a cue where `reports(paragraph, token)`.
        """
        self.text = text
        spaced = _spaced(pattern).findall(text, start, end)
        self.words = list(map(str.lstrip, spaced))
        self.ends = list(accumulate(map(len, spaced), initial=start))[1:]
        self.starts = list(map(sub, self.ends, map(len, self.words)))
        self.lower = list(map(str.lower, self.words))
        self.quotation = [_OUTSIDE] * len(self.words)
        self.quotations: list[Range] = []
        self.inner: list[Range] = []
        self.unclosed = False
        self._place = start, end
        self._closing: set[int] = set()
        self._sentences: list[Range] | None = None
        self._words_before: list[int] | None = None
        self._find_quotations(text[start:end], start)
        self.cues: list[int] = []
        if reports is not None:
            quotation = self.quotation
            places = compress(count(), map(forms.__contains__, self.lower))
            self.cues = [at for at in places if quotation[at] < 0 and reports(self, at)]
        self.is_cue = frozenset(self.cues)

    @property
    def sentences(self) -> list[Range]:
        """The sentences, as ranges of tokens; overlong ones are cut, but not in a quotation."""
        if self._sentences is None:
            self._sentences = self._cut()
        return self._sentences

    def __len__(self) -> int:
        return len(self.words)

    def count(self, first: int, after: int) -> int:
        """Return how many of the tokens `[first, after)` are words."""
        if self._words_before is None:
            signs = map(str.isalnum, map(itemgetter(0), self.words))
            self._words_before = list(accumulate(signs, initial=0))
        return self._words_before[after] - self._words_before[first]

    def span(self, first: int, after: int) -> Range:
        """Return where the tokens `[first, after)` stand, in code points of the text."""
        return self.starts[first], self.ends[after - 1]

    def quotation_at(self, token: int) -> Range:
        """Return the tokens of the outermost quotation in which a token lies."""
        return self.quotations[self.quotation[token]]

    def is_quoted(self, token: int) -> bool:
        """Tell whether a token lies in a quotation, its marks included."""
        return self.quotation[token] >= 0

    def cues_in(self, first: int, after: int) -> list[int]:
        """Return the cues among the tokens `[first, after)`."""
        return self.cues[bisect_left(self.cues, first) : bisect_left(self.cues, after)]

    def has_cue(self, first: int, after: int) -> bool:
        """Tell whether one of the tokens `[first, after)` is a cue."""
        at = bisect_left(self.cues, first)
        return at < len(self.cues) and self.cues[at] < after

    def _find_quotations(self, stretch: str, start: int) -> None:
        last = 0
        for one in _quotations(stretch):
            self._closing.update(range(one.end - one.closed, one.end))
            first, after = start + one.start, start + one.end
            if first < last:
                self.inner.append((first, after))
                continue
            begin = bisect_right(self.ends, first)
            end = bisect_left(self.starts, after, begin)
            if begin == end:
                continue
            self.quotation[begin:end] = [len(self.quotations)] * (end - begin)
            self.quotations.append((begin, end))
            self.unclosed = not one.closed
            last = after

    def _cut(self) -> list[Range]:
        start, end = self._place
        result: list[Range] = []
        first, last, quotation = 0, len(self.words), self.quotation
        for _, stop in sentences_in(self.text[start:end], self._closing):
            after = bisect_left(self.starts, start + stop, first)
            if after >= last:
                break
            if quotation[after] < 0 or quotation[after] != quotation[after - 1]:
                result += self._pieces(first, after)
                first = after
        return [*result, *self._pieces(first, last)]

    def _pieces(self, first: int, after: int) -> Iterator[Range]:
        """Yield `[first, after)` in pieces that are overlong only by a quotation."""
        while after - first > _LONGEST:
            at = first + _LONGEST
            if self.quotation[at] >= 0:
                at = self.quotations[self.quotation[at]][1]
            if at >= after:
                break
            yield first, at
            first = at
        if first < after:
            yield first, after
