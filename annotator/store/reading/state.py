"""Reading records from a project file."""

from sqlite_utils import Database

from annotator.domain.kinds import R, from_values, kind_name
from annotator.store.file import tables
from annotator.store.reading import queries


class StoredState:
    """The records of a project file, as the domain reads them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: type[R], record: str) -> R | None:
        """Return the record with this id, if it exists."""
        found = tables.select(self._database, kind_name(kind), {"id": record})
        return next((from_values(kind, values) for values in found), None)

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records whose attributes equal the given ones, oldest first."""
        found = tables.select(self._database, kind_name(kind), equal)
        return [from_values(kind, values) for values in found]

    def text(self, sha256: str) -> str:
        """Return the text with this fingerprint; raise `KeyError` when there is none."""
        return queries.text(self._database, sha256)
