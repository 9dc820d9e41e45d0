"""A first look into a foreign file, from which formats tell whether it is theirs."""

import re
import zipfile
from functools import cached_property
from pathlib import Path

from annotator.formats.files.zips import BROKEN

_HEAD = 64 * 1024  # bytes
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_RUNS = re.compile(r"\s+")


class Glimpse:
    """What the beginning of a file shows; each look is taken once, and nothing of it fails.

    Files of a wrong ending, of none and damaged ones are looked at alike: what can't be seen is
    empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.suffix = path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        try:
            with self.path.open("rb") as file:
                return file.read(_HEAD)
        except OSError:  # reading it all will say why
            return b""

    @cached_property
    def text(self) -> str:
        """The head as text, as far as can be guessed from its first bytes; markup included.

        Lines of the old Macintosh, which end in CR alone, end in LF.
        """
        text = self._decoded()
        return text if "\n" in text else text.replace("\r", "\n")

    def _decoded(self) -> str:
        data = self.head.removeprefix(b"\xef\xbb\xbf")
        if data.startswith(_UTF16):
            return data.decode("utf-16", "replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            cut = len(data) - error.start < 4
            return data[: error.start].decode("utf-8") if cut else data.decode("cp1252", "replace")

    @cached_property
    def squeezed(self) -> str:
        """The head as text, in lower case and each white space as one blank."""
        return _RUNS.sub(" ", self.text.lower())

    @cached_property
    def is_zip(self) -> bool:
        """Whether it is a ZIP file by its first bytes."""
        return self.head.startswith(b"PK\x03\x04")

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of a ZIP file's parts."""
        if not self.is_zip:
            return frozenset()
        try:
            with zipfile.ZipFile(self.path) as opened:
                return frozenset(opened.namelist())
        except BROKEN:
            return frozenset()

    @cached_property
    def is_docx(self) -> bool:
        """Whether it is a document of Word's newer kind."""
        return "word/document.xml" in self.members

    @cached_property
    def is_rtf(self) -> bool:
        """Whether it is rich text."""
        return self.head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")

    @cached_property
    def is_html(self) -> bool:
        """Whether it looks like a web page."""
        start = self.squeezed[:2000]
        return any(mark in start for mark in ("<!doctype html", "<html", "<head>", "<body"))

    @cached_property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite database."""
        return self.head.startswith(b"SQLite format 3\x00")
