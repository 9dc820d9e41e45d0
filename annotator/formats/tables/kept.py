"""What the columns of tables hold, kept for the next table with the same columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import decoded_as, pretty

SCHEMA = "annotator-columns/1"
"""What a file with kept columns says of its form."""
MOST = 500
"""For how many tables columns are kept; of more, the oldest go."""
_LARGEST = 8 * 2**20  # bytes of a file
_SHARED = 0.8  # of the columns that are kept, if a table lacks some of them


class KeptTable(msgspec.Struct, frozen=True, kw_only=True):
    """What each column holds of the tables that have these: a target, or "" for nothing."""

    columns: Mapping[str, str]

    @property
    def heading(self) -> frozenset[str]:
        """The names of the columns, by which a table is known; their order means nothing."""
        return frozenset(filter(None, self.columns))


class KeptColumns(msgspec.Struct, frozen=True):
    """The tables whose columns are kept, the latest last."""

    tables: tuple[KeptTable, ...] = ()

    def of(self, header: Sequence[str]) -> Mapping[str, str]:
        """Return what is kept for a table with this heading, else nothing.

        A table that lacks a few of the columns is known, too: objects lack the keys without value.
        """
        names = frozenset(filter(None, header))
        if not names:
            return {}
        exact = [one for one in self.tables if one.heading == names]
        near = [
            one
            for one in self.tables
            if names <= one.heading and len(names) >= _SHARED * len(one.heading)
        ]
        for one in reversed(exact or near):
            return {column: target for column, target in one.columns.items() if column in names}
        return {}

    def has(self, columns: Mapping[str, str]) -> bool:
        """Tell whether just this is kept for a table."""
        return dict(self.of(tuple(columns))) == {c: t for c, t in columns.items() if c}

    def with_table(self, columns: Mapping[str, str]) -> "KeptColumns":
        """Return them with what the columns of one more table hold, in place of what was kept."""
        new = KeptTable(columns={c: t for c, t in columns.items() if c})
        others = self.without(columns).tables
        return KeptColumns((*others, new)[-MOST:])

    def without(self, columns: Mapping[str, str]) -> "KeptColumns":
        """Return them without what is kept for a table with these columns."""
        names = frozenset(filter(None, columns))
        return KeptColumns(tuple(one for one in self.tables if one.heading != names))

    def and_those(self, others: "KeptColumns") -> "KeptColumns":
        """Return them with others, which count where both know a table."""
        whole = self
        for one in others.tables:
            whole = whole.with_table(one.columns)
        return whole


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: str
    tables: tuple[KeptTable, ...]


def read_kept(path: Path) -> KeptColumns:
    """Return what a file keeps; raise a `UserError` when it is none of these."""
    found = decoded_as(bounded_bytes(path, _LARGEST), _File, path.name)
    if found.schema != SCHEMA:
        remedy = f"It takes one with the schema “{SCHEMA}”, as this program writes it."
        raise UserError("The file keeps no columns of tables.", where=path.name, remedy=remedy)
    return KeptColumns(found.tables[-MOST:])


def write_kept(kept: KeptColumns, path: Path) -> None:
    """Write them into a file; raise a `UserError` when it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as (file,):
            file.write(pretty(_File(schema=SCHEMA, tables=kept.tables)))
    except OSError as error:
        message = f"The file can’t be written: {error.strerror}."
        raise UserError(message, where=path.name) from None
