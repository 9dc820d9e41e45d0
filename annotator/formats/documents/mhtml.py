"""Pages saved whole by a browser (MHTML): the page’s own part, and the frames that hold text."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from annotator.domain.errors import UserError
from annotator.formats.blocks.html import LARGEST_PAGE
from annotator.formats.documents.html import page_found
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from email.message import Message

SUFFIXES = (".mhtml", ".mht")

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_MOST_PARTS = 5000


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of a saved page, or why there is none."""
    try:
        message = message_of(bounded_bytes(path, LARGEST_PAGE), path.name)
        parts = parts_of(message, path.name)
    except UserError as error:
        yield error
        return
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    if not pages:
        yield UserError("It holds no page.", where=path.name, remedy="Save the page again.")
        return
    address = header(message, "Snapshot-Content-Location") or header(pages[0], "Content-Location")
    # A page of frames has its article in one of the further parts.
    refused: list[UserError] = []
    for page in pages:
        every = list(
            page_found(
                content(page),
                path.name,
                encoding=options.encoding,
                said=page.get_content_charset() or "",
                address=address,
                retrieved=header(message, "Date"),
            )
        )
        if not isinstance(every[0], UserError):
            yield from every
            return
        refused.append(every[0])
    yield refused[0]


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a page with its parts, whatever its name."""
    start = glimpse.squeezed[:6000]
    is_page = "multipart/related" in start and "mime-version:" in start
    return (is_page and ("saved by" in start[:300] or "snapshot-content-location" in start)) or (
        is_page and glimpse.suffix in SUFFIXES
    )


def message_of(data: bytes, where: str) -> "Message":
    """Return a file as a message of parts; raise a `UserError` when it is none."""
    import email  # noqa: PLC0415 - few files need it, and much comes with it
    import email.policy  # noqa: PLC0415 - see above

    try:
        # A mark of the byte order, which editors put before it, would end its head.
        return email.message_from_bytes(data.removeprefix(BOM_UTF8), policy=email.policy.compat32)
    except Exception as error:
        raise UserError(
            "The message can’t be read.", where=where, remedy="Save it again."
        ) from error


def parts_of(message: "Message", where: str) -> "list[Message]":
    """Return the parts that hold something; raise a `UserError` when there are too many."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner: Any = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            waiting.extend(reversed(cast("list[Message]", inner)))
        else:
            found.append(part)
        if len(found) + len(waiting) > _MOST_PARTS:
            raise UserError(f"It has more than {_MOST_PARTS:,} parts.", where=where)
    return found


def content(part: "Message") -> bytes:
    """Return what a part holds, decoded as it says."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def header(part: "Message", name: str) -> str:
    """Return a header’s words, decoded; empty where it isn’t there."""
    from email.errors import MessageError  # noqa: PLC0415 - beside its use
    from email.header import decode_header, make_header  # noqa: PLC0415 - beside its use

    try:
        written = str(part.get(name) or "")
        said = str(make_header(decode_header(written)))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError):
        said = str(part.get(name) or "")
    return " ".join(said.split())
