"""Writing a new project of what is sound in a damaged one, which is only read."""

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.carrying import counted_in
from annotator.domain.change import Change, Key, difference, fold
from annotator.domain.clock import HybridClock
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.kinds import KINDS, from_values, to_values
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.standing_records import Records, standing_records
from annotator.domain.undo import FOUNDATION
from annotator.domain.wording import counted, cut
from annotator.store.check import problems
from annotator.store.file import connection, sums, tables, texts, transactions
from annotator.store.file.database import Database
from annotator.store.file.overwriting import is_open
from annotator.store.file.placing import placed, refuse_targets
from annotator.store.history import log, withholding
from annotator.store.history.counted_edits import counted_edits, counted_of
from annotator.store.rescue.findings import Findings, sorted_out
from annotator.store.rescue.pages import rows
from annotator.store.rescue.report import RescueReport
from annotator.store.rescue.sound_history import SoundHistory, sound_history

RESCUE = "rescue"
"""The kind of the edit by which found records come in."""
_FIRST = "000000000000001-000000-"
_STEPS = 4
_ON_TEXTS = ("article", "annotation")


def rescue(source: Path, out: Path, progress: Progress = no_progress) -> RescueReport:
    """Write to `out`, a new project, everything that can be proved sound of `source`.

    Raise a `UserError` when the source can't be read, holds nothing sound, or `out` is there or
    can't be written; nothing is left behind then. The source is never written to.
    """
    refuse_targets(out, replace=False)
    progress(0, _STEPS)
    found = sorted_out(rows(_content(source)))
    progress(1, _STEPS)
    if not (found.texts or found.records):
        raise _nothing_in(source.name)
    had_articles = bool(found.tallies.get("article", (0, 0))[0])
    if not found.texts and (had_articles or any(kind in _ON_TEXTS for kind, _ in found.records)):
        message = f"No article's text is left in {source.name}, and no label stands without one."
        raise UserError(message, remedy="Go back to a backup.")
    history = sound_history(found)
    attempts = [history, SoundHistory([], complete=False, missing=len(history.edits))]
    for number, attempt in enumerate(attempts):
        progress(2 + number, _STEPS)
        report = _written(found, attempt, source.name, out)
        if report is not None:
            return report
    message = f"What can be read of {source.name} makes no sound project."
    raise UserError(message, remedy="Go back to a backup.")


def _content(source: Path) -> bytes:
    """Return a file's bytes, through SQLite where it can: another descriptor would drop its locks.

    What SQLite can't read whole, no connection of this program is at work on.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise UserError(f"{source} can't be read: {error.strerror}.") from None
    with suppress(sqlite3.Error, UserError):
        content = connection.content_of(source)
        if len(content) >= size or is_open(source):
            return content
    try:
        return source.read_bytes()
    except OSError as error:
        raise UserError(f"{source} can't be read: {error.strerror}.") from None


def _written(found: Findings, history: SoundHistory, name: str, out: Path) -> RescueReport | None:
    """Write the project beside its target and into place; None when it would not be sound."""
    try:
        with placed(out, replace=False) as part:
            database = connection.create(part)
            try:
                with transactions.transaction(database):
                    report = _Rescue(database, found, history, name).fill()
                if not (history.complete or report.articles or report.codes):
                    raise _nothing_in(name)
                if problems(database):
                    raise _NotSoundError
            finally:
                connection.close(database)
    except (
        _NotSoundError,
        sqlite3.IntegrityError,
        msgspec.MsgspecError,
        ValueError,
        LookupError,
        TypeError,
    ):
        return None
    return report


def _nothing_in(name: str) -> UserError:
    message = f"Nothing of a project can be read in {name}."
    return UserError(message, remedy="Go back to a backup.")


class _NotSoundError(Exception):
    """What was put together can't be a project."""


