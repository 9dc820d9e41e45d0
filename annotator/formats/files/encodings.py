"""Reads foreign text: how large it may be, in which encoding it is written, and what is no text."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError

LARGEST = 256 * 2**20
"""How many bytes a file may have."""
LARGEST_ARTICLE = 8 * 2**20
"""How many bytes a file may have that is one article; the longest has four for each character."""

_SAMPLE = 16 * 1024  # bytes; more tells no more and takes longer
_CHUNK = 1024 * 1024  # bytes
_MOST_CONTROLS = 0.1  # of a text; UTF-16 without a mark has about a half, as zeros
_ALLOWED_CONTROLS = 3  # in any text, however short
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LARGER = {
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    "iso-8859-9": "cp1254",
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j"), "cp932"),
    "x-euc-jp": "euc_jp",
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "big5": "big5hkscs",
}
"""What pages call their encoding is the smaller of a family; they are written in the larger."""
_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "shift_jis", "euc_jp", "gb18030", "big5", "cp949"),
]
_LATIN_LETTERS = "äöüßéèàâêîôûçñáíóúãõåøæëïœžšÄÖÜÉÀÇÑÁÍÓÚÅØÆ"
_TYPOGRAPHY = "‘’“”„‚‹›«»–—…€£§°·•™©®½¿¡ºª\u00a0"
_WESTERN = frozenset((_LATIN_LETTERS + _TYPOGRAPHY).encode("cp1252"))
_CLEARLY_WESTERN = 0.9  # of the bytes beyond ASCII
_MOST_HIGH = 0.3  # of all bytes: Western texts are mostly ASCII


def bounded_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what a file holds; raise a `UserError` when it is too large or can't be read."""
    try:
        if path.stat().st_size > largest:
            message = f"The file is larger than {largest // 2**20} MiB."
            raise UserError(message, where=path.name, remedy="Split it into smaller files.")
        return path.read_bytes()
    except OSError as error:
        message = f"The file can't be read: {error.strerror}."
        raise UserError(message, where=path.name) from None


class Decoded(msgspec.Struct, frozen=True):
    """A text, with LF line ends and without BOM, and the encoding that it was read in."""

    text: str
    encoding: str


def decoded(data: bytes, where: str, encoding: str | None = None) -> Decoded:
    """Return the text that the bytes hold, in a given encoding or in the detected one.

    Raise a `UserError` when there is none or it can't be read so.
    """
    name = detected(data, where, encoding)
    text = normalised(data.decode(name))
    if not text.strip():
        raise UserError("The file is empty.", where=where)
    return Decoded(text, name)


def detected(data: bytes, where: str, encoding: str | None = None) -> str:
    """Return the name of an encoding in which all of the bytes can be read.

    Unicode is proven, by its mark or by strict reading; only other texts are guessed at.
    """
    _refuse_signature(data, where)
    if encoding:
        return _given(data, where, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _given(data, where, name)
    if b"\0" in data[:_SAMPLE]:
        for name in ("utf-16-le", "utf-16-be"):
            if _is_unmarked_utf16(data, name):
                return name
    if _controls(data) > max(_ALLOWED_CONTROLS, _MOST_CONTROLS * min(len(data), _SAMPLE)):
        raise _no_text(where, "The file is no text")
    return "utf-8" if reads(data, "utf-8") else _guessed(data, where)


def reads(data: bytes, encoding: str) -> bool:
    """Return whether all of the bytes can be read in an encoding, without keeping the text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _refuse_signature(data: bytes, where: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _no_text(where, f"The file is {kind}, not plain text")


def _no_text(where: str, message: str) -> UserError:
    remedy = "Save the article as plain text (UTF-8) and import that."
    return UserError(f"{message}.", where=where, remedy=remedy)


def named_by_page(name: str) -> str:
    """Return the encoding that pages mean by a name; "" where there is none of that name."""
    try:
        info = codecs.lookup(_LARGER.get(name.lower(), name))
    except (LookupError, ValueError):
        return ""
    return info.name if _is_of_text(info) else ""


def _is_of_text(info: codecs.CodecInfo) -> bool:
    """Tell whether it is no conversion of bytes to bytes (hex, zip), as Python has codecs of."""
    return info._is_text_encoding  # pyright: ignore[reportPrivateUsage] - no public name


def _given(data: bytes, where: str, encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise _unknown(where, encoding) from None
    if not _is_of_text(info):
        raise _unknown(where, encoding)
    if not reads(data, info.name):
        message = f"The file can't be read as {encoding}."
        raise UserError(message, where=where, remedy="Choose another encoding.")
    return info.name


def _unknown(where: str, encoding: str) -> UserError:
    remedy = "Use a name such as utf-8, windows-1252 or utf-16."
    return UserError(f"There is no encoding “{encoding}”.", where=where, remedy=remedy)


def _controls(data: bytes) -> int:
    head = data[:_SAMPLE]
    return len(head) - len(head.translate(None, _CONTROLS))


def _is_unmarked_utf16(data: bytes, name: str) -> bool:
    """Tell whether the zeros stand where ASCII characters have them in UTF-16."""
    high, low = (data[1:_SAMPLE:2], data[:_SAMPLE:2])
    if name.endswith("be"):
        high, low = low, high
    zeros = high.count(0)
    mostly = zeros * 2 > len(high) and low.count(0) * 10 < zeros
    return mostly and len(data) % 2 == 0 and reads(data, name)


def _guessed(data: bytes, where: str) -> str:
    sample = b"\n".join(_telling_lines(data))
    for name in _likely(sample):
        if reads(data, name):
            return name
    message = "The file's encoding can't be told."
    remedy = "Say which it is (--encoding), or save the file as UTF-8."
    raise UserError(message, where=where, remedy=remedy)


def _telling_lines(data: bytes) -> Iterator[bytes]:
    """Yield lines that are not plain ASCII, up to the size of a sample."""
    size = 0
    for line in data.splitlines():
        if not line.isascii():
            yield line[:_SAMPLE]
            size += len(line)
        if size > _SAMPLE:
            return


def _likely(sample: bytes) -> Iterator[str]:
    if _is_western(sample):
        yield "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few files need it, and it is slow

    for match in from_bytes(sample, cp_isolation=_CANDIDATES, steps=3, enable_fallback=False):
        yield match.encoding


def _is_western(sample: bytes) -> bool:
    """Tell whether the bytes beyond ASCII are few and mean letters and marks of the West.

    The general guess confuses Western and Central European pages when a text is short.
    """
    high = [byte for byte in sample if byte > 0x7F]
    western = sum(byte in _WESTERN for byte in high)
    return western >= _CLEARLY_WESTERN * len(high) and len(high) <= _MOST_HIGH * len(sample)
