"""What is looked for, and where it is in a text: words and phrases as people type them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

import msgspec

from annotator.domain.errors import UserError
from annotator.store.reading.queries import terms

Span = tuple[int, int]
"""Start and end of a hit in code points."""

_MARK = "\u0301"
"""What every mark that is put on a letter is folded to: a pattern lets it follow any letter."""
_WORDS = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u0331]")
"""Marks on letters that the full-text index takes no notice of, as a decomposed word has them."""
_BETWEEN = rf"(?!{_MARK})[\W_]+"
_BEFORE, _AFTER = rf"(?<![^\W_]|{_MARK})", rf"(?!{_MARK}*[^\W_])"
_MOST_KNOWN = 8192  # characters that are remembered


class Sought(msgspec.Struct, frozen=True):
    """What somebody looks for: words, phrases in double quotes, or a regular expression.

    A word ending in `*` only has to begin so. With `case`, capitals count.
    """

    words: str = ""
    regex: bool = False
    case: bool = False


class Seeker(Protocol):
    """Finds what is looked for in texts."""

    @property
    def index(self) -> str:
        """What the full-text index is asked to leave other texts out; empty for nothing."""
        ...

    def spans(self, text: str) -> list[Span]:
        """Return where it is in a text, in order; raise a `UserError` when that takes too long."""
        ...


class WordSeeker:
    """Finds words and phrases: a text has them all, or nothing is found in it.

    Unless `together`, what is there of them is found: others may stand elsewhere, as in the title.
    """

    def __init__(self, wanted: list[str], *, case: bool = False, together: bool = True) -> None:
        self._case = case
        self._together = together
        self._terms = [_pattern(one, case=case) for one in wanted]
        self.index = " AND ".join(map(_indexed, wanted))

    def spans(self, text: str) -> list[Span]:
        """Return where the words are, each letter in one hit only."""
        folded = fold(text, case=self._case)
        found: list[Span] = []
        for term in self._terms:
            here = [match.span() for match in term.finditer(folded)]
            if not here and self._together:
                return []
            found += here
        return list(_apart(sorted(found, key=lambda span: (span[0], -span[1]))))


def seeker_of(sought: Sought) -> Seeker | None:
    """Return what finds something, none where there is nothing to look for.

    Raise a `UserError` for an expression that is none.
    """
    if not sought.words.strip():
        return None
    if sought.regex:
        from annotator.workflow.searching.expression import ExpressionSeeker  # noqa: PLC0415 - rare

        return ExpressionSeeker(sought.words, case=sought.case)
    wanted = terms(f"{sought.words} ")  # a blank: no word is a beginning that doesn't say so
    if not wanted:
        message = "There is no word to look for."
        raise UserError(message, remedy="Signs alone are found by a regular expression.")
    return WordSeeker(wanted, case=sought.case)


def filter_seeker(words: str) -> WordSeeker | None:
    """Return what finds the words of an article filter (`Query.words`), none without any.

    An article has each of them in its title or in its text.
    """
    wanted = terms(words)
    return WordSeeker(wanted, together=False) if wanted else None


def fold(text: str, *, case: bool = False) -> str:
    """Return a text as words are looked for in it, of the same length: without case and accents."""
    if text.isascii():
        return text if case else text.lower()
    return text.translate(_EXACT if case else _FOLDED)


@lru_cache(64)
def _pattern(term: str, *, case: bool) -> re.Pattern[str]:
    begins = term.endswith("*")
    words = _WORDS.findall(fold(_plain(term.removesuffix("*")), case=case))
    letters = (f"(?:{_MARK}*)".join(map(re.escape, word)) for word in words)
    ends = rf"(?:{_MARK}|[^\W_])*" if begins else rf"{_MARK}*{_AFTER}"
    return re.compile(f"{_BEFORE}{f'{_MARK}*{_BETWEEN}'.join(letters)}{ends}")


def _indexed(term: str) -> str:
    plain = " ".join(_WORDS.findall(_plain(term)))
    return f'"{plain}"*' if term.endswith("*") else f'"{plain}"'


def _plain(term: str) -> str:
    return _ACCENTS.sub("", term)


def _apart(spans: list[Span]) -> Iterator[Span]:
    end = -1
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]


class _Folding(dict[int, str]):
    """What is put for a character, looked up once for each that occurs; always one character."""

    def __init__(self, *, case: bool) -> None:
        super().__init__()
        self._case = case

    def __missing__(self, code: int) -> str:
        found = _folded(chr(code), case=self._case)
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found


def _folded(character: str, *, case: bool) -> str:
    if unicodedata.combining(character):
        return _MARK
    base = unicodedata.normalize("NFKD", character)[:1]
    plain = base if len(unicodedata.normalize("NFD", character)) > 1 else character
    lower = plain if case else plain.lower()
    return lower if len(lower) == 1 else plain


_FOLDED, _EXACT = _Folding(case=False), _Folding(case=True)
