"""The text that Qt is given to show: as long as the article, but nothing Qt drops or merges."""

from re import Match
from re import compile as pattern

_TROUBLE = pattern("\r\n|[\r\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_BEFORE_LINE_FEED = "\u034f"
"""Stands for the CR of CR LF: no width, and it joins the letter before it, so that the caret
has one place to stand at the end of such a line."""
_UNSHOWN = "\ufffd"
_NO_WIDTH = "\u200b"


def display_text(text: str) -> str:
    """Return the text for Qt's document: every position in UTF-16 units is the same as in `text`.

    Qt merges CR LF, takes U+FDD0 and U+FDD1 for paragraph ends and U+FFFC for
    an embedded object, drops lone surrogates and a leading U+FEFF, and swaps the bytes of
    a text that starts with U+FFFE.
    """
    shown = _TROUBLE.sub(_stand_in, text) if _has_trouble(text) else text
    first = shown[:1]
    if first == "\ufeff":
        return _NO_WIDTH + shown[1:]
    return _UNSHOWN + shown[1:] if first == "\ufffe" else shown


def _has_trouble(text: str) -> bool:
    """Whether the text needs the slow way; most don't, and looking is ten times faster."""
    if text.isascii():
        return "\r" in text
    if any(character in text for character in "\r\ufdd0\ufdd1\ufffc"):
        return True
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return True
    return False


def _stand_in(match: Match[str]) -> str:
    found = match.group()
    if found == "\r\n":
        return _BEFORE_LINE_FEED + "\n"
    return "\n" if found == "\r" else _UNSHOWN
