"""What a package that has come says of itself, and what in one that is to go is worth sending."""

import hashlib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import msgspec

from annotator.domain.names import folded
from annotator.domain.settings import project_settings
from annotator.store.check import refuse_damage
from annotator.store.file import tables, transactions
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.merging.other_file import open_other
from annotator.store.reading.recipient import package_for


class PackageFacts(msgspec.Struct, frozen=True):
    """Of which study a file is (the edit that founded it), and whose work it holds.

    `coder` and `handle` are empty where it is nobody's in particular.
    """

    family: str
    coder: str = ""
    handle: str = ""


def package_facts(path: Path) -> PackageFacts:
    """Return what a file says of itself.

    It is to be a private copy. Raise a `DamageError` when not all of it is what was written, and a
    `UserError` when it is no project file that can be read.
    """
    with open_other(path) as database, transactions.snapshot(database):
        refuse_damage(database, texts=False)
        coder = package_for(database) or _only_coder(database)
        handles = tables.select(database, "coder", {"id": coder}) if coder else ()
        handle = next((values["handle"] for values in handles), "")
        return PackageFacts(log.family(database), coder, handle)


def articles_in(path: Path) -> set[str]:
    """Return the articles (ids) in a package; raise a `UserError` when it can't be read."""
    with open_other(path) as database:
        return {article for (article,) in database.conn.execute("SELECT id FROM article")}


def package_content(path: Path, handle: str, *, own: bool) -> str:
    """Return a number for what a package brings, or nothing where that is nothing.

    It is what its coder (a handle) did if it is their `own`; otherwise what all others did, since
    the coder has what they did themself. Raise a `UserError` when it can't be read.
    """
    with open_other(path) as database, transactions.snapshot(database):
        rows = database.conn.execute("SELECT id, clock, coder FROM edit").fetchall()
        wanted = {
            edit: clock for edit, clock, coder in rows if (folded(coder) == folded(handle)) is own
        }
        sql = "SELECT edit, kind, record, after FROM change"
        told = (row for row in database.conn.execute(sql) if row[0] in wanted)
        return _digest(chain(wanted.items(), told))


def _digest(rows: Iterable[tuple[str | None, ...]]) -> str:
    """Return one number for rows in any order: few bytes of each are held, not its texts."""
    sums = sorted(hashlib.sha256(msgspec.json.encode(row)).digest() for row in rows)
    return hashlib.sha256(b"".join(sums)).hexdigest() if sums else ""


def _only_coder(database: Database) -> str:
    """Return the one coder (id) of a file who is no reviewer, where it has reviewers."""
    (info,) = tables.select(database, "project", {})
    reviewers = project_settings(info["settings"]).reviewers
    coders = {values["id"] for values in tables.select(database, "coder", {})}
    others = coders.difference(reviewers)
    return others.pop() if reviewers and len(others) == 1 else ""
