"""E-mails (.eml, .mbox): newsletters and what colleagues sent; each mail is one article."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.blocks.html import page_blocks, page_of
from annotator.formats.documents.fragment import pieces_of
from annotator.formats.documents.mhtml import content, header, message_of, parts_of
from annotator.formats.documents.roles import Piece, article_of, with_headline
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, decoded
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.resources import word_list

if TYPE_CHECKING:
    from email.message import Message

SUFFIXES = (".eml", ".mbox")

_LARGEST_MAIL = 64 * 2**20  # bytes, its attachments included
_MOST_MAILS = 100_000
_FROM = b"From "
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):", re.MULTILINE)
_SIGNS = frozenset(("mime-version", "message-id", "received", "return-path"))
_LONGEST_AROUND = 700  # code points
_LAST = 0.6  # of a mail's paragraphs after which what follows such a line is no text either
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LINK_LINE = re.compile(r"^.{0,60}?https?://\S+\s*$|^[-=_*~\s]{3,}$")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of each mail, or why it can't come in."""
    try:
        with path.open("rb") as file:
            is_box = file.read(len(_FROM)) == _FROM
        if not is_box:
            yield from _mail(bounded_bytes(path, _LARGEST_MAIL), path.name, options.encoding)
            return
        for number, data in enumerate(_mails(path), 1):
            where = f"{path.name}, mail {number}"
            if number > _MOST_MAILS:
                yield UserError(f"It has more than {_MOST_MAILS:,} mails.", where=path.name)
                return
            if len(data) > _LARGEST_MAIL:
                yield UserError(f"It is larger than {_LARGEST_MAIL // 2**20} MiB.", where=where)
                continue
            yield from _mail(data, where, options.encoding)
    except UserError as error:
        yield error
    except OSError as error:
        yield UserError(f"The file can't be read: {error.strerror}.", where=path.name)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a mail or a box of them, whatever its name."""
    text = glimpse.text.lstrip("\ufeff")
    if text.startswith("From ") and glimpse.suffix not in {".txt", ".md"}:
        return bool(_HEADER.search(text[:4000]))
    if not _HEADER.match(text):
        return False
    head = _PARAGRAPHS.split(text.replace("\r\n", "\n"), maxsplit=1)[0]
    names = {found[1].lower() for found in _HEADER.finditer(head)}
    return "from" in names and len(names) > 2 and not names.isdisjoint(_SIGNS)


def _mails(path: Path) -> Iterator[bytes]:
    """Yield the mails of a box one after the other; of one that is too large only so much."""
    lines: list[bytes] = []
    size = 0
    blank = True
    with path.open("rb") as file:
        while line := file.readline(2**20):
            if blank and line.startswith(_FROM):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
                continue
            if size <= _LARGEST_MAIL:
                lines.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
            blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _mail(data: bytes, where: str, encoding: str | None) -> Iterator[Found]:
    try:
        message = message_of(data, where)
        title = header(message, "Subject")
        parts = parts_of(message, where)
        pieces, read_as = _text(parts, where, encoding)
        article = article_of(
            with_headline(_with_ends_left_out(pieces), title),
            title=title,
            meta=_meta(message),
            where=where,
        )
    except UserError as error:
        yield error
        return
    yield Incoming(where=where, article=article, encoding=read_as)
    attached = [name for part in parts if (name := _attachment(part))]
    if attached:
        yield Told(where, f"What is attached isn’t read: {', '.join(attached[:5])}.")


def _meta(message: "Message") -> dict[str, str]:
    from email.utils import parseaddr  # noqa: PLC0415 - few files need it, and much comes with it

    name, address = parseaddr(header(message, "From"))
    archived = header(message, "Archived-At").strip("<>")
    return {
        "outlet": name or address,
        "published": iso(header(message, "Date")),
        "language": header(message, "Content-Language").partition("-")[0].lower(),
        "url": archived if archived.startswith(("http://", "https://")) else "",
    }


def _attachment(part: "Message") -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    is_one = part.get_content_disposition() == "attachment"
    return " ".join(name.split())[:80] if is_one else ""


def _text(parts: "list[Message]", where: str, encoding: str | None) -> tuple[list[Piece], str]:
    """Return the paragraphs of a mail: of its page if it has one, else of its plain text."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain: tuple[list[Piece], str] = ([], "")
    for kind in ("text/html", "text/plain"):
        for part in shown:
            data = content(part) if part.get_content_type() == kind else b""
            if not data.strip():
                continue
            if len(data) > LARGEST_ARTICLE:
                raise UserError(
                    f"Its text is larger than {LARGEST_ARTICLE // 2**20} MiB.", where=where
                )
            charset = part.get_content_charset() or ""
            found = (
                _of_page(data, where, encoding, charset)
                if kind == "text/html"
                else _of_plain(data, where, encoding, charset)
            )
            if any(one.text for one in found[0]):
                return found
    return plain


def _of_page(data: bytes, where: str, encoding: str | None, said: str) -> tuple[list[Piece], str]:
    page = page_of(data, where, encoding, said)
    return list(pieces_of(page_blocks(page.root))), page.encoding


def _of_plain(data: bytes, where: str, encoding: str | None, said: str) -> tuple[list[Piece], str]:
    try:
        found = decoded(data, where, encoding or said or None)
    except UserError:
        found = decoded(data, where, encoding)
    text = _SIGNATURE.split(found.text)[0]
    pieces: list[Piece] = []
    for paragraph in _PARAGRAPHS.split(text):
        lines = [line.strip() for line in paragraph.split("\n")]
        kept = [line for line in lines if line and not _LINK_LINE.match(line)]
        heading = len(kept) == 1 and kept[0].isupper() and len(kept[0]) < 100
        role = StretchRole.SUBHEAD if heading else StretchRole.BODY
        pieces.append(Piece(text="\n".join(kept), role=role))
    return [one for one in pieces if one.text], found.encoding


def _with_ends_left_out(pieces: list[Piece]) -> list[Piece]:
    """Propose to leave out what says how to unsubscribe, and what follows it at the end."""
    around = [_is_around(one.text) for one in pieces]
    last = next(
        (n for n, one in enumerate(around) if one and n >= _LAST * len(pieces)), len(pieces)
    )
    return [
        Piece(text=one.text, role=one.role, excluded=around[n] or n >= last)
        for n, one in enumerate(pieces)
    ]


def _is_around(text: str) -> bool:
    if len(text) > _LONGEST_AROUND:
        return False
    plain = " ".join(text.casefold().split())
    return any(form in plain for (form,) in word_list("mail_ends.txt"))
