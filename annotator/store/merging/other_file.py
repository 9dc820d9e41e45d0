"""Reading another project file for bringing it in: opened read-only, believed in nothing."""

import sqlite3
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from annotator.domain.article import is_text_of
from annotator.domain.bounds import LONGEST_CELL
from annotator.domain.change import Change, Key, fold
from annotator.domain.clock import millis_of
from annotator.domain.draft import Progress
from annotator.domain.errors import DamageError, UserError
from annotator.domain.kinds import kind_name
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Values
from annotator.domain.settings import HAS_PSEUDONYMS
from annotator.domain.undo import REDO, REST, UNDO
from annotator.domain.without_collecting import without_collecting
from annotator.domain.wording import shortened
from annotator.store.check import refuse_damage
from annotator.store.check.history import wrong_with_edit
from annotator.store.file import texts, transactions
from annotator.store.file.database import Database
from annotator.store.file.examining import (
    Examination,
    ForgedError,
    check_lengths,
    check_name,
    check_record,
)
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_edits
from annotator.store.merging.clocks import travelling, with_bounded_clocks
from annotator.store.merging.report import FileReport
from annotator.store.opening.opening import open_file

_EVERY = 2000
"""After how many rows progress is reported."""


class OtherHistory(msgspec.Struct, frozen=True):
    """What another file's history holds.

    `changes` are by edit, `texts` by SHA-256; `folded` is what the file's state follows from.
    `family` is the edit that founded the project: copies and packages have the same. `note` says
    that a clock was ahead; it is bounded in `edits` already.
    """

    name: str
    family: str
    edits: dict[str, log.EditRow]
    changes: dict[str, list[Change]]
    texts: dict[str, str]
    folded: dict[Key, Values]
    note: str = ""

    @property
    def has_pseudonyms(self) -> bool:
        """Whether its texts are those of another project with pseudonyms in place of names."""
        info = self.folded.get((kind_name(ProjectInfo), PROJECT_ID), {})
        return bool(info.get("settings", {}).get(HAS_PSEUDONYMS))


def last_of(sources: Iterable[OtherHistory], coder: str) -> str | None:
    """Return the last edit that a coder (handle) made in any of these histories, if any."""
    rows = [row for one in sources for row in one.edits.values() if row.coder == coder]
    return max(rows, key=lambda row: row.clock).id if rows else None


@without_collecting()
def read_sources(
    database: Database, project: Path, paths: Iterable[Path], progress: Progress
) -> tuple[dict[Path, OtherHistory], dict[Path, FileReport]]:
    """Read files to be brought into a project; those that can't be are told of.

    What was handed out with pseudonyms has other texts: it comes back with its key alone.
    """
    family = log.family(database)
    sources: dict[Path, OtherHistory] = {}
    reports: dict[Path, FileReport] = {}
    for path in paths:
        try:
            found = _source(project, path, progress)
            _refuse_pseudonyms(found, family)
            sources[path] = found
        except UserError as error:
            reports[path] = FileReport(name=path.name, error=str(error))
    return sources, reports


def _refuse_pseudonyms(found: OtherHistory, family: str) -> None:
    if found.family != family and found.has_pseudonyms:
        message = f"{found.name} has pseudonyms in place of names."
        remedy = "Use Team ▸ Bring in with a key…, or annotator merge --key KEY.csv."
        raise UserError(message, remedy=remedy)


def _source(project: Path, path: Path, progress: Progress) -> OtherHistory:
    if path.exists() and path.samefile(project):
        raise UserError(f"{path.name} is this project itself.", remedy="Choose another file.")
    with open_other(path) as database:
        return read_other(database, path.name, progress)


def has_news(database: Database, sources: Iterable[OtherHistory]) -> bool:
    """Tell whether there are edits in them that were never here: then they bring something."""
    edits = {edit for one in sources for edit in one.edits}
    return len(log.clocks_of(database, edits)) < len(edits)


@contextmanager
def open_other(path: Path) -> Generator[Database]:
    """Open another project file read-only; raise a `UserError` that says why it can't be."""
    with closing(open_file(path, read_only=True)) as opened:
        yield opened.database


