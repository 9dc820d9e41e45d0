"""Crawls (WARC, gzipped too): each page that was answered with 200 is an article."""

import logging
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, cut
from annotator.formats.blocks.html import LARGEST_PAGE
from annotator.formats.documents.html import page_found
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Told

SUFFIXES = (".warc", ".arc")

_PAGES = ("text/html", "application/xhtml+xml")
_UNKNOWN_CODINGS = frozenset(("br", "zstd"))
_GZIP = b"\x1f\x8b"
_MARKS = (b"WARC/", b"filedesc://")


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of each page, or why it can't come in, and what was left out."""
    left: Counter[str] = Counter()
    try:
        with path.open("rb") as file:
            yield from (one for _, one in numbered_pages(file, path.name, options, left))
    except UserError as error:
        yield error
    except OSError as error:
        yield UserError(f"The file can't be read: {error.strerror or error}.", where=path.name)
    if left:
        listed = ", ".join(f"{count:,} × {kind}" for kind, count in left.most_common(5))
        yield Told(
            path.name, f"{counted(left.total(), 'record')} left out that are no pages: {listed}."
        )


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a crawl, whatever its name, and packed or not."""
    head = glimpse.head
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_MARKS)


def numbered_pages(
    file: BinaryIO,
    name: str,
    options: ReadOptions,
    left: Counter[str],
    before: int = 0,
    until: int = -1,
) -> Iterator[tuple[int, Found]]:
    """Yield what is found in each record from where a file stands, with its number.

    So many records stand `before` these; the last is the one before the byte `until`. What is no
    page is counted as `left`. Raise a `UserError` where the file breaks off.
    """
    number = before
    try:
        for at, record in _iterated(file):
            if 0 <= until <= at:
                return
            number += 1
            for found in _record(record, name, options, left):
                yield number, found
    except Exception as error:  # of many kinds, as damage has
        if isinstance(error, UserError):
            raise
        message = f"The file breaks off or is damaged after {counted(number, 'record')}."
        raise UserError(
            message, where=name, remedy="Get it again; what stands before it came in."
        ) from error
    if not number:
        raise UserError("The file has no records.", where=name)


def record_places(file: BinaryIO) -> Iterator[int]:
    """Yield at which byte each record begins, as far as the file is sound."""
    try:
        yield from (at for at, _ in _iterated(file))
    except Exception:  # noqa: BLE001 - reading the records says what is wrong
        return


def _iterated(file: BinaryIO) -> Iterator[tuple[int, Any]]:
    from warcio.archiveiterator import (  # noqa: PLC0415 - few files need it  # pyright: ignore[reportMissingTypeStubs]
        ArchiveIterator,
    )

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    untyped: Any = ArchiveIterator
    untyped.INC_RECORD = ""  # what it would write to the console
    records = untyped(file, arc2warc=True)
    for record in records:
        yield int(records.offset), record  # asking for it otherwise would read the record


def _record(record: Any, name: str, options: ReadOptions, left: Counter[str]) -> Iterator[Found]:
    kind = str(record.rec_type)
    if kind not in {"response", "resource"}:
        return
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    http: Any = record.http_headers
    status = str(http.get_statuscode()) if http is not None else "200"
    given = (
        http.get_header("Content-Type")
        if http is not None
        else record.rec_headers.get_header("Content-Type")
    )
    content_type, _, parameters = str(given or "").partition(";")
    content_type = content_type.strip().lower()
    if status != "200" or content_type not in _PAGES:
        left[f"status {status}" if status != "200" else content_type or "of no kind"] += 1
        return
    where = f"{name}, {cut(address, 200)}"
    try:
        data = bytes(record.content_stream().read(LARGEST_PAGE + 1))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield UserError(f"The page can’t be unpacked: {type(error).__name__}.", where=where)
        return
    coding = str(http.get_header("Content-Encoding") or "").lower() if http is not None else ""
    if coding.strip() in _UNKNOWN_CODINGS and b"<" not in data[:4096]:
        yield UserError(f"The page is packed as “{coding}”, which isn’t read.", where=where)
        return
    said = parameters.lower().partition("charset=")[2].strip(" \"'")
    yield from page_found(
        data,
        where,
        encoding=options.encoding,
        said=said,
        address=address,
        retrieved=str(record.rec_headers.get_header("WARC-Date") or ""),
    )
    if len(data) <= LARGEST_PAGE and int(getattr(record.raw_stream, "limit", 0)) > 0:
        yield Told(where, "The file breaks off within this page: its text may be cut off.")
