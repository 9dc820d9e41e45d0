"""Reads text of which a few bytes are damaged, and says where they are."""

import re

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.files.encodings import detected
from annotator.formats.incoming import Told

_ESCAPED = re.compile("[\udc80-\udcff]")
_REPLACED = "\ufffd"
_SOUND = 3  # letters beyond ASCII that are sound, for each byte that is not
_MOST = 0.01  # of all bytes, in an encoding that the user has named
_NAMED = 3


class Readable(msgspec.Struct, frozen=True):
    """How bytes are read: in which encoding, with what for those that are none of it.

    `damaged` has the lines (from 1) with bytes that can't be read, one for each such byte.
    """

    encoding: str
    errors: str = "strict"
    damaged: tuple[int, ...] = ()

    def told(self, where: str) -> Told | None:
        """Return what is to be said of the damage, if there is some."""
        if not self.damaged:
            return None
        lines = list(dict.fromkeys(self.damaged))
        named = [str(n) for n in lines[:_NAMED]]
        more = [f"{len(lines) - _NAMED:,} more"] if len(lines) > _NAMED else []
        place = f"{noun(len(lines), 'line')} {enumerated([*named, *more])}"
        them, are = noun(len(self.damaged), "it", "them"), noun(len(self.damaged), "is", "are")
        message = (
            f"{counted(len(self.damaged), 'byte')} that {are} not {self.encoding.upper()} came in"
            f" as “{_REPLACED}”. If the file is in another encoding, read it so (--encoding),"
            f" or mend {them} in the file."
        )
        return Told(f"{where}, {place}", message)


def readable(data: bytes, where: str, encoding: str | None = None) -> Readable:
    """Return how bytes can be read, all but a few of them; raise a `UserError` when they can't."""
    if encoding is None:
        mended = _nearly_utf8(data)
        return mended or Readable(detected(data, where))
    try:
        return Readable(detected(data, where, encoding))
    except UserError:
        mended = _nearly(data, encoding)
        if mended is None:
            raise
        return mended


def _nearly_utf8(data: bytes) -> Readable | None:
    """Tell UTF-8 by its many sound letters, in spite of a few bytes that are none."""
    if b"\0" in data[:1024] or data[:4] == b"%PDF" or data.isascii():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        bad = len(_ESCAPED.findall(text))
        beyond = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", text)) - bad
        if beyond < _SOUND * bad:
            return None
        return Readable("utf-8", "replace", _lines(text, _ESCAPED))
    return None


def _nearly(data: bytes, encoding: str) -> Readable | None:
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    bad = text.count(_REPLACED)
    if not bad or bad > max(1, _MOST * len(data)):
        return None
    return Readable(encoding, "replace", _lines(text, re.compile(_REPLACED)))


def _lines(text: str, wanted: re.Pattern[str]) -> tuple[int, ...]:
    found: list[int] = []
    line, at = 1, 0
    for one in wanted.finditer(text):
        line += text.count("\n", at, one.start())
        at = one.start()
        found.append(line)
    return tuple(found)
