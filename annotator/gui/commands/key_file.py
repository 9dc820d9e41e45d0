"""Changed keys in a file, to be taken to another computer or given to colleagues."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.gui.commands.key_events import canonical
from annotator.gui.commands.table import declared

SCHEMA = "annotator-keys/1"
_LARGEST = 2**20  # bytes; all keys there are take some ten thousand


class _KeyFile(msgspec.Struct):
    schema: str
    keys: dict[str, list[str]]


class ReadKeys(NamedTuple):
    """What a file says: keys by the commands' ids, and what in it means nothing here."""

    keys: dict[str, list[str]]
    unknown: list[str]


def write_keys(path: Path, changed: Mapping[str, Sequence[str]]) -> None:
    """Write the changed keys; raise a `UserError` where the file can't be written."""
    values = _KeyFile(SCHEMA, {ident: list(keys) for ident, keys in sorted(changed.items())})
    with written_beside(path) as (file,):
        file.write(msgspec.json.format(msgspec.json.encode(values), indent=2) + b"\n")


def read_keys(path: Path) -> ReadKeys:
    """Return what a file says; raise a `UserError` where it is no file of keys."""
    remedy = f"A file of keys is a JSON object with “schema”: “{SCHEMA}” and “keys”."
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("The file is too large for one of keys.", where=path.name)
        found = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UserError("The file holds no keys.", where=path.name, remedy=remedy) from None
    if found.schema != SCHEMA:
        raise UserError("The file holds no keys.", where=path.name, remedy=remedy)
    return _known(found.keys)


def _known(said: Mapping[str, Sequence[str]]) -> ReadKeys:
    known = {one.id for one in declared()}
    read = ReadKeys({}, [])
    for ident, keys in said.items():
        words = [canonical(key) for key in keys]
        if ident in known and all(words):
            read.keys[ident] = list(dict.fromkeys(words))
        else:
            read.unknown.append(ident if ident not in known else f"{ident}: {', '.join(keys)}")
    return read
