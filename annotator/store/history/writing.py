"""Writing what an edit did: its changes in the history, and the tables as they are after it."""

from collections.abc import Iterable, Sequence

import msgspec

from annotator.domain.change import Change, Changes
from annotator.domain.record import Values
from annotator.domain.without_collecting import without_collecting
from annotator.store.file import tables, transactions
from annotator.store.file.database import Database
from annotator.store.history import gold_touched, locked_gold, log, pieces, withholding
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.entitlement import gives_work, names_people

MOST_TOLD = 20_000
"""How many changes of an edit are held and told one by one; of a larger one, only that it was."""
_LARGE_CACHE, _CACHE = -32_000, -2_000
"""How much of the file SQLite holds while much is written, and otherwise, in kB (negative)."""


class TouchedTwiceError(Exception):
    """Two pieces of an edit change the same record, so that it has to be planned as one."""


class EditWriting:
    """One edit on its way into the history and the tables, all at once or piece by piece.

    All of it happens in the caller's transaction, which has to begin before the first piece.
    """

    def __init__(self, database: Database, row: log.EditRow) -> None:
        self._database = database
        self.row = row
        self._count = 0
        self.kinds: set[str] = set()
        """The kinds of record that it changed."""
        self.own: list[Change] | None = []
        """What it did itself; None where that is too much to be held."""
        self._told: list[Change] = []
        self._before_naming: CountedEdits | None = None
        self._gives_work = False
        # The changes come before the edit, whose row says how many they are.
        database.conn.execute("PRAGMA defer_foreign_keys = ON")

    def refuse_twice(self, changes: Iterable[Change]) -> None:
        """Raise a `TouchedTwiceError` where an earlier piece has changed the same record."""
        known = [change.record for change in changes if change.before is not None]
        if self._count and known and pieces.touches(self._database, self.row.id, known):
            raise TouchedTwiceError

    @without_collecting()
    def write(self, changes: Sequence[Change]) -> None:
        """Write some of what the edit did; no other piece touches the same records."""
        if self._count:
            # Ids hit the indexes' pages at random: they would be written and read many times.
            self._database.conn.execute(f"PRAGMA cache_size = {_LARGE_CACHE}")
        if any(map(names_people, changes)) and withholding.has_merged(self._database):
            self._before_naming = counted_edits(self._database)
            self._gives_work |= any(map(gives_work, changes))
        log.append_changes(self._database, self.row.id, changes)
        self._count += len(changes)
        materialise(self._database, withholding.in_tables(self._database, changes))
        followed = withholding.follow(self._database, changes)
        self.kinds.update(change.kind for change in (*changes, *followed))
        if self.own is not None:
            self.own += changes
            self._told += [*changes, *followed]
            if self._count > MOST_TOLD:
                self.own, self._told = None, []

    def finish(self, label: str) -> Changes:
        """Write the edit itself, and return what it did."""
        use_usual_cache(self._database)
        self.row = msgspec.structs.replace(self.row, label=label)
        before, kept = self._before_naming, tuple[Change, ...]()
        if before is not None:
            kept = self._kept_on_locked(before)
        log.append_head(self._database, self.row, self._count)
        if before is not None:
            done = withholding.toggled(self._database, before)
            locked_gold.refuse_unless_kept(self._database, done, kept)
            self.kinds.update(change.kind for change in done)
            self._told += done
        row = self.row
        return Changes(
            row.id, row.label, row.coder, row.at, tuple(self._told), self.own is not None
        )

    def _kept_on_locked(self, before: CountedEdits) -> tuple[Change, ...]:
        """Write what keeps gold on locked articles as it is, and say that it stays.

        Other people's changes of it would count from now on; `before` says what counted. Where it
        is said that somebody else made it, that is refused.
        """
        locked = gold_touched.locked_articles(self._database)
        if not locked:
            return ()
        with transactions.tried(self._database):
            log.append_head(self._database, self.row, self._count)
            done = withholding.toggled(self._database, before)
            touched = locked_gold.on_locked(self._database, done, locked)
            if touched and self._gives_work:
                raise locked_gold.refusal(self._database, touched)
        kept = tuple(change for of_article in touched.values() for change in of_article)
        inverse = [change.inverse() for change in kept]
        log.append_changes(self._database, self.row.id, inverse)
        self._count += len(inverse)
        if self.own is not None:
            self.own += inverse
        if touched:
            said = f"{self.row.label}; {locked_gold.stays_in_words(len(touched))}"
            self.row = msgspec.structs.replace(self.row, label=said)
        return kept


def use_usual_cache(database: Database) -> None:
    """Hold no more of the file in memory than usual, after a large edit that was or wasn't done."""
    database.conn.execute(f"PRAGMA cache_size = {_CACHE}")


def materialise(database: Database, changes: Iterable[Change]) -> None:
    """Bring the tables to what they are after these changes, of which each is of another record."""
    gone: dict[str, list[str]] = {}
    made: dict[str, list[Values]] = {}
    changed: dict[str, dict[str, Values]] = {}
    for change in changes:
        if change.after is None:
            gone.setdefault(change.kind, []).append(change.record)
        elif change.before is None:
            made.setdefault(change.kind, []).append(change.after)
        else:
            changed.setdefault(change.kind, {})[change.record] = change.after
    for kind, ids in gone.items():
        tables.delete(database, kind, ids)
    for kind, values in made.items():
        tables.insert(database, kind, values)
    for kind, deltas in changed.items():
        tables.update_each(database, kind, deltas)
