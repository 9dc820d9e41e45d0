"""Names as they sound, about: the same key for Zelensky, Zelenskyy and Зеленський.

Names from other scripts are written in many ways. A key leaves out what these differ in. It finds
what may be the same, and proves nothing.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґўјћђ", "abvgdeziiklmnoprstufyeiiegujcd", strict=True))
    | {"ё": "e", "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh"}
    | {"ъ": "", "ь": "", "ю": "yu", "я": "ya", "љ": "l", "њ": "n", "џ": "j"}
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "e", "œ": "e", "ı": "i"}
    | dict.fromkeys("’'‘ʼʻ`´", "")
)
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"([aou])e(?=[^aeiouy]|$)", r"\1"),  # ä, ö, ü are written with an e, or without one
        (r"tch|tsch|tsh", "ch"),
        (r"sch|sh", "s"),
        (r"zh|ž", "s"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"tz|ts", "s"),
        (r"w", "v"),
        (r"ch", "C"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"[zs]+", "s"),
        (r"(?:ov|ev)f?$|(?:off|eff)$", "ov"),
        (r"ou", "u"),
        (r"[yj]", "i"),
        (r"(?<=.)i(?=[aeou])|^i(?=e)|(?<=.)e(?=i)", ""),
        (r"(?<=in)e$", ""),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=65_536)
def spelling_key(word: str) -> str:
    """Return what is left of a word of a name without what spellings differ in; empty for none."""
    composed = unicodedata.normalize("NFC", word.casefold())
    plain = unicodedata.normalize("NFKD", composed.translate(_CYRILLIC).translate(_LETTERS))
    key = "".join(c for c in plain if c.isalnum())
    for pattern, instead in _SOUNDS:
        key = pattern.sub(instead, key)
    return key


@lru_cache(maxsize=65_536)
def skeleton(key: str) -> str:
    """Return a key without vowels after its first letter: "Aleksandr", "Alexander"."""
    return key[:1] + "".join(c for c in key[1:] if c not in _VOWELS)
