"""The table of codebooks' formats: a further one is a file beside these and a row here."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.formats.codebook_files import answers_schema, table, toml
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.codebook import codebook_bytes, read_codebook
from annotator.formats.glimpse import Glimpse
from annotator.formats.labels import refi
from annotator.formats.outgoing.research import refi_codes


class CodebookFormat(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what the format's files are called, and how a codebook comes in and goes out.

    `suffixes` are the endings of its files, of which the longest that fits decides. `read` raises
    a `UserError` that names the place. `losses` tells what of a codebook it has no place for; a
    format without it holds everything. `recognises` knows a file by what is in it, whatever it is
    called.
    """

    id: str
    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Codebook] | None = None
    write: Callable[[Codebook, BinaryIO], object] | None = None
    losses: Callable[[Codebook], list[str]] | None = None
    recognises: Callable[[Glimpse], bool] | None = None


def _write_json(codebook: Codebook, file: BinaryIO) -> None:
    file.write(codebook_bytes(codebook))


CODEBOOK_FORMATS: tuple[CodebookFormat, ...] = (
    CodebookFormat(
        id="json", name="Codebook", suffixes=(".json",), read=read_codebook, write=_write_json
    ),
    CodebookFormat(id="toml", name="TOML", suffixes=(".toml",), read=toml.read, write=toml.write),
    CodebookFormat(
        id="csv",
        name="Table, one row per choice",
        suffixes=(".csv", ".tsv"),
        read=table.read,
        write=table.write,
        losses=table.losses,
    ),
    CodebookFormat(
        id="schema",
        name="JSON Schema of answers",
        suffixes=(".schema.json",),
        write=answers_schema.write,
        losses=answers_schema.losses,
    ),
    CodebookFormat(
        id="refi",
        name="REFI-QDA",
        suffixes=(".qdc",),
        read=refi.codebook_of,
        write=refi_codes.write_codebook,
        losses=refi_codes.codebook_losses,
        recognises=refi.recognises,
    ),
    CodebookFormat(
        id="refi-project",
        name="REFI-QDA project",
        suffixes=(".qdpx",),
        read=refi.codebook_of,
        recognises=refi.recognises,
    ),
)
"""The rows, in the order in which lists show them; the first is that of any other file."""


def any_codebook(path: Path, format_id: str = "") -> Codebook:
    """Return the codebook in a file; raise a `UserError` that names the place of what is wrong.

    The format is the one of this id, or else the one that the file is of by its content or name.
    """
    row = _named(format_id) if format_id else _format_of_file(path)
    if row.read is None:
        message = f"{row.name} describes answers and is no codebook to be read."
        raise UserError(message, where=path.name, remedy=f"Take one of {_names(reading=True)}.")
    return row.read(path)


def save_codebook(codebook: Codebook, path: Path, format_id: str = "") -> CodebookFormat:
    """Write a codebook file in the format of this id, or else the one that its name asks for.

    It is written beside its target and renamed into place. Return the format; raise a `UserError`.
    """
    row = writing_format(path, format_id)
    if row.write is None:
        raise LookupError(f"{row.id} is not written")
    with written_beside(path) as (file,):
        row.write(codebook, file)
    return row


def writing_format(path: Path, format_id: str = "") -> CodebookFormat:
    """Return the format that a codebook is written in; raise a `UserError` where there is none."""
    row = _named(format_id) if format_id else _by_name(path) or CODEBOOK_FORMATS[0]
    if row.write is None:
        message = f"{row.name} is only read."
        raise UserError(message, where=path.name, remedy=f"Take one of {_names(reading=False)}.")
    return row


def losses_of(codebook: Codebook, row: CodebookFormat) -> list[str]:
    """Return what of a codebook a format has no place for, in words without a full stop."""
    return row.losses(codebook) if row.losses else []


def codebook_kinds(*, reading: bool) -> str:
    """Return the formats as a file dialog lists them; all that can be read are one kind."""
    able = [one for one in CODEBOOK_FORMATS if (one.read if reading else one.write)]
    if reading:
        return f"Codebooks ({_patterns(*(one for row in able for one in row.suffixes))})"
    return ";;".join(f"{one.name} ({_patterns(one.suffixes[0])})" for one in able)


def _patterns(*suffixes: str) -> str:
    return " ".join(f"*{one}" for one in suffixes)


def _format_of_file(path: Path) -> CodebookFormat:
    named = _by_name(path)
    if named is not None and named.read is not None and named.recognises is None:
        return named
    glimpse = Glimpse(path)
    known = (one for one in CODEBOOK_FORMATS if one.recognises and one.recognises(glimpse))
    return next(known, None) or named or CODEBOOK_FORMATS[0]


def _by_name(path: Path) -> CodebookFormat | None:
    name = path.name.lower()
    fitting = [
        (len(suffix), row)
        for row in CODEBOOK_FORMATS
        for suffix in row.suffixes
        if name.endswith(suffix)
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _named(format_id: str) -> CodebookFormat:
    found = next((one for one in CODEBOOK_FORMATS if one.id == format_id), None)
    if found is None:
        remedy = f"Known are {', '.join(one.id for one in CODEBOOK_FORMATS)}."
        raise UserError(f"There is no format “{format_id}” of codebooks.", remedy=remedy)
    return found


def _names(*, reading: bool) -> str:
    able = (one for one in CODEBOOK_FORMATS if (one.read if reading else one.write))
    return ", ".join(one.id for one in able)
