"""Clauses: the parts of a sentence between commas, colons, semicolons, dashes and brackets."""

import re

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation import by_sentence
from annotator.analysis.segmentation.by_paragraph import per_paragraph, trimmed
from annotator.analysis.segmentation.by_quotation import quoted

_BREAK = re.compile(
    r"(?P<spaced>[,;:،؛])|(?P<wide>[、，；：])|\s[–—-]+(?=\s)|—|[()\[\]（）【】]",
)
_DELIMITERS = ",;:،؛、，；："


def in_paragraph(paragraph: str) -> list[Range]:
    """Return the clauses of one paragraph."""
    quotes = [(start, end) for start, end, closed in quoted(paragraph) if closed]
    opened, closed = dict(quotes), {end: start for start, end in quotes}
    closing = {end - 1 for end in closed}
    pieces: list[Range] = []
    for start, end in by_sentence.in_paragraph(paragraph):
        pieces += _pieces(paragraph, start, end, closing)
    balanced = (_balanced(paragraph, *piece, opened, closed) for piece in pieces)
    return [
        (start, end)
        for start, end in balanced
        if any(character.isalnum() for character in paragraph[start:end])
    ]


def clauses(text: str) -> list[Range]:
    """Return the clauses of a text, without the comma or dash between them."""
    return per_paragraph(text, in_paragraph)


def _pieces(paragraph: str, start: int, end: int, closing: set[int]) -> list[Range]:
    result: list[Range] = []
    for match in _BREAK.finditer(paragraph, start, end):
        if match.start() < start:
            continue
        after = by_sentence.after_closing(paragraph, match.end(), closing)
        if match["spaced"] and after < end and not paragraph[after].isspace():
            continue
        takes_marks = after > match.end() and (match["spaced"] or match["wide"])
        result.append((start, after if takes_marks else match.start()))
        start = after if takes_marks else match.end()
    return [*result, (start, end)]


def _balanced(
    paragraph: str, start: int, end: int, opened: dict[int, int], closed: dict[int, int]
) -> Range:
    """Trim white space, and quotation marks whose partner stands in another clause."""
    start, end = trimmed(paragraph, start, end)
    if opened.get(start, 0) > end:
        start += 1
    if closed.get(end, start) < start:
        end -= 1
        while end > start and paragraph[end - 1] in _DELIMITERS:
            end -= 1
    return trimmed(paragraph, start, end)
