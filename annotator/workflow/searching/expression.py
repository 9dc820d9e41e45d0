"""Regular expressions: what they find, and the words that whatever they find must have."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from annotator.domain.errors import UserError

_regex: Any = importlib.import_module("regex")
"""Python's own engine could be stopped by nobody; this one has no types."""
_LONGEST = 1.0
"""Seconds that an expression may take on one text."""
_MOST = 100_000
"""Parts that an expression may come to once what it repeats is written out, as the engine does."""
_DIGITS = 9
"""More digits of a number than these make it no larger: it is too large."""
_TIMES = re.compile(r"\{(\d+)[\d,]*\}")
_OPENING, _CLOSING = "([{", ")]}"
_LEAST = 2
"""Letters that a beginning must have for the index to leave much out."""


class ExpressionSeeker:
    """Finds what a regular expression matches; `^` and `$` are the ends of lines."""

    def __init__(self, expression: str, *, case: bool = False) -> None:
        flags = _regex.MULTILINE if case else _regex.MULTILINE | _regex.IGNORECASE
        if written_out(expression) > _MOST:
            message = "The expression repeats something too often."
            raise UserError(message, remedy="Give a smaller number in braces, or write * or +.")
        try:
            self._expression = _regex.compile(expression, flags)
        except _regex.error as error:
            place = f" at its place {error.pos + 1}" if error.pos is not None else ""
            message = f"That is no regular expression{place}: {error.msg}."
            raise UserError(message, remedy="A \\ before a sign takes it as it is.") from None
        self.index = " AND ".join(needed_words(expression))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it matches anything; what is empty is no hit."""
        try:
            found = self._expression.finditer(text, timeout=_LONGEST, concurrent=True)
            return [match.span() for match in found if match.end() > match.start()]
        except TimeoutError:
            message = "The expression takes too long."
            raise UserError(message, remedy="Repeat less within what is repeated.") from None


def written_out(expression: str) -> int:
    """Return about how many parts an expression has once each repeat is written out.

    What `{n}` and `{n,m}` repeat stands there n times; the engine makes that much of it before it
    looks at a text, and nobody can stop it.
    """
    above: list[int] = []
    size = last = at = 0
    while at < len(expression):
        sign, times = expression[at], _TIMES.match(expression, at)
        at = times.end() if times else at + 1
        if times is not None:
            more = last * (int(times[1].lstrip("0")[:_DIGITS] or "1") - 1)
            size, last = size + more, last + more
        elif sign == "(":
            above.append(size)
            size = last = 0
        elif sign == ")" and above:
            last = size + 1
            size = above.pop() + last
        else:
            at = _end_of_class(expression, at) if sign == "[" else at + (sign == "\\")
            size, last = size + 1, 1
    return size + sum(above)


def _end_of_class(expression: str, at: int) -> int:
    """Return where an expression goes on behind a class of characters that began before `at`."""
    at = _first_in_class(expression, at)
    while at < len(expression) and expression[at] != "]":
        at += 2 if expression[at] == "\\" else 1
    return at + 1


class _Run(msgspec.Struct):
    """Letters that follow one another in an expression, and whether a word begins and ends so."""

    letters: str = ""
    begins: bool = False


def needed_words(expression: str) -> list[str]:
    """Return words, as the index is asked for them, that every text with a match has.

    Only what certainly stands in each match, at the beginning of a word: no word is better than
    one too many.
    """
    if "(?" in expression and not expression.startswith("(?:"):
        return []
    parts = list(_parts(expression))
    if "|" in parts:
        return []
    found: list[str] = []
    run, edge = _Run(), False
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        optional = after in ("?", "*", "{")
        if len(part) == 1 and part.isalnum():
            if optional:
                found += _word(run, ends=False)
                run, edge = _Run(), False
                continue
            run = run if run.letters else _Run(begins=edge)
            run.letters += part
            edge = False
            if after == "+":
                found += _word(run, ends=False)
                run = _Run()
            continue
        if part in ("?", "*", "+", "{"):
            edge = edge and part == "+"
            continue
        edge = part in ("\\b", "\\s", "sign") and not optional
        found += _word(run, ends=edge)
        run = _Run()
    found += _word(run, ends=False)
    return found


def _word(run: _Run, *, ends: bool) -> Iterator[str]:
    if not run.begins or len(run.letters) < _LEAST:
        return
    yield f'"{run.letters}"' if ends else f'"{run.letters}"*'


def _parts(expression: str) -> Iterator[str]:
    """Yield the parts of an expression at its top.

    That is a letter, a repetition (`?`, `{`) or `|` as it is, an escape for an edge or a blank with
    its backslash, `sign` for what is no part of a word, and `gap` for all else.
    """
    depth, at = "", 0
    while at < len(expression):
        sign = expression[at]
        at += 1
        if sign == "\\":
            escaped = expression[at : at + 1]
            at += 1
            if not depth:
                yield _escape(escaped)
        elif depth:
            if sign in _OPENING and depth[-1] != "[":
                depth += sign
            elif sign == _CLOSING[_OPENING.index(depth[-1])]:
                depth = depth[:-1]
        elif sign in _OPENING:
            depth = sign
            at = _first_in_class(expression, at) if sign == "[" else at
            yield "{" if sign == "{" else "gap"
        elif sign in "?*+|" or sign.isalnum():
            yield sign
        else:
            yield "gap" if sign in ".^$_" or not sign.isascii() else "sign"


def _first_in_class(expression: str, at: int) -> int:
    """Return where a class goes on: a bracket that closes it can't be the first in it."""
    at += expression[at : at + 1] == "^"
    return at + (expression[at : at + 1] == "]")


def _escape(escaped: str) -> str:
    if escaped in ("b", "s"):
        return f"\\{escaped}"
    return "gap" if escaped.isalnum() or escaped in ("", "_") or not escaped.isascii() else "sign"
