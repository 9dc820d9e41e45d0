"""The project file's schema, one named step for each version ever released."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from typing import Any

from annotator.store.file import (
    actor_mentions,
    actor_schema,
    article_marks,
    clock_schema,
    correction_schema,
    derived_schema,
    derived_tables,
    draws_schema,
    first_history_indexes,
    first_schema,
    history_indexes,
    incoming_schema,
    marks_schema,
    redo_answers,
    shells_schema,
    study_schema,
    suggesting_schema,
    sums_schema,
    teamwork_schema,
    typed_words_schema,
    units_schema,
    versions_schema,
    working_time_schema,
)
from annotator.store.file.database import Database

APPLICATION_ID = 0x4D414E31
"""The file's own type in SQLite's header: "MAN1"."""
_SET = "annotator"
_USUAL = "cce6659f74297d05d3fe993e20be527c1efcf88cecad25d27c4bdfaec33e8cd5"
"""The hash of the schema after all steps, so that an ordinary file is known without taking them."""


def make_first_schema(database: Database) -> None:
    """Make the tables of texts, records and history, and the full-text index."""
    for statement in (first_schema.RECORDS + first_schema.HISTORY).split(";"):
        if statement.strip():
            database.conn.execute(statement)
    for table in ("text", "edit", "change"):
        for act in ("UPDATE", "DELETE"):
            database.conn.execute(first_schema.APPEND_ONLY.format(table=table, act=act))
    # No triggers keep the index: with trusted_schema=OFF SQLite lets none write to a virtual table.
    index = _with_sqlite_utils(database).table("text")
    index.enable_fts(["body"], tokenize="unicode61 remove_diacritics 2")


def add_teamwork(database: Database) -> None:
    """Add assignments, threads, decisions' gold, and what merging leaves to be looked at."""
    for statement in teamwork_schema.TEAMWORK.split(";"):
        if statement.strip():
            database.conn.execute(statement)


def keep_safe(database: Database) -> None:
    """Add words that are being typed, what a redo answers, sums, and clocks that can be bounded.

    The sums come after all other columns, and what guards an edit's columns after the sums.
    """
    database.conn.execute(typed_words_schema.TYPED_WORDS)
    redo_answers.add_answers(database)
    for statement in first_history_indexes.INDEXES.split(";"):
        database.conn.execute(statement)
    sums_schema.add_sums(database)
    clock_schema.let_clocks_be_bounded(database)


def derive(database: Database) -> None:
    """Add what lists show, so that they needn't count and search what the file holds.

    The history's indexes that cost each change the most are made anew, for less.
    """
    for statement in (derived_schema.DERIVED + ";" + history_indexes.ANEW).split(";"):
        database.conn.execute(statement)
    derived_tables.derive(database)


def keep_working_time(database: Database) -> None:
    """Add how long coders work on articles, in the history and beside it."""
    for statement in working_time_schema.WORKING_TIME.split(";"):
        database.conn.execute(statement)


def keep_study(database: Database) -> None:
    """Add rounds, settled articles, what is sent back, notes to the lead, and freezes."""
    for statement in study_schema.STUDY.split(";"):
        database.conn.execute(statement)


def keep_what_comes_in(database: Database) -> None:
    """Add roles of stretches, runs of programs, and what they said of their labels."""
    for statement in incoming_schema.INCOMING.split(";"):
        database.conn.execute(statement)


def keep_shells(database: Database) -> None:
    """Add what lists say of articles whose texts have not come in yet."""
    for statement in shells_schema.SHELLS.split(";"):
        database.conn.execute(statement)


def mark_articles(database: Database) -> None:
    """Add by what articles are known, so that an import needn't read all of them."""
    for statement in marks_schema.MARKS.split(";"):
        database.conn.execute(statement)
    article_marks.derive(database)


def keep_suggestions(database: Database) -> None:
    """Add what coders refused, who proposed what they accepted, and what was learned."""
    suggesting_schema.add_suggesting(database)


