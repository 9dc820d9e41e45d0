"""Annotations as rows of a table: which, in which order, and their answers in words."""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import compress, count, islice
from operator import is_not

import msgspec

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import NONE_FIELD, Code, is_none, value_words


def values_summary(code: Code, annotation: Annotation) -> str:
    """Return the answers of an annotation in the order of the code's fields, for a list.

    A flag is said by its field's name, or by yes and no where the code asks nothing else.
    """
    if code.is_of_units and is_none(annotation.values):
        return NONE_FIELD.name
    answers = ((field, annotation.values.get(field.id)) for field in code.fields)
    given = ((field, answer) for field, answer in answers if answer is not None)
    if len(code.fields) == 1:
        return ", ".join(value_words(field, answer) for field, answer in given)
    said = (field.type.row.summary(field, answer) for field, answer in given)
    return ", ".join(filter(None, said))


WHOLE_ARTICLE = "the whole article"
_LONGEST = 200
"""More code points of a text than a cell could ever show."""


class AnnotationColumn(IntEnum):
    """The table's columns."""

    CODE = 0
    TEXT = 1
    VALUES = 2
    CODER = 3


class AnnotationRow(msgspec.Struct, frozen=True, dict=True):
    """One annotation as the table shows it."""

    annotation: Annotation
    code: Code
    coder: str
    sign: str = ""
    """What was decided on it, in one sign."""
    said: str = ""
    """What was decided on it and asked about it, in words."""

    @cached_property
    def text(self) -> str:
        """The annotation's words on one line."""
        if not self.annotation.fragments:
            return WHOLE_ARTICLE
        return " ".join(self.annotation.text[:_LONGEST].split())

    @cached_property
    def values(self) -> str:
        """The answers, as words."""
        return values_summary(self.code, self.annotation)

    def cell(self, column: AnnotationColumn) -> str:
        """Return what stands in a column."""
        if column is AnnotationColumn.CODE:
            return self.code.name
        if column is AnnotationColumn.TEXT:
            return self.text
        return self.values if column is AnnotationColumn.VALUES else self.coder

    @property
    def haystack(self) -> str:
        """What the filter searches."""
        note = self.annotation.note
        parts = (self.code.name, self.annotation.text, self.values, self.coder, note, self.said)
        return "\n".join(parts).casefold()


_ORDERS: dict[AnnotationColumn, Callable[[AnnotationRow], str]] = {
    AnnotationColumn.CODE: lambda row: row.code.name.casefold(),
    AnnotationColumn.TEXT: lambda row: row.text.casefold(),
    AnnotationColumn.VALUES: lambda row: row.values.casefold(),
    AnnotationColumn.CODER: lambda row: row.coder.casefold(),
}


def arranged(
    rows: Iterable[AnnotationRow],
    words: str,
    column: AnnotationColumn | None,
    *,
    descending: bool = False,
) -> list[AnnotationRow]:
    """Return the rows that have all the words, sorted by a column or in reading order."""
    wanted = words.casefold().split()
    found = [row for row in rows if not wanted or all(one in row.haystack for one in wanted)]
    if column is not None:
        found.sort(key=_ORDERS[column], reverse=descending)
    return found


class ReplacedRows(msgspec.Struct, frozen=True):
    """What turns the shown rows into others: `removed` of them at `at`, `added` in their place.

    `touched` are the rows, from the first to the one after the last, that may show something else.
    """

    at: int
    removed: int
    added: int
    touched: tuple[int, int]


def replaced_rows(old: Sequence[AnyPlaced], new: Sequence[AnyPlaced]) -> ReplacedRows:
    """Return the smallest stretch of rows that has to be exchanged, by the annotations' ids.

    Annotations never change, so that most of two long lists are told apart by what they are.
    """
    shortest = min(len(old), len(new))
    first = _first(map(is_not, old, new), shortest)
    rest = shortest - first
    last = _first(map(is_not, islice(reversed(old), rest), reversed(new)), rest)
    start = first
    while start < shortest - last and old[start].id == new[start].id:
        start += 1
    end = last
    while end < shortest - start and old[-1 - end].id == new[-1 - end].id:
        end += 1
    touched = (first, max(first, len(new) - last))
    return ReplacedRows(start, len(old) - start - end, len(new) - start - end, touched)


def _first(differ: Iterable[bool], length: int) -> int:
    """Return the number of the first true one, or the length."""
    return next(compress(count(), differ), length)
