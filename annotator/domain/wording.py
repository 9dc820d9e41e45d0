"""What every sentence is made of: a number with what it counts, and a text cut to a length."""

from collections.abc import Sequence

_MARKS = "“”„‟‘’‚«»‹›「」『』\"'"
_SURE_MARKS = frozenset(_MARKS) - frozenset("’'")
"""Those that are no apostrophes, too."""
_MOST = 60  # characters of an excerpt, unless somebody asks for another length


def noun(count: int, thing: str, things: str = "") -> str:
    """Return the word for so many of a thing: "article" for one, otherwise "articles".

    `things` is the plural, where it is not the word with an s.
    """
    return thing if count == 1 else things or f"{thing}s"


def counted(count: int, thing: str, things: str = "") -> str:
    """Return a number with the thing it counts: "1 article", "2,000 articles"."""
    return f"{count:,} {noun(count, thing, things)}"


def percent(share: float) -> str:
    """Return a share in whole per cent, as people read it: "85 %"."""
    return f"{100 * share:.0f} %"


def enumerated(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "ana", "ana and ben", "ana, ben and cid"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def cut(text: str, most: int) -> str:
    """Return a text with an ellipsis as its last character where it is longer than `most`."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def shortened(text: str, most: int = _MOST) -> str:
    """Return a text on one line, cut with an ellipsis where it is long."""
    return cut(" ".join(text.split()), most)


def quoted(text: str, most: int = _MOST) -> str:
    """Return a text shortened and between quotation marks, in place of its own.

    A mark that belongs to one within the text stays: the team "fake".
    """
    whole = text.strip()
    inside = whole.strip(_MARKS) or text
    at_both_ends = whole[:1] in _MARKS and whole[-1:] in _MARKS
    is_own = at_both_ends or _SURE_MARKS.isdisjoint(inside)
    return f"“{shortened(inside if is_own else whole, most)}”"
