"""How many words a text has, in any script."""

import re

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_JOINING = "'’\\-"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[{_JOINING}][^\W{_UNSPACED}]+)*")
_WESTERN = "cp1252"
"""An encoding in which most texts of western languages are: each letter, and quotes, is a byte."""


def word_count(text: str) -> int:
    """Count the words of a text.

    A word is letters and digits in a row, with apostrophes and hyphens between them; of writing
    without blanks between words (Chinese, Japanese, Thai, …) each character counts.
    """
    if text.isascii():
        return _western_words(text.encode("ascii"))
    try:
        return _western_words(text.encode(_WESTERN))
    except UnicodeEncodeError:
        return len(_WORD.findall(text))


def _western_words(text: bytes) -> int:
    """Count where words begin, which takes a tenth of the time of finding them."""
    kinds = b" " + text.translate(_KINDS)
    return kinds.count(b" a") + kinds.count(b" 'a") + kinds.count(b"''a")


def _kind(letter: str) -> bytes:
    if re.fullmatch(rf"[{_JOINING}]", letter):
        return b"'"
    return b"a" if _WORD.fullmatch(letter) else b" "


_KINDS = b"".join(_kind(bytes([one]).decode(_WESTERN, "replace")) for one in range(256))
"""Of each byte whether it is of a word (a), joins two parts of one, or is between words."""