class _Rescue:
    """Fills a new project with what was found."""

    def __init__(
        self, database: Database, found: Findings, history: SoundHistory, name: str
    ) -> None:
        self._database = database
        self._found = found
        self._history = history
        self._name = name
        self._lost: list[str] = []
        self._altered: list[str] = []

    def fill(self) -> RescueReport:
        """Bring everything in, and tell what came of it."""
        founding = self._append_history()
        texts.add_texts(self._database, self._found.texts)
        touched = {change.key for _, changes in self._history.edits for change in changes}
        withholding.refold(self._database, touched, counted_edits(self._database))
        now = self._state()
        wanted = self._standing(self._wanted(now))
        changes = list(_differences(now, wanted))
        if changes or not founding:
            self._append_rescue(changes)
            counting = counted_edits(self._database)
            withholding.refold(self._database, {change.key for change in changes}, counting)
            # What only the history has, and could not stand before, may stand now.
            self._tell_of_history_alone(self._state(), {k: set(wanted[k]) for k in KINDS})
        return self._report()

    def _append_history(self) -> str:
        """Write the edits that are whole; undoing is offered only where none is missing."""
        founding = self._history.founding
        if not founding:
            clock = _FIRST + secrets.token_hex(4)
            row = log.EditRow(
                id=new_id(),
                kind=FOUNDATION,
                label="Project made",
                coder="",
                at="1970-01-01T00:00:00Z",
                clock=clock,
            )
            log.append(self._database, row, ())
            founding = row.id
        for row, changes in self._history.edits:
            foreign = not self._history.complete and row.id != founding and row.via is None
            kept = structs.replace(row, via=founding) if foreign else row
            log.append(self._database, kept, changes)
        if self._history.complete:
            self._keep_brought()
        return self._history.founding

    def _keep_brought(self) -> None:
        known = {row.id for row, _ in self._history.edits}
        pairs = sorted(pair for pair in self._found.brought if known.issuperset(pair))
        with sums.tallying(self._database, "brought"):
            self._database.conn.executemany(
                'INSERT INTO brought (merge, edit, "sum") VALUES (?, ?, ?)',
                ((*pair, sums.row_sum(pair)) for pair in pairs),
            )

    def _state(self) -> Records:
        return {
            kind: {values["id"]: values for values in tables.select(self._database, kind, {})}
            for kind in KINDS
        }

    def _wanted(self, now: Records) -> Records:
        """Return what is to stand: the fold of a complete history, or else what was found."""
        wanted: Records = {kind: dict(records) for kind, records in now.items()}
        if self._history.complete:
            self._tell_unlike(now)
        else:
            for (kind, record), (_, values) in self._found.records.items():
                if values:
                    wanted[kind][record] = values
            for kind, record in self._taken_back():
                if record not in self._found.of(kind):
                    wanted[kind].pop(record, None)
            for kind in KINDS:
                self._drop_what_went(kind, wanted)
            self._tell_of_history_alone(wanted, {kind: self._found.of(kind) for kind in KINDS})
        about = wanted["project"].get(PROJECT_ID)
        if about is None:
            self._lost.append("The project's title and settings are lost.")
            about = to_values(ProjectInfo(title=self._name))
        wanted["project"] = {PROJECT_ID: about}
        return wanted

    def _tell_of_history_alone(self, records: Records, known: Mapping[str, set[str]]) -> None:
        for kind in KINDS:
            alone = len(records[kind].keys() - known[kind])
            if alone:
                what = KINDS[kind].in_words(alone)
                self._lost.append(
                    f"{what}: from the history alone, and so maybe not as they were last."
                )

    def _tell_unlike(self, now: Records) -> None:
        """Tell of records that are not as the history has them, where no sum says which is right.

        The history's is taken; with sums it is proved.
        """
        for (kind, record), (_, values) in self._found.records.items():
            stands = now[kind].get(record)
            if not self._found.summed and values and stands and stands != values:
                self._lost.append(
                    f"The {kind} {record} is one thing in its record and another in its history, "
                    "whose word was taken: look at it."
                )

    def _taken_back(self) -> set[Key]:
        """Return what does not stand by what is known of the history: undone, or sent away."""
        rows = {row.id: (row, changes) for row, changes in self._history.edits}
        counts = counted_of((row for row, _ in rows.values()), self._found.brought).counted
        in_order = sorted((rows[one] for one in counts), key=lambda one: (one[0].clock, one[0].id))
        standing = fold(change for _, changes in in_order for change in changes)
        touched = {change.key for _, changes in rows.values() for change in changes}
        return touched - standing.keys()

    def _drop_what_went(self, kind: str, wanted: Records) -> None:
        """Drop what only the history has where the table is whole: it was deleted since."""
        found = self._found.of(kind)
        if self._found.tallies.get(kind, (None, 0))[0] == len(found):
            wanted[kind] = {r: values for r, values in wanted[kind].items() if r in found}

    def _standing(self, wanted: Records) -> Records:
        """Return what can stand: articles with their text, and what is on something that is."""
        for article, values in list(wanted["article"].items()):
            body = self._found.texts.get(values["text_sha256"])
            if body is None or len(body) != values["length"]:
                title = cut(str(values["title"]), 80)
                self._lost.append(f"The text of “{title}” is lost, and with it its annotations.")
                del wanted["article"][article]
        for annotation, values in list(wanted["annotation"].items()):
            owner = wanted["article"].get(values["article"])
            body = self._found.texts[owner["text_sha256"]] if owner else ""
            # What was made on another text is carried, or left out, by what can stand.
            if owner is None or (values.get("on_text") or "") != counted_in(owner):
                continue
            if not from_values(Annotation, values).stands_in(body):
                title = cut(str(owner["title"]), 80)
                message = f"The annotation {annotation} is not where its text stands in “{title}”."
                self._lost.append(message)
                del wanted["annotation"][annotation]
        standing = standing_records(wanted, self._found.texts.__getitem__)
        for kind in KINDS:
            for record, values in standing[kind].items():
                if values != wanted[kind][record]:
                    self._altered.append(f"{kind} {record}")
                    self._lost.append(f"The {kind} {record} stands without what it refers to.")
            gone = len(wanted[kind].keys() - standing[kind].keys())
            if gone:
                what = KINDS[kind].in_words(gone)
                self._lost.append(f"{what}: what they are on, or need, is lost.")
        return standing

    def _append_rescue(self, changes: list[Change]) -> None:
        clock = HybridClock(connection.latest_clock(self._database))
        at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        row = log.EditRow(
            id=new_id(),
            kind=RESCUE,
            label=f"Rescued from {self._name}",
            coder="",
            at=at,
            clock=clock.tick(),
        )
        log.append(self._database, row, changes)

    def _report(self) -> RescueReport:
        counts = {kind: sums.counted(self._database, kind)[0] for kind in KINDS}
        for kind in KINDS:
            written = self._found.tallies.get(kind, (0, 0))[0]
            if counts[kind] < written:
                what = KINDS[kind].in_words(written)
                self._lost.append(f"Of {what} {counts[kind]:,} are left.")
        if self._history.missing:
            self._lost.append(
                f"{counted(self._history.missing, 'edit')} of the history can't be proved: "
                "undoing ends there, and what stood came in as it was found."
            )
        elif not self._history.complete:
            self._lost.append("The history is lost, so that nothing says what else there was.")
        return RescueReport(
            articles=counts["article"],
            annotations=counts["annotation"],
            coders=counts["coder"],
            codes=counts["code"],
            edits=len(self._history.edits),
            whole_history=self._history.complete,
            lost=tuple(dict.fromkeys(self._lost)),
            altered=tuple(self._altered),
        )


def _differences(now: Records, wanted: Records) -> Iterator[Change]:
    keys: list[Key] = []
    for kind in KINDS:
        keys.extend((kind, one) for one in sorted(now[kind].keys() | wanted[kind].keys()))
    for kind, record in keys:
        change = difference(kind, record, now[kind].get(record), wanted[kind].get(record))
        if change is not None:
            yield change
