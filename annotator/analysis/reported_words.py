"""The words that a sentence reports, without the words that say whose they are."""

import re

from annotator.analysis.attribution import attribution
from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import words_in

_FEWEST = 3
"""So many words at least are reported."""
_MOST_BEFORE, _MOST_AFTER = 4, 6
"""So many words may stand before the source at a sentence's beginning, or after it at its end."""
_BREAK = re.compile(r"[\s,:;–—-]+")
_ENDS_AT_BREAK = re.compile(r"[,;–—-]\s*$")
_STOP = re.compile(r"[\s.…。]+$")


def reported_words(text: str, sentence: Range, language: str = "") -> Range | None:
    """Return the stretch of a sentence that is reported, in code points; None where unsure.

    That is what follows "She said", "She said, ", or "According to her, ", or what precedes
    ", she said". `language` is as for `attribution`.
    """
    found = attribution(text, [sentence], language)
    if found.cue is None or found.source is None:
        return None
    start, end = sentence
    first = min(found.cue[0], found.source[0])
    last = max(found.cue[1], found.source[1])
    if not start <= first < last <= end:
        return None
    before, after = text[start:first], text[last:end]
    if _ENDS_AT_BREAK.search(before) and _count(after) <= _MOST_AFTER:
        reported = start, start + len(_BREAK.split(before[::-1], maxsplit=1)[1])
        return reported if _count(text[slice(*reported)]) >= _FEWEST else None
    if _count(before) > _MOST_BEFORE or _count(after) < _FEWEST:
        return None
    skipped = _BREAK.match(after)
    stop = _STOP.search(after)
    return last + (skipped.end() if skipped else 0), last + (stop.start() if stop else len(after))


def _count(stretch: str) -> int:
    return len(words_in(stretch))
