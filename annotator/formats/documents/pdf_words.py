"""Reads the words of a PDF's pages with their places, through pypdfium2."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import msgspec

from annotator.domain.errors import UserError

MOST_PAGES = 5_000
_MOST_CHARACTERS = 200_000
"""Of one page."""
_GAP = 0.25  # of the letters' size, that parts two words between which no blank stands
_OTHER_LINE = 0.4  # of the letters' size
_SOFT = "\u00ad"
_HYPHENS = frozenset(("\x02", "\ufffe", _SOFT))
_LOCK = Lock()
"""PDFium may be in one thread at a time only."""


class Word(msgspec.Struct, gc=False):
    """A word on a page: its box in points, `base` being the line that it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float


class PdfPage(msgspec.Struct, frozen=True):
    """A page's words as they come in the file, and its size in points."""

    words: list[Word]
    width: float
    height: float


class Pdf(msgspec.Struct, frozen=True):
    """What was read of a PDF."""

    pages: list[PdfPage]
    title: str
    author: str


def words_of(data: bytes, where: str) -> Pdf:
    """Return the words of all pages; raise a `UserError` when there are none or they are locked."""
    with _LOCK, _opened(data, where) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise UserError(f"It has more than {MOST_PAGES:,} pages.", where=where)
        try:
            said: dict[str, str] = document.get_metadata_dict()
            pages = [_page(document, number) for number in range(count)]
        except Exception as error:
            message = f"The PDF can’t be read: {type(error).__name__}."
            raise UserError(message, where=where, remedy="Save it as a PDF again.") from error
    return Pdf(
        pages, " ".join(said.get("Title", "").split()), " ".join(said.get("Author", "").split())
    )


@contextmanager
def _opened(data: bytes, where: str) -> Generator[Any]:
    import pypdfium2  # noqa: PLC0415 - slow, and few files need it

    untyped: Any = pypdfium2
    try:
        document = untyped.PdfDocument(data)
    except Exception as error:
        if "password" in str(error).lower():
            message = "The PDF is locked with a password."
            remedy = "Save it without the password in the program that shows it."
            raise UserError(message, where=where, remedy=remedy) from None
        message = "The file is no PDF, or a damaged one."
        raise UserError(message, where=where, remedy="Get it again.") from error
    try:
        yield document
    finally:
        document.close()


def _page(document: Any, number: int) -> PdfPage:
    page = document[number]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            return PdfPage(list(_words(text)), width, height)
        finally:
            text.close()
    finally:
        page.close()


def _words(text: Any) -> Iterator[Word]:
    """Yield words: what stands between blanks, or apart, or on another line."""
    word: Word | None = None
    for letter in _letters(text):
        if letter is None:
            if word is not None:
                yield word
            word = None
        elif letter.text in _HYPHENS:
            # A hyphen at a line’s end; its box may be missing.
            if word is not None:
                word.text += _SOFT
                word.right = max(word.right, letter.right)
        elif word is None or _is_apart(word, letter):
            if word is not None:
                yield word
            word = letter
        else:
            word.text += letter.text
            word.left, word.right = min(word.left, letter.left), max(word.right, letter.right)
    if word is not None:
        yield word


def _is_apart(word: Word, letter: Word) -> bool:
    size = letter.size
    return (
        abs(letter.base - word.base) > _OTHER_LINE * size
        or letter.left - word.right > _GAP * size
        or letter.right < word.left - size
    )


def _letters(text: Any) -> Iterator[Word | None]:
    """Yield a page's characters, None for white space."""
    import ctypes  # noqa: PLC0415 - see above

    import pypdfium2.raw as untyped  # noqa: PLC0415 - see above

    raw: Any = untyped
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    high = 0
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        character = chr(code) if code else " "
        if character.isspace():
            yield None
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        # Some files scale letters of size 1.
        large = size if size >= 2 else max(size, top.value - bottom.value)
        yield Word(character, left.value, right.value, y.value, large)
