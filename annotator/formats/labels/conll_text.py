"""Texts put together again from their tokens, with blanks where they are known or usual."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from annotator.domain.article import normalised

_CLOSING = frozenset(",.;:!?)]}”’»%…،؛؟、。，！？：；）】」』›")
_OPENING = frozenset("([{“‘«„‚¿¡（【「『‹")
_JOINED = frozenset("'’")
_ZWJ = "\u200d"
_BEFORE_NUMBERS = frozenset("$€£¥")
_BEFORE_NAMES = frozenset("@#")
_WIDE = ("CJK", "HIRAGANA", "KATAKANA", "HANGZHOU")
_BEFORE = re.compile(r"(?:^|\|)SpacesBefore=([^|]*)")
_AFTER = re.compile(r"(?:^|\|)SpacesAfter=([^|]*)")
_ESCAPED = re.compile(r"\\(u([0-9a-f]{4})|.)")
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "p": "|", "\\": "\\"}


class TextToken(msgspec.Struct, frozen=True):
    """A word or sign; `glued` says that no blank follows, None that nothing is known of that.

    `before` and `after` are the very blanks around it, where a file tells all of them.
    """

    form: str
    glued: bool | None = None
    before: str = ""
    after: str | None = None


class TokenText:
    """A text that grows sentence by sentence, with the place of every token."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.places: list[tuple[int, int]] = []
        self._quoted = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, tokens: Sequence[TextToken], text: str = "", *, between: str = "\n") -> None:
        """Add a sentence: as `text` has it where the tokens are its words."""
        if any(one.after is not None for one in tokens):
            self._add_with_blanks(tokens)
            return
        if self._parts:
            self._put(between)
        places = _places_in(text, tokens) if text else None
        if places is not None:
            self.places.extend((self.length + start, self.length + end) for start, end in places)
            self._put(text)
            return
        for n, token in enumerate(tokens):
            start = self.length
            self._put(token.form)
            self.places.append((start, self.length))
            self._quoted ^= token.form == '"'
            if n + 1 == len(tokens):
                break
            after = tokens[n + 1].form
            glued = token.glued
            if glued is None:
                glued = _is_glued(token.form, after, quoted=self._quoted)
            if not glued:
                self._put(" ")

    def _add_with_blanks(self, tokens: Sequence[TextToken]) -> None:
        for token in tokens:
            self._put(token.before)
            self.places.append((self.length, self.length + len(token.form)))
            self._put(token.form)
            self._put(token.after or "")

    def _put(self, part: str) -> None:
        self._parts.append(part)
        self.length += len(part)


def blanks_before(remarks: str) -> str:
    """Return the blanks before a token that its remarks tell: none, as a rule."""
    found = _BEFORE.search(remarks)
    return _blanks(found[1]) if found else ""


def blanks_after(remarks: str) -> str:
    """Return the blanks after a token that its remarks tell: one, where they say nothing."""
    found = _AFTER.search(remarks)
    return _blanks(found[1]) if found else "" if "SpaceAfter=No" in remarks else " "


def _blanks(said: str) -> str:
    return normalised(_ESCAPED.sub(_blank, said))


def _blank(found: re.Match[str]) -> str:
    return chr(int(found[2], 16)) if found[2] else _ESCAPES.get(found[1], found[0])


def _places_in(text: str, tokens: Sequence[TextToken]) -> list[tuple[int, int]] | None:
    """Return where tokens stand in their sentence; None where they aren't all of its words."""
    at, found = 0, list[tuple[int, int]]()
    for token in tokens:
        start = at
        while start < len(text) and text[start].isspace():
            start += 1
        if not text.startswith(token.form, start):
            return None
        at = start + len(token.form)
        found.append((start, at))
    return found if not text[at:].strip() else None


def _is_glued(form: str, after: str, *, quoted: bool) -> bool:
    """Tell whether one usually writes no blank between two tokens."""
    last, first = form[-1:], after[:1]
    if _ZWJ in (last, first) or "\U0001f3fb" <= first <= "\U0001f3ff":
        return True
    if quoted and '"' in (form, after):
        return True
    if first in _JOINED:
        return len(after) <= 3
    if form in _BEFORE_NUMBERS or form in _BEFORE_NAMES:
        return first.isdigit() if form in _BEFORE_NUMBERS else first.isalnum()
    glued = last in _OPENING or first in _CLOSING or after in ("n't", "n’t")
    return glued or (_is_wide(last) and _is_wide(first))


def _is_wide(character: str) -> bool:
    """Tell whether a character is of a writing without blanks between words."""
    return bool(character) and unicodedata.name(character, "").startswith(_WIDE)
