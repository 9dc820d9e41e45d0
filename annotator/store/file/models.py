"""Learned models in the file: the one in use for each coder and code, and facts of earlier ones."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from annotator.domain.learned_models import LearnedModel
from annotator.domain.record import Values
from annotator.store.file.database import Database

_COLUMNS = "id, coder, code, made, facts"


def keep(database: Database, model: LearnedModel) -> None:
    """Keep a model; of the one that it takes the place of, the facts alone stay."""
    database.conn.execute(
        "UPDATE model SET data = NULL WHERE coder = ? AND code = ? AND data IS NOT NULL",
        [model.coder, model.code],
    )
    database.conn.execute(
        "INSERT INTO model (id, coder, code, made, facts, data, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "made = excluded.made, facts = excluded.facts, data = excluded.data, "
        "sha256 = excluded.sha256",
        [
            *(model.id, model.coder, model.code, model.made),
            msgspec.json.encode(model.facts, order="sorted").decode(),
            *(model.data, fingerprint_of(model.data)),
        ],
    )


def forget(database: Database) -> None:
    """Take all models out of a file; what they learned from is there."""
    database.conn.execute("DELETE FROM model")


def in_use(database: Database, coder: str, code: str = "") -> Iterator[LearnedModel]:
    """Yield the models that propose to a coder (id), for one code or all; damaged, without data."""
    sql = f"SELECT {_COLUMNS}, data, sha256 FROM model WHERE coder = ?1 AND data IS NOT NULL"  # noqa: S608 - names of our own
    sql = f"{sql} AND ?2 IN ('', code) ORDER BY code, n"
    for *cells, data, sha256 in database.conn.execute(sql, [coder, code]):
        yield _model(cells, data if _is_whole(data, sha256) else b"")


def id_in_use(database: Database, coder: str, code: str) -> str:
    """Return the id of the model that proposes to a coder for a code (ids); empty for none."""
    sql = "SELECT id FROM model WHERE coder = ? AND code = ? AND data IS NOT NULL"
    found = database.conn.execute(sql, [coder, code]).fetchone()
    return str(found[0]) if found is not None else ""


def facts_of(database: Database, model: str) -> LearnedModel | None:
    """Return what is known of a model (id), without its data; None where nothing is."""
    sql = f"SELECT {_COLUMNS} FROM model WHERE id = ?"  # noqa: S608 - names of our own
    found = database.conn.execute(sql, [model]).fetchone()
    return _model(found, b"") if found is not None else None


def all_facts(database: Database) -> Iterator[LearnedModel]:
    """Yield what is known of all models, without their data, in the order in which they came."""
    sql = f"SELECT {_COLUMNS} FROM model ORDER BY n"  # noqa: S608 - names of our own
    for cells in database.conn.execute(sql).fetchall():
        yield _model(cells, b"")


def damaged_ids(database: Database) -> Iterator[str]:
    """Yield the ids of the models that are not as they were kept."""
    for model, facts, data, sha256 in database.conn.execute(
        "SELECT id, facts, data, sha256 FROM model ORDER BY n"
    ):
        if _facts(facts) is None or (data is not None and not _is_whole(data, sha256)):
            yield str(model)


def fingerprint_of(data: bytes) -> str:
    """Return the SHA-256 of a model's data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _is_whole(data: Any, sha256: Any) -> bool:
    return isinstance(data, bytes) and fingerprint_of(data) == sha256


def _model(cells: "list[Any] | tuple[Any, ...]", data: bytes) -> LearnedModel:
    ident, coder, code, made, facts = cells
    return LearnedModel(
        id=ident, coder=coder, code=code, made=made, facts=_facts(facts) or {}, data=data
    )


def _facts(cell: Any) -> Values | None:
    try:
        return msgspec.json.decode(cell, type=Values)
    except (msgspec.MsgspecError, TypeError, RecursionError):
        return None