def keep_draws(database: Database) -> None:
    """Add what was drawn to be coded next, and which rule found what was accepted."""
    draws_schema.add_draws(database)


def ask_of_units(database: Database) -> None:
    """Add of which units a code asks for an answer each."""
    units_schema.add_units(database)


def keep_actors(database: Database) -> None:
    """Add what is known of actors, and where they are named, so that figures need not count."""
    actor_schema.add_actors(database)
    actor_mentions.derive(database)


def keep_corrections(database: Database) -> None:
    """Add in which text of its article something is counted, since texts can be corrected."""
    correction_schema.add_corrections(database)


def index_versions(database: Database) -> None:
    """Add what finds the versions of the codebook, and the labels that were coded by one."""
    for statement in versions_schema.VERSIONS.split(";"):
        database.conn.execute(statement)


STEPS: dict[str, Callable[[Database], None]] = {
    "first_schema": make_first_schema,
    "teamwork": add_teamwork,
    "safekeeping": keep_safe,
    "derived": derive,
    "working_time": keep_working_time,
    "study": keep_study,
    "incoming": keep_what_comes_in,
    "shells": keep_shells,
    "article_marks": mark_articles,
    "suggesting": keep_suggestions,
    "draws": keep_draws,
    "units": ask_of_units,
    "actor_pages": keep_actors,
    "correction_texts": keep_corrections,
    "versions_of_codebook": index_versions,
}
"""The steps by name, in their order."""


def applied_steps(database: Database) -> list[str]:
    """Return the names of the steps that a file says to have taken, in their order."""
    tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
    if not database.conn.execute(tables, ["_sqlite_migrations"]).fetchone()[0]:
        return []
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
    return [name for (name,) in database.conn.execute(sql, [_SET])]


def has_pending(database: Database) -> bool:
    """Tell whether there are steps that a file has not taken yet."""
    return not STEPS.keys() <= set(applied_steps(database))


def migrate(database: Database, leaving_out: frozenset[str] = frozenset()) -> None:
    """Take the steps that a file has not taken yet, each in a transaction of its own."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - what is read only starts faster without

    migrations = Migrations(_SET)
    for name, step in STEPS.items():
        if name not in leaving_out:
            migrations(name=name)(_taking(step))
    migrations.apply(_with_sqlite_utils(database))


def _taking(step: Callable[[Database], None]) -> Callable[[Any], None]:
    return lambda theirs: step(Database(theirs.conn))


def _with_sqlite_utils(database: Database) -> Any:
    from sqlite_utils import Database as SqliteUtils  # noqa: PLC0415 - see above

    return SqliteUtils(database.conn)


def schema_after(steps: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    """Return what `schema_of` gives of a file in which just these steps have been taken."""
    with closing(Database(sqlite3.connect(":memory:", isolation_level=None))) as scratch:
        migrate(scratch, frozenset(STEPS) - steps)
        return schema_of(scratch)


def schema_of(database: Database) -> frozenset[tuple[str, str, str]]:
    """Return type, name and wording of everything that a file's schema holds."""
    rows = database.conn.execute(
        "SELECT type, CAST(name AS TEXT), CAST(coalesce(sql, '') AS TEXT) FROM sqlite_schema"
    )
    return frozenset((kind, name, _wording(name, sql)) for kind, name, sql in rows)


def is_usual(schema: frozenset[tuple[str, str, str]]) -> bool:
    """Tell whether a schema is the one after all steps, without taking them."""
    return digest(schema) == _USUAL


def digest(schema: frozenset[tuple[str, str, str]]) -> str:
    """Return a hash of a schema."""
    in_order = sorted(schema, key=lambda row: tuple(map(str, row)))  # damaged ones may hold bytes
    return sha256(repr(in_order).encode()).hexdigest()


def _wording(name: str, sql: str) -> str:
    """Leave to other versions of the libraries how they word the tables that are theirs."""
    theirs = "_sqlite_migrations" in name or name.startswith("text_fts")
    return sql.partition("(")[0].replace('"', "").casefold().strip() if theirs else sql
