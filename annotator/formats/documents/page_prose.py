"""Which paragraphs of a page read as prose."""

import re

_PROSE = 80  # code points from which on a paragraph is prose without a full stop
_SENTENCE = 25  # code points from which on it is with one
_SHORT_SENTENCE = 12  # in scripts without blanks
_STOP = re.compile(r"[.!?…。！？؟۔।:][\"'’”“»›」』)\]]*$")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""A letter of a script that has no blanks between words."""
LINK_HEAVY = 0.5
"""The share of links from which on a paragraph is none of a text."""


def ends_a_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return bool(_STOP.search(text))


def is_long_enough(text: str) -> bool:
    """Tell whether a text that ends as a sentence is long enough for one of prose."""
    return len(text) >= (_SHORT_SENTENCE if UNSPACED.search(text) else _SENTENCE)


def reads_as_prose(text: str) -> bool:
    """Tell whether a text is a sentence, or long."""
    return len(text) >= _PROSE or (is_long_enough(text) and ends_a_sentence(text))
