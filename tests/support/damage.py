"""Damage to project files: what machines do to them, by seed, and what a forger would do."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.store.file import sums_schema
from annotator.store.file.database import Database

PAGE = 4096
_WORDS = ("", "x", "[]", "{}", "null", "[[0,", "-1", "nonsense", "\0", "[[1e999,2]]", "💥" * 50)


def sum_again(connection: sqlite3.Connection) -> None:
    """Make the sums fit what is there, as a forger would; triggers are away."""
    connection.execute("DELETE FROM tally")
    sums_schema.sum_up(Database(connection))


def without_guards(path: Path, *statements: str, again: bool = False) -> None:
    """Change what triggers protect, and put the triggers back; `again` sums up anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        guards = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        kept = guards.fetchall()
        for name, _ in kept:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        if again:
            sum_again(database)
        for _, sql in kept:
            database.execute(sql)


def damage(path: Path, seed: int) -> str:
    """Damage a closed project file as this seed has it, and say how."""
    rng = random.Random(seed)
    name, act = _KINDS[seed % len(_KINDS)]
    act(path, rng)
    return name


def _flipped_bits(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 1, 8))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def _other_bytes(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 16, 200))):
        content[rng.randrange(len(content))] = rng.randrange(256)
    path.write_bytes(content)


def _used_bytes(path: Path, rng: random.Random) -> None:
    """Change bytes that are in use: most of a page may be empty."""
    content = bytearray(path.read_bytes())
    used = [place for place, byte in enumerate(content) if byte]
    for place in rng.sample(used, rng.choice((1, 1, 3, 10))):
        content[place] = rng.choice((content[place] ^ 1, content[place] ^ 32, rng.randrange(256)))
    path.write_bytes(content)


def _other_cell(path: Path, rng: random.Random) -> None:
    """Write a number or a text into a cell, behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        listed = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
        tables = [name for (name,) in database.execute(listed)]
        counted = 'SELECT count(*) FROM "{}"'
        rows = {name: database.execute(counted.format(name)).fetchone() for name in tables}
        table = rng.choice([name for name in tables if rows[name][0]])
        columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
        _, column, kind, *_ = rng.choice([c for c in columns if c[1] != "n"])
        (count,) = rows[table]
        quoted = ", ".join(f'quote("{name}")' for _, name, *_ in columns)
        chosen = f'SELECT {quoted} FROM "{table}" LIMIT 1 OFFSET ?'  # noqa: S608 - names of ours
        cells = database.execute(chosen, [rng.randrange(count)]).fetchone()
    pairs = zip((name for _, name, *_ in columns), cells, strict=True)
    row = " AND ".join(f'"{name}" IS {cell}' for name, cell in pairs)
    value = str(rng.choice((0, -1, 2**62, 7))) if kind == "INTEGER" else None
    text = rng.choice(_WORDS)
    told = value or (f"CAST(x'ff{text.encode().hex()}' AS TEXT)" if rng.random() < 0.2 else None)
    written = told or f"CAST(x'{text.encode().hex()}' AS TEXT)"
    changed = 'UPDATE OR IGNORE "{}" SET "{}" = {} WHERE {}'
    statement = changed.format(table, column, written, row)
    without_guards(path, statement)


def _lost_rows(path: Path, rng: random.Random) -> None:
    tables = ("annotation", "change", "edit", "text", "link", "status", "text_fts_data", "code")
    table = rng.choice(tables)
    share = rng.choice((1, 2, 5, 20))
    some = f"rowid * {rng.randrange(1, 97)} % {share} = {rng.randrange(share)}"
    without_guards(path, f'DELETE FROM "{table}" WHERE {some}')  # noqa: S608 - names of ours


def _zeroed_page(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 3))):
        page = rng.randrange(len(content) // PAGE) * PAGE
        content[page : page + PAGE] = bytes(PAGE)
    path.write_bytes(content)


def _swapped_pages(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    one, other = (rng.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    kept = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    if rng.random() < 0.7:  # otherwise one page lies over another
        content[other : other + PAGE] = kept
    path.write_bytes(content)


def _truncated(path: Path, rng: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: rng.randrange(len(content))])


_KINDS: tuple[tuple[str, Callable[[Path, random.Random], None]], ...] = (
    ("flipped bits", _flipped_bits),
    ("other bytes", _other_bytes),
    ("used bytes", _used_bytes),
    ("another cell", _other_cell),
    ("lost rows", _lost_rows),
    ("zeroed page", _zeroed_page),
    ("swapped pages", _swapped_pages),
    ("truncated", _truncated),
)
