"""A codebook as a JSON file, and the codebooks that come with the program."""

from pathlib import Path
from typing import Any, cast

import msgspec

from annotator.domain.bounds import check_bounds, check_count
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.formats.codebook_files.places import json_lines, named
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.strict_json import converted, decoded, pretty, refuse_unknown_keys
from annotator.formats.trial_state import TrialState
from annotator.resources import resource

SCHEMA = "annotator-codebook/1"
_LARGEST = 16 * 2**20  # bytes; the shipped codebooks have some ten thousand
_FIRST, _LAST = "default.json", "blank.json"
_OF_SCHEMA = "$schema"
"""What editors write into a JSON file to check it by a schema."""


class CodebookFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a codebook file holds; a code without a position has the one where it stands.

    `source` says on the shelf whose scheme it is; a project doesn't keep it.
    """

    schema: str = SCHEMA
    title: str = ""
    description: str = ""
    source: str = ""
    version: int = 1
    codes: tuple[Code, ...] = ()


_KEYS = (*CodebookFile.__struct_encode_fields__, _OF_SCHEMA)
_OF_EXPORTS = frozenset(("project", "coders", "runs", "actors"))
"""What a file holds, too, that an export writes beside its data."""


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a file; raise a `UserError` that names the place of what is wrong.

    The `NAME.codebook.json` that an export writes beside its data is such a file, too.
    """
    values = read_values(path)
    try:
        return codebook_in(values, path.name)
    except UserError as error:
        text = path.read_bytes().decode()
        raise named(error, values, json_lines(text)) from None


def read_values(path: Path) -> Values:
    """Return what a codebook file holds, not yet examined; raise a `UserError` if it is no JSON."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("The file is too large for a codebook.", where=path.name)
        values = decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    check_is_codebook(values, path.name)
    return cast("Values", values)


def check_is_codebook(values: Any, where: str) -> None:
    """Raise a `UserError` unless these values call themselves a codebook."""
    if not isinstance(values, dict) or cast("Values", values).get("schema") != SCHEMA:
        remedy = f"A codebook is an object with “schema”: “{SCHEMA}”."
        raise UserError("The file is no codebook.", where=where, remedy=remedy)


def codebook_in(values: Values, where: str) -> Codebook:
    """Return the codebook that the JSON values describe; raise a `UserError` if they don't."""
    listed = values.get("codes")
    check_count(len(cast("list[Any]", listed)) if isinstance(listed, list) else 0, where)
    file = converted(_with_positions(values), CodebookFile, where)
    for key in values:
        if key not in _KEYS and key not in _OF_EXPORTS:
            raise UserError(
                f"“{key}” is no key here.", where=where, remedy=f"Known are {', '.join(_KEYS)}."
            )
    about = {"codebook_title": file.title, "codebook_description": file.description}
    check_bounds(about, where)
    known: set[str] = set()
    for n, code in enumerate(file.codes):
        place = f"{where}, $.codes[{n}]"
        refuse_unknown_keys(values["codes"][n], code, place)
        if code.id in known:
            raise UserError(f"The code {code.id} is there twice.", where=place)
        known.add(code.id)
    _check(file.codes, where)
    return Codebook(
        title=file.title, description=file.description, version=file.version, codes=file.codes
    )


def _check(codes: tuple[Code, ...], where: str) -> None:
    trial = TrialState()
    trial.know(codes)
    for n, code in enumerate(codes):
        try:
            trial.add(code)
        except UserError as error:
            raise error.at(f"{where}, $.codes[{n}]") from None


def _with_positions(values: Values) -> Values:
    codes: Any = values.get("codes")
    if not isinstance(codes, list):
        return values
    objects = cast("list[Any]", codes)
    placed = [
        {"position": n} | cast("Values", code) if isinstance(code, dict) else code
        for n, code in enumerate(objects)
    ]
    return values | {"codes": placed}


def codebook_values(codebook: Codebook) -> Values:
    """Return a codebook as the JSON values of its file, without what is as by default."""
    return {
        "schema": SCHEMA,
        "title": codebook.title,
        "description": codebook.description,
        "version": codebook.version,
        "codes": [_code_values(n, code) for n, code in enumerate(codebook.codes)],
    }


def _code_values(place: int, code: Code) -> Values:
    values: Values = msgspec.to_builtins(code)
    values.pop("position", None)
    return values if code.position == place else values | {"position": code.position}


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook file, beside its target and renamed into place."""
    with written_beside(path) as (file,):
        file.write(codebook_bytes(codebook))


def codebook_bytes(codebook: Codebook) -> bytes:
    """Return what is written to a codebook file."""
    return pretty(codebook_values(codebook))


def shelf_paths() -> dict[str, Path]:
    """Return the program's own codebooks by their names, the default first, the empty one last."""
    paths = sorted(
        resource("codebooks").glob("*.json"),
        key=lambda path: (path.name != _FIRST, path.name == _LAST, path.name),
    )
    return {path.stem: path for path in paths}


def read_shelved(path: Path) -> tuple[str, Codebook]:
    """Return whose scheme a codebook on the shelf is, and the codebook; raise a `UserError`."""
    source = read_values(path).get("source", "")
    return str(source), read_codebook(path)


def shipped() -> list[tuple[str, str, str, Path]]:
    """Return id, title, description and path of the program's own codebooks, the default first."""
    books = [(name, read_codebook(path), path) for name, path in shelf_paths().items()]
    return [(name, book.title, book.description, path) for name, book, path in books]


def default_codebook() -> Codebook:
    """Return the codebook that a new project has unless another is chosen."""
    return read_codebook(resource("codebooks", _FIRST))
