"""How stretches of a text show what they are on their page: by a quiet style, and a word above."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextBlock, QTextLayout

from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.offsets import OffsetMap

HEADLINE = 1.3
"""How much larger a headline's letters are than the text's."""
_SMALL = 0.88
_IS_SMALL = frozenset((StretchRole.BYLINE, StretchRole.DATELINE, StretchRole.CAPTION))
_WITHOUT_WORD = frozenset((StretchRole.BODY, StretchRole.DATELINE))
"""What has no word above it: a dateline stands within a paragraph."""


class RoleRange(NamedTuple):
    """The stretch `[start, end)` of the document, in UTF-16 units, and what it is."""

    start: int
    end: int
    role: StretchRole
    repeats: bool = False

    @property
    def word(self) -> str:
        """What stands above it; empty for what has no word."""
        if self.role in _WITHOUT_WORD:
            return ""
        name = self.role.replace("_", " ").capitalize()
        return f"{name} that repeats the text" if self.repeats else name


def roles_of(stretches: Sequence[RoleStretch], offsets: OffsetMap) -> list[RoleRange]:
    """Return the stretches of a text in the document’s units."""
    unit = offsets.to_utf16
    return [RoleRange(unit(one.start), unit(one.end), one.role, one.repeats) for one in stretches]


def word_above(roles: Sequence[RoleRange], start: int) -> str:
    """Return the word above what begins there; empty where no role does."""
    at = bisect_right(roles, start, key=lambda one: one.start) - 1
    return roles[at].word if at >= 0 and roles[at].start == start else ""


def formats_in(
    block: QTextBlock, roles: Sequence[RoleRange], font: QFont
) -> list[QTextLayout.FormatRange]:
    """Return how the letters of a paragraph look where they have a role; `font` is the text's."""
    origin, length = block.position(), block.length() - 1
    found: list[QTextLayout.FormatRange] = []
    for one in _within(roles, origin, origin + length):
        styled = _styled(one.role, font)
        if styled is not None:
            start = max(0, one.start - origin)
            found.append(format_range(start, min(length, one.end - origin) - start, styled))
    return found


def headline_font(font: QFont) -> QFont:
    """Return the font of headlines."""
    made = QFont(font)
    made.setPixelSize(round(font.pixelSize() * HEADLINE))
    made.setWeight(QFont.Weight.DemiBold)
    return made


def format_range(start: int, length: int, font: QFont) -> QTextLayout.FormatRange:
    """Return the format of some letters of a paragraph."""
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    made.format.setFont(font)
    return made


def _within(roles: Sequence[RoleRange], start: int, end: int) -> Iterator[RoleRange]:
    at = bisect_right(roles, start, key=lambda one: one.end)
    while at < len(roles) and roles[at].start < end:
        yield roles[at]
        at += 1


def _styled(role: StretchRole, font: QFont) -> QFont | None:
    if role is StretchRole.HEADLINE:
        return headline_font(font)
    made = QFont(font)
    if role in _IS_SMALL:
        made.setPixelSize(max(7, round(font.pixelSize() * _SMALL)))
    elif role is StretchRole.SUBHEAD:
        made.setWeight(QFont.Weight.DemiBold)
    elif role is StretchRole.STANDFIRST:
        made.setWeight(QFont.Weight.Medium)
    elif role is StretchRole.PULL_QUOTE:
        made.setItalic(True)
    else:
        return None
    return made
