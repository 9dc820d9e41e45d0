"""Opens an archive's file, whatever its name ends in: Word, rich text, a web page or plain text."""

from pathlib import Path

import msgspec

from annotator.formats.archives import markup
from annotator.formats.archives.lines import ArchiveLine, is_wrapped, lines_of
from annotator.formats.blocks.block import Blocks
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.incoming import ReadOptions

SUFFIXES = (".docx", ".doc", ".rtf", ".html", ".htm", ".txt", ".md")
_BOM = b"\xef\xbb\xbf"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file as blocks; `wrapped` says that its lines were broken at a width."""

    blocks: Blocks
    wrapped: bool = False

    @property
    def lines(self) -> list[ArchiveLine]:
        """The lines that are not blank."""
        return lines_of(self.blocks.blocks, wrapped=self.wrapped)


def opened(path: Path, options: ReadOptions) -> Source:
    """Return a file's blocks by what it holds; raise a `UserError` when it can't be read."""
    return opened_bytes(bounded_bytes(path), path.name, options.encoding)


def opened_bytes(data: bytes, where: str, encoding: str | None = None) -> Source:
    """Return the blocks of a file's bytes, as `opened` does."""
    from annotator.formats.blocks import docx, plain, rtf  # noqa: PLC0415 - only what is needed

    start = data[:2048].removeprefix(_BOM).lstrip()
    if start.startswith(b"PK\x03\x04"):
        return Source(blocks=docx.read(data, where))
    if start.startswith(b"{\\rtf"):
        return Source(blocks=rtf.read(data, where))
    if any(mark in start.lower() for mark in _HTML) or b"<\0" in start[:40]:
        return Source(blocks=markup.read(data, where, encoding))
    blocks = plain.read(data, where, encoding)
    return Source(blocks=blocks, wrapped=is_wrapped(blocks.blocks))
