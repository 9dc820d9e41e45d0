"""Codebooks as TOML: what the JSON file says, with guidelines over several lines."""

import re
import tomllib
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.formats.codebook_files.places import named, toml_lines
from annotator.formats.files.codebook import check_is_codebook, codebook_in, codebook_values
from annotator.formats.files.encodings import bounded_bytes

_LARGEST = 2 * 2**20  # bytes; a codebook of sixty codes has some hundred thousand

_DEEP_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}""", re.ASCII
)
"""A name of more parts than ours have: the time to read it grows with the cube of their number."""


def read(path: Path) -> Codebook:
    """Return the codebook in a file; raise a `UserError` that names the place of what is wrong."""
    data = bounded_bytes(path, _LARGEST)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
        values = _values(text)
    except UnicodeDecodeError:
        raise UserError("TOML is written in UTF-8, and this is not.", where=path.name) from None
    except (tomllib.TOMLDecodeError, ValueError) as error:  # a number or a date that is none
        raise UserError(f"It is no TOML: {error}.", where=path.name) from None
    except RecursionError:
        raise UserError("It is nested too deeply.", where=path.name) from None
    check_is_codebook(values, path.name)
    try:
        return codebook_in(values, path.name)
    except UserError as error:
        raise named(error, values, toml_lines(text)) from None


def _values(text: str) -> Values:
    if _DEEP_KEY.search(text):
        raise RecursionError
    return tomllib.loads(text)


def write(codebook: Codebook, file: BinaryIO) -> None:
    """Write the codebook; the same one gives the same bytes."""
    import tomli_w  # noqa: PLC0415 - only who writes TOML needs it

    values = codebook_values(codebook)
    # Several lines in one string are read back with LF alone.
    lines = rb"\r" not in msgspec.json.encode(values)
    file.write(tomli_w.dumps(values, multiline_strings=lines, indent=2).encode())
