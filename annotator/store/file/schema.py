"""The project file's schema, one named step for each version ever released."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager

from sqlite_utils import Database, Migrations

from annotator.store.file import (
    first_schema,
    history_indexes,
    redo_answers,
    sums_schema,
    teamwork_schema,
)

APPLICATION_ID = 0x4D414E31
"""The file's own type in SQLite's header: "MAN1"."""

migrations = Migrations("annotator")


@migrations(name="first_schema")
def make_first_schema(database: Database) -> None:
    """Make the tables of texts, records and history, and the full-text index."""
    for statement in (first_schema.RECORDS + first_schema.HISTORY).split(";"):
        if statement.strip():
            database.conn.execute(statement)
    for table in ("text", "edit", "change"):
        for act in ("UPDATE", "DELETE"):
            database.conn.execute(first_schema.APPEND_ONLY.format(table=table, act=act))
    # No triggers keep the index: with trusted_schema=OFF SQLite lets none write to a virtual table.
    database.table("text").enable_fts(["body"], tokenize="unicode61 remove_diacritics 2")


@migrations(name="teamwork")
def add_teamwork(database: Database) -> None:
    """Add assignments, threads, decisions' gold, and what merging leaves to be looked at."""
    for statement in teamwork_schema.TEAMWORK.split(";"):
        if statement.strip():
            database.conn.execute(statement)


@migrations(name="redo_answers")
def add_answers(database: Database) -> None:
    """Let a redo say which undo it answers, and index what the history is looked through by."""
    redo_answers.add_answers(database)
    for statement in history_indexes.INDEXES.split(";"):
        database.conn.execute(statement)


@migrations(name="sums")
def add_sums(database: Database) -> None:
    """Add a sum to each row and a tally of each table, so that damage shows."""
    sums_schema.add_sums(database)


def known_steps() -> list[str]:
    """Return the names of the steps that this version of the program knows, in order."""
    with _scratch() as database:
        return [step.name for step in migrations.pending(database)]


def schema_after(steps: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    """Return what `schema_of` gives of a file in which just these steps have been taken."""
    with _scratch() as database:
        later = [step for step in known_steps() if step not in steps]
        migrations.apply(database, stop_before=later)
        return schema_of(database)


def schema_of(database: Database) -> frozenset[tuple[str, str, str]]:
    """Return type, name and wording of everything that a file's schema holds."""
    rows = database.conn.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return frozenset((kind, name, _wording(name, sql)) for kind, name, sql in rows)


def _wording(name: str, sql: str) -> str:
    """Leave to other versions of the libraries how they word the tables that are theirs."""
    theirs = "_sqlite_migrations" in name or name.startswith("text_fts")
    return sql.partition("(")[0].replace('"', "").casefold().strip() if theirs else sql


@contextmanager
def _scratch() -> Generator[Database]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield Database(connection)
