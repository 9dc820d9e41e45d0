"""The table of formats, and which of them a name asks for.

A further format is one file beside this one and one row here: dialogs, the command line and the
reading of folders ask the rows.
"""

from collections.abc import Sequence
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats import text
from annotator.formats.format import Format, Importer
from annotator.formats.glimpse import Glimpse
from annotator.formats.rows_archives import ARCHIVES_LEXIS, ARCHIVES_TAUGHT
from annotator.formats.rows_archives_more import MORE_ARCHIVES
from annotator.formats.rows_documents import DOCUMENTS
from annotator.formats.rows_labels import LABELS
from annotator.formats.rows_learning import LEARNING
from annotator.formats.rows_reading import READING
from annotator.formats.rows_release import RELEASES
from annotator.formats.rows_tables import TABLES
from annotator.formats.rows_tables_out import NETWORKS_OUT, TABLES_OUT
from annotator.formats.rows_texts import TEXTS
from annotator.formats.rows_tools import TOOLS

FORMATS: tuple[Format, ...] = (
    *LABELS,
    *TOOLS,
    *TEXTS,
    *ARCHIVES_LEXIS,
    *MORE_ARCHIVES,
    *ARCHIVES_TAUGHT,
    *DOCUMENTS,
    *TABLES,
    *READING,
    *LEARNING,
    *TABLES_OUT,
    *NETWORKS_OUT,
    *RELEASES,
    Format(
        id="text",
        name="Plain text",
        suffixes=text.SUFFIXES,
        imports=Importer(read=text.read, kinds=("plain text", "Markdown"), encodings=True),
    ),
)
"""The rows, in the order in which lists show them."""


def import_formats() -> list[Format]:
    """Return the formats in which articles come in."""
    return [one for one in FORMATS if one.imports is not None]


def export_formats() -> list[Format]:
    """Return the formats in which a dataset goes out."""
    return [one for one in FORMATS if one.exports is not None]


def import_format(format_id: str) -> Format:
    """Return the format with this id that is imported; raise a `UserError` that names them all."""
    return _named(format_id, "import", import_formats())


def export_format(format_id: str) -> Format:
    """Return the format with this id that is exported; raise a `UserError` that names them all."""
    return _named(format_id, "export", export_formats())


def _named(format_id: str, way: str, among: Sequence[Format]) -> Format:
    for one in among:
        if one.id == format_id.lower():
            return one
    known = ", ".join(one.id for one in among)
    raise UserError(f"There is no {way} format “{format_id}”.", remedy=f"There are {known}.")


def import_format_for(path: Path) -> Format | None:
    """Return the format that reads a file: the first that knows its content, else by its name."""
    glimpse = Glimpse(path)
    formats = import_formats()
    for one in formats:
        recognises = one.importer.recognises
        if recognises is not None and recognises(glimpse):
            return one
    return next((one for one in formats if glimpse.suffix in one.suffixes), None)


def export_format_for(path: Path) -> Format:
    """Return the format that a file to be written asks for; raise a `UserError` when none does.

    Formats that share an ending with a more usual one, or are folders, are asked for by name.
    """
    usual = [one for one in export_formats() if one.exporter.suffix in one.suffixes]
    for one in usual:
        if one.exporter.suffix == path.suffix.lower():
            return one
    known = ", ".join(one.exporter.suffix for one in usual)
    message = f"What format is “{path.name}” to have?"
    raise UserError(message, remedy=f"End its name with one of {known}, or name the format.")


def import_suffixes() -> list[str]:
    """Return the endings of all files that can be imported."""
    return [suffix for one in import_formats() for suffix in one.suffixes]


def import_kinds() -> str:
    """Return what can be imported, as a sentence lists it: "plain text, CSV or JSONL"."""
    kinds = [kind for one in import_formats() for kind in one.importer.kinds]
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
