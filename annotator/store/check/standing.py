"""Whether the tables have what follows from the history."""

from collections.abc import Iterator
from typing import Any

from annotator.domain.change import fold
from annotator.domain.kinds import KINDS
from annotator.domain.standing_records import grouped, standing_records
from annotator.store.check.problem import Problem
from annotator.store.file import damaged, tables
from annotator.store.file.database import Database
from annotator.store.history import withholding
from annotator.store.history.counted_edits import counted_edits
from annotator.store.history.folding import to_fold

_Row = tuple[Any, ...]


def state_problems(database: Database, only: str = "") -> Iterator[Problem]:
    """Yield the records, all or those of one kind, that are not what the history makes of them."""
    counting = counted_edits(database)
    standing = standing_records(
        grouped(fold(to_fold(database, counting))), withholding.text_of(database)
    )
    for kind in (only,) if only else KINDS:
        place = [column.name for column in tables.columns(kind)].index("id")
        stored = {row[place]: row for row in tables.all_rows(database, kind)}
        wanted = {record: tables.to_row(kind, values) for record, values in standing[kind].items()}
        for record in sorted(stored.keys() | wanted.keys()):
            if stored.get(record) != wanted.get(record):
                message = _difference(kind, stored.get(record), wanted.get(record))
                yield Problem(kind, record, message)


def _difference(kind: str, stored: _Row | None, wanted: _Row | None) -> str:
    if stored is None:
        return "is missing: history has it"
    if wanted is None:
        return "is there, but history does not know it"
    cells = zip(tables.columns(kind), stored, wanted, strict=True)
    differing = (
        words
        for column, is_, was in cells
        if is_ != was
        for words in damaged.fields_in_words(column.name, is_, was)
    )
    return f"differs from history in {', '.join(differing)}"
