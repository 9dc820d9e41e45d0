"""One paragraph's tokens, its quotations and sentences, and the words in it that report."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_quotation import Quotation, closing_places, quoted
from annotator.analysis.segmentation.by_sentence import sentences_in

TOKEN = re.compile(r"\d+(?:[.,]\d+)+\w*|\w+(?:[.’'&-]\w+)*|''|``|[^\w\s]")
_OUTSIDE = -1
_SHORT = 16  # tokens that are sooner counted than looked up


class Paragraph:
    """The stretch `[start, end)` of a text, cut into words and signs.

    Tokens are counted from 0. Token `i` is `words[i]`, in lower case `lower[i]`, and stands at
    `[starts[i], ends[i])` in code points of the text. `quotation[i]` is the number of the outermost
    quotation in which it lies, marks included, or -1; `quotations` has their tokens `[first,
    after)`. `sentences` are ranges of tokens, too: none ends within a quotation. `cues` are the
    tokens that report, as far as `reports` says so.
    """

    __slots__ = (
        "_counts",
        "cues",
        "ends",
        "inner",
        "is_cue",
        "lower",
        "quotation",
        "quotations",
        "sentences",
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
        """Cut `[start, end)` by a pattern of one token.

        A word of `forms` is a cue where `reports(paragraph, token)`.
        """
        matches = list(pattern.finditer(text, start, end))
        self.text = text
        self.words = [match.group() for match in matches]
        self.lower = [word.lower() for word in self.words]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.quotation = [_OUTSIDE] * len(matches)
        self.quotations: list[Range] = []
        self.inner: list[Range] = []
        self.unclosed = False
        stretch = text[start:end]
        marks = quoted(stretch)
        self._find_quotations(marks, start)
        closing = closing_places(marks)
        self.sentences = self._sentences((one[1] for one in sentences_in(stretch, closing)), start)
        self.cues: list[int] = []
        self._counts: list[int] = []  # of the words before each token
        if reports is not None:
            lower, quotation = self.lower, self.quotation
            self.cues = [
                at
                for at, word in enumerate(lower)
                if word in forms and quotation[at] < 0 and reports(self, at)
            ]
        self.is_cue = frozenset(self.cues)

    def __len__(self) -> int:
        return len(self.words)

    def count(self, first: int, after: int) -> int:
        """Return how many of the tokens `[first, after)` are words."""
        if after - first < _SHORT:
            return sum(word[0].isalnum() for word in self.words[first:after])
        if not self._counts:
            self._counts = list(accumulate((word[0].isalnum() for word in self.words), initial=0))
        return self._counts[after] - self._counts[first]

    def span(self, first: int, after: int) -> Range:
        """Return where the tokens `[first, after)` stand, in code points of the text."""
        return self.starts[first], self.ends[after - 1]

    def quotation_at(self, token: int) -> Range:
        """Return the tokens of the outermost quotation in which a token lies."""
        return self.quotations[self.quotation[token]]

    def is_quoted(self, token: int) -> bool:
        """Tell whether a token lies in a quotation, its marks included."""
        return self.quotation[token] >= 0

    def _find_quotations(self, found: Sequence[Quotation], start: int) -> None:
        last = 0
        for one in found:
            first, after = start + one.start, start + one.end
            if first < last:
                self.inner.append((first, after))
                continue
            begin = bisect_right(self.ends, first)
            token = bisect_left(self.starts, after, begin)
            if begin == token:
                continue
            self.quotation[begin:token] = [len(self.quotations)] * (token - begin)
            self.quotations.append((begin, token))
            self.unclosed = not one.closed
            last = after

    def _sentences(self, ends: Iterable[int], start: int) -> list[Range]:
        found: list[int] = [0]
        for end in ends:
            token = bisect_left(self.starts, start + end, found[-1])
            if token >= len(self.words):
                break
            if token == 0:
                continue
            within = self.quotation[token - 1] >= 0
            if not (within and self.quotation[token] == self.quotation[token - 1]):
                found.append(token)
        found.append(len(self.words))
        return [(first, after) for first, after in pairwise(found) if first < after]
