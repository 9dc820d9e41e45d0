"""Writing a package: a project file for one coder, with nobody else's labels anywhere in it.

The package is a new file, not a copy with rows deleted: what is left out was never in it. It has
the part of the history that concerns its records, so that it merges like any other file.
"""

from collections import defaultdict
from pathlib import Path

from msgspec import structs

from annotator.domain.change import Change, Key
from annotator.domain.codebook import Code
from annotator.domain.draft import Progress
from annotator.domain.kinds import KINDS
from annotator.domain.record import Values
from annotator.domain.settings import project_settings
from annotator.domain.undo import EXTEND, MERGE, REDO, REST, UNDO
from annotator.domain.whose_work import without_rules
from annotator.store.file import connection, tables, texts, transactions
from annotator.store.file.database import Database
from annotator.store.file.overwriting import refuse_long_name
from annotator.store.file.placing import placed
from annotator.store.history import log, withholding
from annotator.store.history.authors import authors_of
from annotator.store.history.counted_edits import counted_edits
from annotator.store.history.folding import set_aside
from annotator.store.packaging.choosing import PackageOrder, chosen, key_of, people

_OF_PEOPLE = ("KeepRules", "GiveWork", EXTEND)
"""Kinds of edit whose words name coders."""
_LABEL = "Before handing out"
"""What the history calls edits of which the package has only a part."""


def write_package(database: Database, order: PackageOrder, path: Path, progress: Progress) -> None:
    """Write the package apart and into its place.

    Raise a `UserError` when something is there or it can't be written.
    """
    refuse_long_name(path)
    with placed(path, replace=False) as part, transactions.snapshot(database):
        _fill(database, order, part, progress)


def _fill(database: Database, order: PackageOrder, part: Path, progress: Progress) -> None:
    history = _PackageHistory(database, order)
    edits = history.edits()
    changes = history.changes
    package = connection.create(part)
    try:
        with transactions.transaction(package):
            for done, (edit, row) in enumerate(edits.items()):
                if done % 500 == 0:
                    progress(done, len(edits))
                log.append(package, row, changes.get(edit, ()))
            texts.add_texts(package, texts.named_in(database, changes.values()))
            touched = {change.key for done in changes.values() for change in done}
            withholding.refold(package, touched, counted_edits(package))
    finally:
        connection.close(package)


def _reviewers(database: Database) -> tuple[str, ...]:
    (info,) = tables.select(database, "project", {})
    return project_settings(info["settings"]).reviewers


