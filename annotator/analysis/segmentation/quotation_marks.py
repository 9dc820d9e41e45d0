"""Quotation marks: which there are, what may close each, and on which side of words they stand."""

import re
from enum import Enum, auto

# What may close a quotation that the key opened.
CLOSERS = {
    '"': ('"', "”"),
    "＂": ("＂",),
    "“": ("”", "“", '"'),
    "„": ("”", "“", "‟", '"'),
    "‟": ("”",),
    "”": ("”", "“"),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹", "›"),
    "「": ("」",),
    "『": ("』",),
    "｢": ("｣",),
    "﹁": ("﹂",),
    "﹃": ("﹄",),
    "〝": ("〟", "〞"),
    "״": ("״",),
    "<<": (">>",),
    "``": ("''", '"', "”"),
    ",,": ("''", '"', "“", "”", "‘‘", "’’", ",,"),
    "''": ("''",),
    "‘‘": ("’’",),
    "‚‚": ("‘‘", "’’"),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
    "`": ("'", "’"),
}
OPENERS = {
    mark: tuple(one for one, ends in CLOSERS.items() if mark in ends)
    for mark in {end for ends in CLOSERS.values() for end in ends}
}
"""What may have opened a quotation that the key closes."""
SINGLE = frozenset("‘’‚'`")
_ALWAYS_OPEN = frozenset("„「『｢﹁﹃〝")
# These close what the other opened whatever stands around them; other pairs need the right place.
NATURAL = frozenset(("“”", "„”", "«»", "‹›", "「」", "『』", "｢｣", "﹁﹂", "﹃﹄", "〝〟", "〝〞"))
_SIGNS = "".join({*CLOSERS, *(one for ends in CLOSERS.values() for one in ends)})
SOME_MARK = re.compile(f"[{''.join(sorted(set(_SIGNS) - set('<>,')))}]|,,|<<")
"""Finds whether there is a mark at all, quickly."""
MARK = re.compile(rf"``|''|,,|<<|>>|‘‘|’’|‚‚|[{''.join(sorted(set(_SIGNS) - set('<>,')))}]")
_BEFORE_OPENING = frozenset("([{“„«‹‘’'`\"–—-/「『¿¡״（【《：，、。；！？")
_AFTER_CLOSING = frozenset(".,;:!?)]}…»›”’“'\"–—、。，؛،؟」』״")
# Scripts that set no blanks between words, or tie what follows to a quotation, as Korean does.
_TIED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_HEBREW = "\u05d0-\u05ea"
_WITHIN_HEBREW = re.compile(rf"[{_HEBREW}][\u0591-\u05c7]*$")
_PREFIXES = re.compile(rf"(?:^|[^{_HEBREW}])[משהוכלב]{{1,3}}$")
# What follows the mark in an abbreviation: its last letter, and what inflects it.
_INFLECTED = re.compile(rf"[{_HEBREW}](?:ים|ות|ית|יות|ניק|ניקים|י|ו|ה|ם)?(?![{_HEBREW}])")


class Side(Enum):
    """Whether a mark stands where one opens a quotation, or where one closes it."""

    OPENS = auto()
    CLOSES = auto()
    EITHER = auto()


def side(text: str, start: int, end: int) -> Side:
    """Tell by its neighbours what the mark at `[start, end)` may do."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    may_open = not before or before.isspace() or before in _BEFORE_OPENING or is_tied(before)
    may_close = not after or after.isspace() or after in _AFTER_CLOSING or is_tied(after)
    if may_open == may_close:
        return Side.EITHER
    return Side.OPENS if may_open else Side.CLOSES


def may_open(text: str, start: int, end: int, place: Side) -> bool:
    """Tell whether a mark, of whatever is no single one, may open a quotation there."""
    mark = text[start:end]
    if place is Side.OPENS or mark in _ALWAYS_OPEN:
        return True
    if place is not Side.EITHER:
        return False
    before = text[start - 1 : start]
    is_free = not before.isalnum() or is_tied(before) or _is_within_hebrew(text, start)
    return mark in "“«" or (mark in '"״＂' and is_free)


def is_tied(sign: str) -> bool:
    """Tell whether a letter stands beside quotation marks without a blank."""
    return _TIED.match(sign) is not None


def is_apostrophe(text: str, start: int) -> bool:
    """Tell whether a letter follows a single mark as in "isn't"."""
    after = text[start + 1 : start + 2]
    return after.isalnum() and not is_tied(after)


def is_gershayim(text: str, start: int) -> bool:
    """Tell whether a mark stands within a Hebrew word, as abbreviations have it before their end.

    A prefix before it, and more than an abbreviation's end behind it, is a quotation with "in",
    "the" or "that" written to it.
    """
    if not _is_within_hebrew(text, start):
        return False
    is_prefixed = _PREFIXES.search(text[max(0, start - 8) : start]) is not None
    return not is_prefixed or _INFLECTED.match(text, start + 1) is not None


def _is_within_hebrew(text: str, start: int) -> bool:
    is_after = _WITHIN_HEBREW.search(text[max(0, start - 8) : start]) is not None
    return is_after and "א" <= text[start + 1 : start + 2] <= "ת"
