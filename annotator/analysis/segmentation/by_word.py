"""Paragraphs, one per line that is not blank, and words, in scripts with and without spaces."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from annotator.analysis.ranges import Extent, Range, covering, merged, shifted

# The line and paragraph separators count too, because Qt shows them as line breaks.
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def trimmed(text: str, start: int, end: int) -> Range:
    """Shrink `[start, end)` until neither end is white space; what is all white becomes empty."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a text, without the white space around them."""
    found = (trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return [(start, end) for start, end in found if start < end]


def per_paragraph(text: str, cut: Callable[[str], list[Range]]) -> list[Range]:
    """Apply to each paragraph a function that cuts one paragraph; return the text's ranges."""
    result: list[Range] = []
    for start, end in paragraphs(text):
        result += shifted(cut(text[start:end]), start)
    return result


_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff"
_HEBREW = "\u05d0-\u05ea"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_SYMBOLS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
_MODIFIERS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_STRETCH = 2_000
_LAST_MARK = 0x1E950  # the combining marks above are emoji tags and variation selectors


@cache
def _marks() -> str:
    characters = map(chr, range(0x300, _LAST_MARK))
    return "".join(mark for mark in characters if unicodedata.category(mark).startswith("M"))


@cache
def word_pattern() -> re.Pattern[str]:
    """Return the pattern of one word, for `finditer` over any stretch of text.

    Chinese has no spaces: there each ideograph is a word, as in that script's word counts.
    """
    letter = rf"[^\W{_HAN}{_HIRAGANA}{_KATAKANA}]"
    inner = rf"[{_marks()}\u200c\u200d\u00ad\U000e0100-\U000e01ef]"
    run = rf"{letter}+(?:{inner}+{letter}*)*"
    joint = rf"(?:['’\-‐‑]|(?<=\d)[.,:](?=\d)|(?<=[{_HEBREW}])[\"״](?=[{_HEBREW}]))"
    picture = (
        rf"(?:[{_EMOJI}]|[{_SYMBOLS}](?=\ufe0f)){_MODIFIERS}"
        rf"(?:\u200d[{_EMOJI}{_SYMBOLS}]{_MODIFIERS})*"
    )
    alternatives = (
        "[\U0001f1e6-\U0001f1ff]{2}",  # a flag
        "[0-9#*]\ufe0f?\u20e3",  # a keycap
        picture,
        rf"(?<!\w)(?:[^\W\d_]\.){{2,}}(?!\w)(?:['’\-‐‑]{run})*",  # U.S., U.S.-led
        rf"[@#]?{run}(?:{joint}{run})*",
        rf"[{_HAN}]{inner}*",
        rf"[{_HIRAGANA}]+{inner}*",
        rf"[{_KATAKANA}]+{inner}*",
    )
    return re.compile("|".join(alternatives))


_PLAIN = re.compile(
    "[\x00-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""Latin, Greek and Cyrillic letters with their punctuation: nothing that joins or stands alone."""
_PLAIN_WORD = re.compile(
    r"(?<!\w)(?:[^\W\d_]\.){2,}(?!\w)(?:['’\-‐‑]\w+)*"  # U.S., U.S.-led
    r"|[@#]?\w+(?:(?:['’\-‐‑]|(?<=\d)[.,:](?=\d))\w+)*"
)


def pattern_for(text: str, start: int, stop: int) -> re.Pattern[str]:
    """Return the pattern of one word in a stretch: where no more is needed a far faster one."""
    return _PLAIN_WORD if _PLAIN.fullmatch(text, start, stop) else word_pattern()


def words_in(paragraph: str) -> list[Range]:
    """Return the words of one paragraph, as counting has them: each ideograph is one."""
    find = pattern_for(paragraph, 0, len(paragraph))
    return [match.span() for match in find.finditer(paragraph)]


def word_count(text: str, excluded: Iterable[Extent] = ()) -> int:
    """Count the words that start outside the excluded ranges; ideographs count one each."""
    return sum(word_counts(text, excluded))


def word_counts(text: str, excluded: Iterable[Extent] = ()) -> Iterator[int]:
    """Yield the number of words of one stretch of a text after the other, lines kept whole."""
    left_out = merged(excluded)
    start = 0
    while start < len(text):
        stop = text.find("\n", start + _STRETCH) + 1 or len(text)
        find = pattern_for(text, start, stop)
        if left_out:
            starts = (match.start() for match in find.finditer(text, start, stop))
            yield sum(1 for one in starts if covering(left_out, one) is None)
        else:
            yield len(find.findall(text, start, stop))
        start = stop
