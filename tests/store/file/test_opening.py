"""Opening files that may come from anybody."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.edits.annotations import SetNote
from annotator.domain.errors import DAMAGE_REMEDY, UserError
from annotator.store.file import connection
from annotator.store.project import Project

NO_PROJECT = (
    "p.annotator is no Media Annotator project. Choose another file;"
    " if it was one, annotator rescue may save what is in it."
)


def refusal(path: Path) -> str:
    """Return why the file is refused; it and its folder must stay as they are."""
    before = path.read_bytes() if path.is_file() else None
    listing = sorted(path.parent.iterdir())
    with pytest.raises(UserError) as refused:
        Project.open(path)
    assert sorted(path.parent.iterdir()) == listing
    assert (path.read_bytes() if path.is_file() else None) == before
    return str(refused.value)


def tampered(path: Path, *statements: str) -> None:
    """Change a closed project behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA trusted_schema = ON")
        for statement in statements:
            database.execute(statement)


def test_a_file_that_is_missing(path: Path) -> None:
    assert refusal(path) == f"There is no file {path}."


def test_a_folder(path: Path) -> None:
    path.mkdir()
    assert refusal(path).startswith(f"{path} can't be read: ")


@pytest.mark.parametrize("content", [b"", b"SQLite", b"%PDF-1.7 " * 100, b"SQLite format 3\0"])
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path) == NO_PROJECT


def test_a_database_of_another_program(path: Path) -> None:
    tampered(path, "CREATE TABLE t (x)", "PRAGMA application_id = 7")
    assert refusal(path) == NO_PROJECT


def test_another_programs_database_is_not_even_tidied_up(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x)")
        assert refusal(path) == NO_PROJECT


def test_a_file_of_a_newer_program(closed: Path) -> None:
    tampered(
        closed,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('annotator', 'third_schema', '2030')",
    )
    assert refusal(closed) == (
        "p.annotator was made by a newer Media Annotator (third_schema)."
        " Update the program to open it."
    )


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON edit BEGIN SELECT 1; END", "trigger evil"),
        ("CREATE TRIGGER sqlitesevil AFTER INSERT ON edit BEGIN SELECT 1; END", "trigger"),
        (
            "CREATE TRIGGER text_fts_x AFTER INSERT ON edit BEGIN SELECT 1; END",
            "trigger text_fts_x",
        ),
        ("CREATE VIEW evil AS SELECT 1", "view evil"),
        ("CREATE TABLE evil (x)", "table evil"),
        ("CREATE INDEX evil ON edit (abs(n))", "index evil"),
    ],
)
def test_a_file_that_holds_what_the_program_did_not_make(
    closed: Path, statement: str, name: str
) -> None:
    tampered(closed, statement)
    sentence = refusal(closed)
    assert f"p.annotator holds something that this program did not make: {name}" in sentence
    assert sentence.endswith("It may be unsafe; ask whoever sent it for another copy.")


@pytest.mark.parametrize(
    "statement",
    ["ADD COLUMN evil TEXT", "ADD COLUMN evil TEXT AS (name)", "RENAME COLUMN name TO evil"],
)
def test_a_file_whose_own_table_is_another(closed: Path, statement: str) -> None:
    tampered(closed, f"ALTER TABLE coder {statement}")
    words = "p.annotator is damaged: what describes its coders is not what this program writes"
    assert refusal(closed).startswith(words)
    assert refusal(closed).endswith(DAMAGE_REMEDY)


def test_a_file_whose_own_view_took_a_tables_place(closed: Path) -> None:
    tampered(
        closed,
        "PRAGMA foreign_keys = OFF",
        "DROP TABLE decision",
        "CREATE VIEW decision AS SELECT 1 AS n",
    )
    assert "did not make: view decision" in refusal(closed)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TABLE status", "its statuses"),
        ("DROP TRIGGER change_keeps_UPDATE", "what guards its changes"),
    ],
)
def test_a_file_that_lacks_something(closed: Path, statement: str, name: str) -> None:
    tampered(closed, statement)
    assert refusal(closed) == (f"p.annotator is damaged: it lacks {name}. {DAMAGE_REMEDY}")


def page_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return database.execute(sql, [table]).fetchone()[0]


@pytest.mark.parametrize("table", ["annotation", "change", "edit_clock"])
def test_a_file_with_a_broken_page(closed: Path, table: str) -> None:
    content = bytearray(closed.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = (page_of(closed, table) - 1) * size
    content[start : start + 64] = bytes(byte ^ 0x5A for byte in content[start : start + 64])
    closed.write_bytes(content)
    assert refusal(closed).startswith("p.annotator is damaged: ")


def test_a_file_that_was_cut_off(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[: 5 * 4096 + 100])
    assert "is damaged" in refusal(closed)


def test_a_history_whose_clock_is_nonsense(closed: Path) -> None:
    tampered(
        closed,
        "INSERT INTO edit (id, kind, label, coder, at, clock) VALUES ('x', '', '', '', '', 'soon')",
    )
    assert (
        "p.annotator is damaged: “soon” is no stamp of a clock; the edit x is damaged"
        in refusal(closed)
    )


def test_a_file_that_another_program_holds(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_BUSY_MILLISECONDS", 0)
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError) as refused:
            Project.open(closed)
        other.execute("ROLLBACK")
    assert str(refused.value) == (
        "p.annotator can't be opened now: database is locked."
        " Another program may be using the file, or the disk is full or read-only."
    )


def test_writing_while_another_program_writes_is_refused_and_works_later(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_MILLISECONDS", 0)
    with (
        Project.open(closed, "ana") as project,
        closing(sqlite3.connect(closed, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="can't be written now: database is locked"):
            project.undo()
        other.execute("ROLLBACK")
        assert project.undo() is not None


def test_writing_to_a_full_disk_is_refused_and_leaves_no_trace(project: Project) -> None:
    (pages,) = project._database.conn.execute("PRAGMA page_count").fetchone()
    project._database.conn.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    before = project.latest_edits(), project.undo_label()
    with pytest.raises(UserError, match="can't be written now: database or disk is full"):
        project.apply(SetNote("q", "long " * 10_000))
    assert (project.latest_edits(), project.undo_label()) == before
    assert project.check() == []


@pytest.mark.parametrize("act", ["UPDATE {} SET n = n", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["edit", "change", "text"])
def test_history_and_texts_refuse_to_be_changed(closed: Path, table: str, act: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=f"what is in {table} never changes"):
        tampered(closed, act.format(table))


def test_a_project_in_a_folder_with_odd_signs_opens(tmp_path: Path) -> None:
    folder = tmp_path / "50% #1 ?é"
    folder.mkdir()
    Project.create(folder / "p q.annotator").close()
    with Project.open(folder / "p q.annotator") as project:
        assert project.check() == []


@pytest.mark.parametrize("make", [Path, str])
def test_paths_are_paths_or_strings(closed: Path, make: Callable[[Path], Path | str]) -> None:
    with Project.open(make(closed)) as project:
        assert project.path == closed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(UserError, match="is no file"):
        Project.open(path)
