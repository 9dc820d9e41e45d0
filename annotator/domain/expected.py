"""The state as it will be once the edits that wait are written."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from annotator.domain.change import Change, Changes, Key, applied
from annotator.domain.draft import Draft
from annotator.domain.edits.base import Edit
from annotator.domain.kinds import KINDS, R, from_values, kind_name, to_values
from annotator.domain.record import Record
from annotator.domain.state import State

Records = dict[Key, Record | None]
"""Records as they will be, none where one will be gone."""


class Expectation(msgspec.Struct, frozen=True):
    """What one edit that waits will do, as far as it can be foretold."""

    changes: Changes
    records: Records
    texts: Mapping[str, str] = {}


def expectation_of(edit: Edit, state: State, coder: str, now: str) -> Expectation:
    """Foretell what an edit does; raise the `UserError` with which it is refused."""
    draft = Draft(state, coder=coder, now=now)
    label = edit.plan(draft)
    changes = Changes("", label, coder, now, draft.changes())
    return Expectation(changes, draft.written, draft.texts)


def expectation_from(changes: Changes, state: State) -> Expectation:
    """Foretell what known changes do, such as those of an undo."""
    records: Records = {}
    for change in changes:
        records[change.key] = after(change, state.get(KINDS[change.kind].type, change.record))
    return Expectation(changes, records)


def after(change: Change, record: Record | None) -> Record | None:
    """Return a record as it is after a change."""
    values = applied(change, None if record is None else to_values(record))
    return None if values is None else from_values(KINDS[change.kind].type, values)


class Expected:
    """Edits that wait to be written, in their order, laid over what is there."""

    def __init__(self) -> None:
        self._waiting: list[Expectation] = []
        self._records: Records = {}
        self._texts: dict[str, str] = {}

    def __len__(self) -> int:
        """Return how many edits wait."""
        return len(self._waiting)

    @property
    def label(self) -> str:
        """What the last of them does, in words."""
        return self._waiting[-1].changes.label if self._waiting else ""

    def add(self, expectation: Expectation) -> None:
        """Lay one more edit on top."""
        self._waiting.append(expectation)
        self._records |= expectation.records
        self._texts |= expectation.texts

    def take_first(self) -> Changes:
        """Take the first edit away, and return what was expected of it."""
        return self._take(0)

    def take_last(self) -> Changes:
        """Take the last edit away, and return what was expected of it."""
        return self._take(-1)

    def _take(self, place: int) -> Changes:
        taken = self._waiting.pop(place)
        waiting, self._waiting, self._records, self._texts = self._waiting, [], {}, {}
        for one in waiting:
            self.add(one)
        return taken.changes

    def text(self, sha256: str) -> str | None:
        """Return a text that a waiting edit brings."""
        return self._texts.get(sha256)

    def touches(self, kind: type[Record], record: str | None) -> bool:
        """Tell whether a waiting edit makes or changes a record."""
        return (kind_name(kind), record) in self._records

    def get(self, kind: type[R], record: str, stored: Callable[[], R | None]) -> R | None:
        """Return a record as it will be; `stored` reads it where no waiting edit touches it."""
        if not self._waiting:
            return stored()
        key = (kind_name(kind), record)
        found = self._records[key] if key in self._records else stored()
        return found if isinstance(found, kind) else None

    def over(self, kind: type[R], stored: Iterable[R], belongs: Callable[[R], bool]) -> list[R]:
        """Return the records of a kind that will belong to a list, by those that do now."""
        if not self._waiting:
            return list(stored)
        name, seen, found = kind_name(kind), set[str](), list[R]()
        for one in stored:
            seen.add(one.id)
            new = self._records.get((name, one.id), one)
            if isinstance(new, kind) and (new is one or belongs(new)):
                found.append(new)
        for (of_kind, ident), new in self._records.items():
            fresh = of_kind == name and ident not in seen
            if fresh and isinstance(new, kind) and belongs(new):
                found.append(new)
        return found