def read_other(database: Database, name: str, progress: Progress) -> OtherHistory:
    """Read and examine a history; raise a `UserError` when it is not what this program writes."""
    database.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
    try:
        with transactions.snapshot(database):
            _refuse_damage(database, name)
            return _read(database, name, progress)
    except DamageError as error:
        raise _forged(name, error.message.rstrip(".")) from None
    except sqlite3.DataError:
        most = f"{LONGEST_CELL // 2**20} MiB"
        message = f"{name} holds a text or a record of more than {most}."
        raise UserError(message, remedy="No project has that; ask for another copy.") from None
    except (
        ForgedError,
        msgspec.MsgspecError,
        RecursionError,
        LookupError,
        ValueError,
        TypeError,
        sqlite3.DatabaseError,
    ) as error:
        raise _forged(name, str(error)) from None


def _refuse_damage(database: Database, name: str) -> None:
    """Refuse a file by its sums; a text that is another is left out by name, with what is on it."""
    try:
        refuse_damage(database, texts=False)
    except DamageError as error:
        raise UserError(f"{name}: {error.message}", remedy=error.remedy) from None


def _read(database: Database, name: str, progress: Progress) -> OtherHistory:
    founded = log.family(database)
    if not founded:
        raise ForgedError("no edit founded the project")
    counting = counted_edits(database)
    rows = {row.id: row for row in log.all_edits(database)}
    homes = {row.id: row.target or "" if row.kind == REST else row.id for row in rows.values()}
    edits = travelling(rows, counting)
    _examine_edits(edits)
    found: dict[str, list[Change]] = defaultdict(list)
    plain = {edit for edit, row in edits.items() if row.kind not in (UNDO, REDO)}
    counted = {edit for edit in counting.counted if homes[edit] in plain}
    counting_changes: list[tuple[str, Change]] = []
    made: dict[Key, Values] = {}
    examination = Examination()
    ever: set[Key] = set()
    for done, (edit, change) in enumerate(log.all_changes(database)):
        if done % _EVERY == 0:
            progress(done, 0)
        if change.before is None:
            ever.add(change.key)
        home = homes.get(edit, "")
        if home in edits and edit in counting.visible:
            examination.take(change)
            found[home].append(change)
            if change.before is None and change.after is not None:
                made[change.key] = change.after
        if edit in counted:
            counting_changes.append((edit, change))
    changes = _of_made(found, ever)
    # As `log.in_clock_order` has them, and without reading them again.
    counting_changes.sort(
        key=lambda one: (rows[one[0]].clock, homes[one[0]], rows[one[0]].kind == REST)
    )
    folded = fold(log.made_whole((homes[edit], change) for edit, change in counting_changes))
    for key, values in folded.items():
        if values is not made.get(key):  # which was looked at as it was made
            check_record(*key, values)
    texts = _texts(database, changes)
    examination.finish(texts)
    edits, note = with_bounded_clocks(edits)
    return OtherHistory(name, founded, edits, changes, texts, folded, note)


def _of_made(found: dict[str, list[Change]], ever: set[Key]) -> dict[str, list[Change]]:
    """Return the changes of records whose creation can be seen; that of others came in undone.

    Raise `ForgedError` for a record that was never made.
    """
    every = [change for of_edit in found.values() for change in of_edit]
    for change in every:
        if change.key not in ever:
            raise ForgedError(f"{change.kind} {change.record} was never made")
    made = {change.key for change in every if change.before is None}
    return {
        edit: [change for change in of_edit if change.key in made]
        for edit, of_edit in found.items()
    }


def _examine_edits(edits: Mapping[str, log.EditRow]) -> None:
    """Check ids and clocks."""
    for row in edits.values():
        check_name(row.id)
        said = {"label": row.label, "name": row.coder, "kind": row.kind, "role": row.at}
        check_lengths(f"edit {row.id}", said)
        try:
            millis_of(row.clock)
        except ValueError:
            raise ForgedError(f"an edit has no clock (“{row.clock[:80]}”)") from None
        # What is brought in must be what a check of it here finds sound.
        for message in wrong_with_edit(row.id, row.coder, row.at, row.clock):
            raise ForgedError(f"the edit “{shortened(row.label)}” {message}")


def _texts(database: Database, changes: dict[str, list[Change]]) -> dict[str, str]:
    """Return the articles' texts that are what their fingerprints say."""
    wanted = {sha for done in changes.values() for one in done for sha in texts.named_by(one)}
    rows = database.conn.execute("SELECT sha256, body FROM text")
    return {sha: body for sha, body in rows if sha in wanted and is_text_of(body, sha)}


def _forged(name: str, detail: str) -> UserError:
    message = f"{name} holds a history that this program does not write: {detail}."
    return UserError(message, remedy="Ask whoever sent it for another copy.")
