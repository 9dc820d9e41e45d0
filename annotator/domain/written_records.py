"""The records that an edit has written so far, found by their attributes."""

from annotator.domain.record import Record

_ById = dict[str, Record]
"""Records in the order of writing."""


class WrittenRecords:
    """Records of one kind that an edit has written, with an index for each attribute asked for."""

    def __init__(self) -> None:
        self._records: _ById = {}
        self._indexes: dict[str, dict[object, _ById]] = {}

    def put(self, record: Record) -> None:
        """Add a record or take a new version of it."""
        self.drop(record.id)
        self._records[record.id] = record
        for name, index in self._indexes.items():
            index.setdefault(getattr(record, name), {})[record.id] = record

    def drop(self, record: str) -> None:
        """Forget a record."""
        old = self._records.pop(record, None)
        if old is not None:
            for name, index in self._indexes.items():
                index[getattr(old, name)].pop(record)

    def find(self, equal: dict[str, str | None]) -> list[Record]:
        """Return the records whose attributes equal the given ones."""
        if not equal:
            return list(self._records.values())
        first, value = next(iter(equal.items()))
        found = self._index(first).get(value, {}).values()
        return [one for one in found if all(getattr(one, n) == v for n, v in equal.items())]

    def _index(self, name: str) -> dict[object, _ById]:
        if name not in self._indexes:
            index: dict[object, _ById] = {}
            for record in self._records.values():
                index.setdefault(getattr(record, name), {})[record.id] = record
            self._indexes[name] = index
        return self._indexes[name]
