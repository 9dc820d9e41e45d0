"""Which names are the same to people, and which characters of a text nobody sees.

Look-alikes of different scripts (a Cyrillic а, a Latin a) are different names here.
"""

import unicodedata
from functools import lru_cache

_HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_IGNORABLE = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
"""Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties): drawn as nothing."""
_MOST_KNOWN = 4096  # characters that are remembered
_SELECTORS = range(0xFE00, 0xFE10)
"""Variation selectors: they choose how an emoji is drawn, and hide nothing."""


@lru_cache(1024)
def folded(name: str) -> str:
    """Return what is the same for two names that look the same, whatever their case.

    Canonical caseless matching (Unicode 3.13) without what is drawn as nothing, spaces collapsed.
    """
    spaced = " ".join(name.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced.casefold()
    seen = "".join(c for c in spaced if not _is_nothing(c))
    for _ in range(2):  # what folding decomposes may fold once more
        seen = unicodedata.normalize("NFC", unicodedata.normalize("NFD", seen).casefold())
    return " ".join("".join(c for c in seen if not _is_nothing(c)).split())


def searchable(text: str) -> str:
    """Return a text as a search compares it: without case and accents."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(4096)
def is_hidden(character: str) -> bool:
    """Tell whether a character commands or deceives whoever looks at it, or isn't seen at all.

    Controls and escapes, marks that turn the direction, zero-width characters, line separators
    and halves of characters.
    """
    if unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return True
    return _is_nothing(character) and ord(character) not in _SELECTORS


def has_hidden(text: str) -> bool:
    """Tell whether a text has such characters."""
    return any(map(is_hidden, set(text)))


def escaped(text: str) -> str:
    r"""Return a text in which what is hidden is written out (\x1b, \u202e); line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_ESCAPES)


@lru_cache(4096)
def _is_nothing(character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) in ("Cc", "Cf"):
        return True
    return code > 0xAC and any(first <= code <= last for first, last in _IGNORABLE)


class _Escapes(dict[int, str]):
    """What is put for a character, looked up once for each that occurs; line ends stay."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        hidden = character != "\n" and is_hidden(character)
        shown = _written_out(code) if hidden else character
        if len(self) < _MOST_KNOWN:
            self[code] = shown
        return shown


_ESCAPES = _Escapes()


def _written_out(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
