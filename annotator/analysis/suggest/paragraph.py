"""One paragraph's tokens, its quotations and sentences, and the words in it that report."""

import re
from collections.abc import Callable
from itertools import accumulate, pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_quotation import quoted
from annotator.analysis.segmentation.by_sentence import sentences_in

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+\w*|\w+(?:[.’'&-]\w+)*|''|``|[^\w\s]")
_OUTSIDE = -1


class Paragraph:
    """The stretch `[start, end)` of a text, cut into words and signs.

    Tokens are counted from 0. Token `i` is `words[i]`, in lower case `lower[i]`, and stands at
    `[starts[i], ends[i])` in code points of the text. `quotation[i]` is the number of the outermost
    quotation in which it lies, marks included, or -1; `quotations` has their tokens `[first,
    after)`. `sentences` are ranges of tokens, too: none ends within a quotation. `cues` are the
    tokens that report, as far as `reports` says so.
    """

    __slots__ = (
        "_words_before",
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
    ) -> None:
        """Cut `[start, end)`; a word of `forms` is a cue where `reports(paragraph, token)`."""
        matches = list(_TOKEN.finditer(text, start, end))
        self.text = text
        self.words = [match.group() for match in matches]
        self.lower = [word.lower() for word in self.words]
        counted = accumulate((word[0].isalnum() for word in self.words), initial=0)
        self._words_before = list(counted)
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.quotation = [_OUTSIDE] * len(matches)
        self.quotations: list[Range] = []
        self.inner: list[Range] = []
        self.unclosed = False
        stretch = text[start:end]
        self._find_quotations(stretch, start)
        self.sentences = self._sentences(stretch, start)
        self.cues: list[int] = []
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

    def _find_quotations(self, stretch: str, start: int) -> None:
        token, last = 0, 0
        for one in quoted(stretch):
            first, after = start + one.start, start + one.end
            if first < last:
                self.inner.append((first, after))
                continue
            while token < len(self) and self.ends[token] <= first:
                token += 1
            begin = token
            while token < len(self) and self.starts[token] < after:
                token += 1
            if begin == token:
                continue
            self.quotation[begin:token] = [len(self.quotations)] * (token - begin)
            self.quotations.append((begin, token))
            self.unclosed = not one.closed
            last = after

    def _sentences(self, stretch: str, start: int) -> list[Range]:
        found: list[int] = [0]
        token = 0
        for _, end in sentences_in(stretch):
            while token < len(self) and self.starts[token] < start + end:
                token += 1
            if token >= len(self):
                break
            within = self.quotation[token - 1] >= 0
            if not (within and self.quotation[token] == self.quotation[token - 1]):
                found.append(token)
        found.append(len(self))
        return [(first, after) for first, after in pairwise(found) if first < after]
