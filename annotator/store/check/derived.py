"""Whether what is kept beside the records, and follows from them, is what follows from them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import msgspec

from annotator.domain.change import fold
from annotator.domain.kinds import KINDS
from annotator.domain.record import alike
from annotator.domain.standing_records import grouped, standing_records
from annotator.domain.undo import MERGE
from annotator.store.check.problem import FILE, NONSENSE, Problem
from annotator.store.file import damaged, derived_tables, models, tables
from annotator.store.file.database import Database
from annotator.store.history import withholding
from annotator.store.history.counted_edits import counted_edits
from annotator.store.history.folding import to_fold

_EXISTENCE = "existence"


def withheld_problems(database: Database) -> Iterator[Problem]:
    """Yield the records that are withheld and need not be, or the other way round."""
    raw = grouped(fold(to_fold(database, counted_edits(database))))
    wanted = withholding.held(raw, standing_records(raw, withholding.text_of(database)))
    stored = withholding.withheld(database)
    for key in sorted(stored.keys() | wanted.keys()):
        if not alike(stored.get(key), wanted.get(key)):
            yield Problem(*key, "is not withheld as the history has it")


def conflict_problems(database: Database) -> Iterator[Problem]:
    """Yield conflicts that no merge can have found."""
    sql = (
        "SELECT c.kind, c.record, c.attribute, c.ours, c.theirs, c.kept, e.kind "
        "FROM conflict c LEFT JOIN edit e ON e.id = c.via"
    )
    for kind, record, attribute, ours, theirs, kept, via in database.conn.execute(sql):
        names = {column.name for column in tables.columns(kind)} if kind in KINDS else set[str]()
        known = attribute == _EXISTENCE or attribute.partition(".")[0] in names
        if not known or via != MERGE or kept not in ("ours", "theirs"):
            yield Problem(kind, record, "has a conflict that no merge can have found")
            continue
        try:
            for cell in (ours, theirs):
                msgspec.json.decode(cell)
        except msgspec.DecodeError:
            yield Problem(kind, record, "has a conflict whose values can't be read")


def index_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem when the search index is not that of the texts.

    SQLite compares them only where it may write, so a copy in memory is compared.
    """
    with closing(sqlite3.connect(":memory:")) as copy:
        database.conn.backup(copy)
        copy.execute("PRAGMA trusted_schema = OFF")
        try:
            copy.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            yield Problem("file", "", "its search index is not that of the texts")


def list_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem for each table of what lists show that is not what the records make of it."""
    try:
        found = derived_tables.differing(database)
    except NONSENSE:
        yield Problem(FILE, "", "its counts and titles can't be read")
        return
    for table in found:
        yield Problem(FILE, "", f"its {damaged.part_words(table)} are not those of its records")


def model_problems(database: Database) -> Iterator[Problem]:
    """Yield the learned models that are not as they were kept: learning again makes them anew."""
    for model in models.damaged_ids(database):
        yield Problem("model", model, f"is damaged: {damaged.ALTERED}")
