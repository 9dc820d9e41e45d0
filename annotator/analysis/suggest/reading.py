"""A text as the learner reads it: its paragraphs, and what the rules find in it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import QuoteType
from annotator.analysis.suggest.rules import DIRECT_SHARE, read

Subject = Callable[[Paragraph, int, int], Range | None]
"""Finds the tokens of a verb's subject: given its paragraph, its sentence's first token, and it."""

_SUBJECTS: Mapping[str, Subject] = {"en": english_subject.before}


class QuoteReading:
    """A text with its paragraphs that have words, and the quotes that the plain rules find.

    `subject` finds who is the subject of a verb that reports, in languages where that is known.
    """

    __slots__ = ("paragraphs", "quotes", "subject", "text")

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.quotes, paragraphs, base = read(text, language)
        self.paragraphs = [paragraph for paragraph in paragraphs if len(paragraph)]
        self.subject = _SUBJECTS.get(base)

    def tokens_of(self, stretches: Iterable[Range]) -> Iterator[tuple[int, int, Paragraph, Range]]:
        """Return the tokens `[first, after)` of each stretch in each paragraph that it touches.

        Each comes with the stretch's number, the paragraph's and the paragraph.
        """
        begins = [paragraph.starts[0] for paragraph in self.paragraphs]
        for number, (start, end) in enumerate(stretches):
            at = max(0, bisect_left(begins, start + 1) - 1)
            while at < len(begins) and begins[at] < end:
                paragraph = self.paragraphs[at]
                first = bisect_left(paragraph.ends, start + 1)
                after = bisect_left(paragraph.starts, end)
                if first < after:
                    yield number, at, paragraph, (first, after)
                at += 1


def type_of(paragraph: Paragraph, first: int, after: int) -> QuoteType:
    """Return the type of a stretch of tokens, by the share of its words in quotation marks."""
    every = inside = 0
    for word, quotation in zip(
        paragraph.words[first:after], paragraph.quotation[first:after], strict=True
    ):
        if word[0].isalnum():
            every += len(word)
            inside += len(word) if quotation >= 0 else 0
    if not inside:
        return QuoteType.INDIRECT
    return QuoteType.DIRECT if inside >= DIRECT_SHARE * every else QuoteType.MIXED