class _PackageHistory:
    """The history as the package tells it.

    `changes` are by edit. What somebody else did and took back is left out: only that it is
    undone is told, to packages that were cut before.
    """

    def __init__(self, database: Database, order: PackageOrder) -> None:
        self._order = order
        self._rows = {row.id: row for row in log.all_edits(database)}
        self._counting = counted_edits(database)
        self._authors = authors_of(database)
        self._founding = log.family(database)
        self._may_note = {order.coder, self._authors.handles.last(order.giver)}
        self._past = self._visible(database)
        by_record: dict[Key, list[Change]] = defaultdict(list)
        for _, change in self._past:
            by_record[change.key].append(change)
        records = chosen(database, by_record, order)
        self._key = key_of(database, by_record, order)
        self._quoting = self._with_others_notes()
        self._people = {order.coder, *_reviewers(database)}
        self._people |= people(c for of_edit in self._told(records).values() for c in of_edit)
        self._records = records | {("coder", one) for one in self._people}
        self.changes = self._told(self._records)

    def _visible(self, database: Database) -> list[tuple[str, Change]]:
        """Return what can be seen of the history: edits, rests at home with them, and changes.

        Not what others did who may not: what the coder proposed themself stays theirs.
        """
        aside = set_aside(database, self._counting)
        aside = {one for one in aside if self._authors.by_edit[one[0]] != self._order.coder}
        found: list[tuple[str, Change]] = []
        for edit, change in log.all_changes(database):
            row = self._rows[edit]
            home = self._rows.get(row.target or "") if row.kind == REST else row
            if home is None or edit not in self._counting.visible:
                continue
            if home.kind not in (UNDO, REDO, MERGE) and (home.id, change.key) not in aside:
                found.append((home.id, change))
        return found

    def _is_told(self, edit: str) -> bool:
        own = self._authors.by_edit[edit] == self._order.coder
        return own or edit in self._counting.folded

    def _told(self, records: set[Key]) -> dict[str, list[Change]]:
        """Return what is told of these records; of one whose making is not told, nothing is."""
        here = [(e, c) for e, c in self._past if c.key in records and self._is_told(e)]
        made = {change.key for _, change in here if change.before is None}
        changes: dict[str, list[Change]] = defaultdict(list)
        for edit, change in here:
            if change.key in made:
                changes[edit].append(self._shortened(edit, change))
        return changes

    def _is_own_note(self, edit: str, change: Change) -> bool:
        author = self._authors.by_edit[edit]
        if change.kind == "annotation" and change.record in self._key:
            return True  # why the key is as it is
        if change.kind == "annotation" and not self._order.reviewed:
            return author == self._order.coder
        return author in self._may_note

    def _with_others_notes(self) -> set[str]:
        """Return the annotations on which somebody else ever put a note."""
        return {
            change.record
            for edit, change in self._past
            if change.kind == "annotation"
            and (change.after or {}).get("note")
            and not self._is_own_note(edit, change)
        }

    def _shortened(self, edit: str, change: Change) -> Change:
        """Return a change without what others noted, or what shared records were before.

        A code keeps what it was: what changed in its lists follows from both sides.
        """
        before, after = change.before, change.after
        kind = KINDS[change.kind]
        if kind.has_notes and after is not None and not self._is_own_note(edit, change):
            after = _without_note(after)
        if change.kind == "project" and after is not None and "settings" in after:
            after = {**after, "settings": without_rules(after["settings"])}
        if before is not None and kind.owner is None and kind.type is not Code:
            before = dict[str, object]()
        elif before is not None and change.kind == "annotation" and change.record in self._quoting:
            before = _without_note(before)
        return Change(change.kind, change.record, before, after)

    def edits(self) -> dict[str, log.EditRow]:
        """Return the edits that the package has, in the order of their clocks.

        Those on its records are there even when nothing of them is told, so that undoing them is.
        """
        wanted = {edit for edit, change in self._past if change.key in self._records}
        wanted.add(self._founding)
        whole = wanted - {edit for edit, change in self._past if not self._is_here(edit, change)}
        edits: dict[str, log.EditRow] = {}
        for row in sorted(self._rows.values(), key=lambda one: (one.clock, one.id)):
            toggles = row.kind in (UNDO, REDO) and row.target in wanted and self._may_say(row.id)
            if row.id in wanted or (toggles and row.id in self._counting.visible):
                known = self._authors.by_edit[row.id] in self._people
                edits[row.id] = structs.replace(
                    row,
                    coder=row.coder if known else "",
                    label=row.label if known and self._is_plain(row, whole) else _LABEL,
                    via=None if row.id == self._founding else self._founding,
                )
        return edits

    def _may_say(self, edit: str) -> bool:
        """Tell whether a step back or forth counts: the coder's own does, in their file."""
        own = self._authors.by_edit[edit] == self._order.coder
        return own or edit not in self._counting.unentitled

    @staticmethod
    def _is_plain(row: log.EditRow, whole: set[str]) -> bool:
        """Tell whether the words of an edit are of what is told alone; some name other people."""
        return row.id in whole and row.kind not in _OF_PEOPLE

    def _is_here(self, edit: str, change: Change) -> bool:
        return change.key in self._records and self._is_told(edit)


def _without_note(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "note"}
