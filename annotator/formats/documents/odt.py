"""Text documents of LibreOffice and OpenOffice (ODT): one file is one article."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.blocks import odt
from annotator.formats.documents.office import incoming_of
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

SUFFIXES = (".odt", ".ott", ".fodt")


def read(path: Path, options: ReadOptions) -> Iterator[Found]:  # noqa: ARG001 - of every importer
    """Yield the article of a document, or why there is none."""
    try:
        yield incoming_of(odt.read(bounded_bytes(path), path.name), path.name)
    except UserError as error:
        yield error


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is such a document, whatever its name."""
    return odt.is_document(glimpse)
