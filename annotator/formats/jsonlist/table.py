"""A list of objects as a table: what its keys hold, and the article of each object."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, ReadOptions
from annotator.formats.jsonlist.objects import MOST_KEYS, UnreadLabels, flat
from annotator.formats.tables.plan import SAMPLE, planned
from annotator.formats.tables.rows import Table

Numbered = Iterable[tuple[str, Any]]
"""What stands in a file, each with its place: an object, or the `UserError` that it is."""


class ObjectTable:
    """What the objects of one file hold, told from the keys of all of them."""

    def __init__(self, path: Path, options: ReadOptions, objects: Iterable[Any]) -> None:
        keys: dict[str, None] = {}
        sample: list[Mapping[str, Any]] = []
        for one in objects:
            if isinstance(one, dict):
                row = flat(cast("Mapping[str, Any]", one), UnreadLabels())
                keys.update(dict.fromkeys(row))
                if len(sample) < SAMPLE:
                    sample.append(row)
            if len(keys) > MOST_KEYS:
                message = f"The objects have more than {MOST_KEYS:,} keys."
                raise UserError(message, where=path.name, remedy="Leave out what you don’t need.")
        if not keys or (len(keys) == 1 and not any(_has_words(one) for one in sample)):
            raise UserError("There is no object with articles in it.", where=path.name)
        try:
            plan = planned(tuple(keys), options, sample)
        except UserError as error:
            raise error.at(path.name) from None
        self.mapping, self.listed, self._plan = plan.mapping, plan.listed, plan
        self._table = Table(path=path, plan=plan, encoding="utf-8")
        self._path = path

    def found(self, objects: Numbered) -> Iterator[Found]:
        """Yield the article of each object, or why it can't be read."""
        try:
            self._table.check()
        except UserError as error:
            yield error.at(self._path.name)
            return
        yield from self._plan.told(self._path.name)
        labels = UnreadLabels()
        for where, one in objects:
            if isinstance(one, UserError):
                yield one
            elif not isinstance(one, dict):
                yield UserError("It is no object with keys.", where=where)
            else:
                yield self._table.taken(where, flat(cast("Mapping[str, Any]", one), labels))
        told = labels.told(self._path.name)
        if told is not None:
            yield told


def _has_words(row: Mapping[str, Any]) -> bool:
    return any(isinstance(cell, str | list) for cell in row.values())
