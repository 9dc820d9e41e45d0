"""Articles with the quotes that a coder marked, written as one text with signs around them."""

import random
import re

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote, QuoteType

_SIGNS = re.compile(r"[{}<>\[\]]")
_ENDS = {"}": "{", ">": "<", "]": "["}


def coded(marked: str, language: str = "en") -> Document:
    """Return the article that a text stands for: {quote}, <source>, [cue]; a line is a paragraph.

    The source and the cue of a quote are those of its line.
    """
    text, opened = "", dict[str, int]()
    quotes = list[Quote]()
    for line in marked.splitlines(keepends=True):
        found: dict[str, list[Range]] = {sign: [] for sign in _ENDS.values()}
        for piece in re.split(f"({_SIGNS.pattern})", line):
            if piece in found:
                opened[piece] = len(text)
            elif piece in _ENDS:
                found[_ENDS[piece]].append((opened[_ENDS[piece]], len(text)))
            else:
                text += piece
        source, cue = (next(iter(found[sign]), None) for sign in "<[")
        for start, end in found["{"]:
            quotes.append(
                Quote(start=start, end=end, type=kind(text, start, end), source=source, cue=cue)
            )
    return Document(text, language, tuple(quotes))


def kind(text: str, start: int, end: int) -> QuoteType:
    """Return the type of a stretch of a text with curly marks."""
    if text[start] == "“" and text[end - 1] == "”":
        return QuoteType.DIRECT
    if text.count("“", 0, start) > text.count("”", 0, start):
        return QuoteType.DIRECT
    return QuoteType.MIXED if "“" in text[start:end] else QuoteType.INDIRECT


_PEOPLE = ["Ana Cole", "Ben Ortiz", "Cora Lind", "the mayor", "a spokesman", "Dr. Ellis"]
_SAYING = ["said", "told reporters", "argued", "added", "warned", "explained"]
_SAID = [
    "the bridge would stay closed until June",
    "nobody had asked the council",
    "the river is rising again",
    "the school needs two more teachers",
    "prices have doubled since the spring",
    "the harbour will be sold next year",
]
_OTHER = [
    "It rained for days on end.",
    "The council meets again on Monday.",
    "Some two hundred people came to the square, and most of them stayed.",
    "The old mill has stood empty since the war.",
]


def made(number: int, frame: str) -> Document:
    """Return a made article, the same for the same number.

    `frame` has "WHO", "SAY" and "WORDS" in place of a source, a cue and what is said.
    """
    chance = random.Random(number)
    lines = list[str]()
    for _ in range(6):
        line = frame.replace("WHO", chance.choice(_PEOPLE)).replace("SAY", chance.choice(_SAYING))
        lines.append(line.replace("WORDS", chance.choice(_SAID)))
        lines.append(chance.choice(_OTHER))
    return coded("\n".join(lines))
