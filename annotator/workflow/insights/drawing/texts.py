"""How wide texts are without a font at hand, and how they are cut and broken to fit.

The estimate errs on the wide side: letters are as wide as those of DejaVu Sans, which are wider
than those of most fonts that a drawing may come to be shown in.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from annotator.workflow.report.escaping import in_one_line

_NARROW = dict.fromkeys("il|'ıĺłíìîï", 0.30) | dict.fromkeys("j.,:;!· ", 0.34)
_SLIM = dict.fromkeys("ftrI()[]{}/\\-", 0.41) | dict.fromkeys('JsczťŝšżźžćčçkLvxy"*^_?', 0.58)
_BROAD = (
    dict.fromkeys("mM", 0.97) | dict.fromkeys("wW@%—…", 1.0) | dict.fromkeys("OQGDHNUÖÜÄ", 0.79)
)
_TABLE = {**_NARROW, **_SLIM, **_BROAD, **dict.fromkeys("+<>=~±×−", 0.84)}
_UPPER, _OTHER, _WIDE, _ASCII_OTHER = 0.72, 0.66, 1.02, 0.64
_BOLD = 1.12
_JOINS = frozenset("\u200d\u200c")


def estimated_width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - as `Measure`
    """Return about how wide a text is in pixels, at a size in pixels."""
    ems = sum(map(_ems, text))
    return ems * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=8192)
def _ems(character: str) -> float:
    known = _TABLE.get(character)
    if known is not None:
        return known
    if _adds_nothing(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character.isupper():
        return _UPPER
    return _ASCII_OTHER if character.isascii() else _OTHER


def _adds_nothing(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") or character in _JOINS


def fitted(text: str, room: float, width: Callable[[str], float]) -> str:
    """Return a text, cut with an ellipsis where it is wider than there is room; maybe nothing."""
    if width(text) <= room:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if width(_cut(text, middle)) <= room:
            least = middle
        else:
            most = middle - 1
    return _cut(text, least) if least else ""


def _cut(text: str, length: int) -> str:
    """Return so much of a text with an ellipsis, without half of what is one sign to a reader."""
    while 0 < length < len(text) and (_adds_nothing(text[length]) or text[length - 1] in _JOINS):
        length -= 1
    return f"{text[:length].rstrip()}…"


def broken(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Return a text in lines that fit; a word that has no room alone is cut."""
    lines: list[str] = []
    line = ""
    for word in in_one_line(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = fitted(word, room, width)
    return [*lines, line] if line else lines


def is_right_to_left(text: str) -> bool:
    """Tell whether a line runs from right to left: its first letter that has a direction does."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
