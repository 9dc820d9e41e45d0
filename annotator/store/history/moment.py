"""Going back to a moment: a project file with the history up to one edit, folded anew."""

from pathlib import Path

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.store.file import connection, sums, texts, transactions
from annotator.store.file.database import Database
from annotator.store.file.placing import placed
from annotator.store.history import log, withholding
from annotator.store.history.counted_edits import counted_edits

_EVERY = 500
_UP_TO = {
    "edit": "n <= ?1",
    "change": "edit IN (SELECT id FROM edit WHERE n <= ?1)",
    "brought": "merge IN (SELECT id FROM edit WHERE n <= ?1)",
    "conflict": "via IN (SELECT id FROM edit WHERE n <= ?1)",
}
"""The tables of the history, and what of each was there when the n-th edit had been done."""


def copy_of_moment(database: Database, edit: str, path: Path, progress: Progress) -> None:
    """Write the project as it was after an edit, beside the target and into place.

    Edits are taken in the order in which this file got them, so that undo goes on from there.
    Raise a `UserError` when there is no such edit, something is there, or it can't be written.
    """
    with placed(path, replace=False) as part, transactions.snapshot(database):
        _fill(database, _place_of(database, edit), part, progress)


def _place_of(database: Database, edit: str) -> int:
    found = database.conn.execute("SELECT n FROM edit WHERE id = ?", [edit]).fetchone()
    if found is None:
        raise UserError("There is no such edit in this project.")
    return found[0]


def _fill(database: Database, place: int, part: Path, progress: Progress) -> None:
    copy = connection.create(part)
    try:
        with transactions.transaction(copy):
            for table, where in _UP_TO.items():
                _copy_rows(database, copy, table, where, place, progress)
            texts.add_texts(copy, _texts(database, copy))
            touched = {change.key for _, change in log.all_changes(copy)}
            withholding.refold(copy, touched, counted_edits(copy))
    finally:
        connection.close(copy)


def _copy_rows(
    database: Database, copy: Database, table: str, where: str, place: int, progress: Progress
) -> None:
    """Copy rows as they lie there, with all columns: both files have the same schema."""
    rows = database.conn.execute(f'SELECT * FROM "{table}" WHERE {where}', [place])  # noqa: S608 - names of our own
    marks = ", ".join("?" for _ in rows.description)
    with sums.tallying(copy, table):
        for done, row in enumerate(rows):
            if done % _EVERY == 0:
                progress(done, 0)
            copy.conn.execute(f'INSERT INTO "{table}" VALUES ({marks})', row)  # noqa: S608 - names of our own


def _texts(database: Database, copy: Database) -> dict[str, str]:
    """Return the texts of the articles that the copy's history has."""
    made = (
        change.after["text_sha256"]
        for _, change in log.all_changes(copy)
        if change.kind == "article" and change.after is not None and "text_sha256" in change.after
    )
    return {sha256: texts.verified(database, sha256) for sha256 in dict.fromkeys(made)}
