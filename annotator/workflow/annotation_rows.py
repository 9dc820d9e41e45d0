"""The table's rows: which annotations, in which order."""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code

WHOLE_ARTICLE = "the whole article"
_LONGEST = 200
"""More code points of a text than a cell could ever show."""


class TableColumn(IntEnum):
    """The table's columns."""

    CODE = 0
    TEXT = 1
    VALUES = 2
    CODER = 3


class AnnotationRow(msgspec.Struct, frozen=True):
    """One annotation as the table shows it."""

    annotation: Annotation
    code: Code
    coder: str
    sign: str = ""
    """What was decided on it, in one sign."""
    said: str = ""
    """What was decided on it and asked about it, in words."""

    @property
    def text(self) -> str:
        """The annotation's words on one line."""
        if not self.annotation.fragments:
            return WHOLE_ARTICLE
        return " ".join(self.annotation.text[:_LONGEST].split())

    @property
    def values(self) -> str:
        """The first answers, as words."""
        shown = (spoken(self.code, field, value) for field, value in self._answers())
        return ", ".join(one for one in shown if one)

    def _answers(self) -> Iterable[tuple[str, object]]:
        known = [field.id for field in self.code.fields]
        return ((f, self.annotation.values[f]) for f in known if f in self.annotation.values)

    @property
    def haystack(self) -> str:
        """What the filter searches."""
        note = self.annotation.note
        parts = (self.code.name, self.annotation.text, self.values, self.coder, note, self.said)
        return "\n".join(parts).casefold()


def spoken(code: Code, field_id: str, value: object) -> str:
    """Return an answer in words; a flag by its field's name, nothing for "no"."""
    field = code.field(field_id)
    if field is None:
        return str(value)
    if isinstance(value, bool):
        return field.name.lower() if value else ""
    if isinstance(value, list):
        return ", ".join(field.choice_name(str(one)) for one in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - a JSON value
    if isinstance(value, int):
        return field.signed(value)
    return field.choice_name(str(value))


_ORDERS: dict[TableColumn, Callable[[AnnotationRow], str]] = {
    TableColumn.CODE: lambda row: row.code.name.casefold(),
    TableColumn.TEXT: lambda row: row.text.casefold(),
    TableColumn.VALUES: lambda row: row.values.casefold(),
    TableColumn.CODER: lambda row: row.coder.casefold(),
}


def arranged(
    rows: Iterable[AnnotationRow],
    words: str,
    column: TableColumn | None,
    *,
    descending: bool = False,
) -> list[AnnotationRow]:
    """Return the rows that have all the words, sorted by a column or in reading order."""
    wanted = words.casefold().split()
    found = [row for row in rows if not wanted or all(one in row.haystack for one in wanted)]
    if column is not None:
        found.sort(key=_ORDERS[column], reverse=descending)
    return found


class Exchange(msgspec.Struct, frozen=True):
    """What turns the shown rows into others: `removed` of them at `at`, `added` in their place."""

    at: int
    removed: int
    added: int


def step_between(old: Sequence[AnnotationRow], new: Sequence[AnnotationRow]) -> Exchange:
    """Return the smallest stretch of rows that has to be exchanged, by the annotations' ids."""
    shortest = min(len(old), len(new))
    start = 0
    while start < shortest and old[start].annotation.id == new[start].annotation.id:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end].annotation.id == new[-1 - end].annotation.id:
        end += 1
    return Exchange(start, len(old) - start - end, len(new) - start - end)
