"""Quotes as scripts get them: an object for each text, with offsets in code points."""

from collections.abc import Callable, Iterable
from typing import Any

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import Quote

_DIGITS = 3  # of a score


def told(
    ident: str,
    quotes: Iterable[tuple[str, Quote]],
    given_at: Callable[[int], int] | None = None,
) -> dict[str, Any]:
    """Return what was found in a text, each quote with its code (id; empty without a project).

    `given_at` says where its places stand in another text.
    """
    at = given_at or _same
    return {"id": ident, "quotes": [_quote(code, one, at) for code, one in quotes]}


def _quote(code: str, quote: Quote, at: Callable[[int], int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "start": at(quote.start),
        "end": at(quote.end),
        "type": quote.type.value,
        "cue": _range(quote.cue, at),
        "source": _range(quote.source, at),
        "score": round(quote.score, _DIGITS),
        "why": list(quote.why),
        "rule": quote.rule,
    }
    if quote.group:
        found |= {"group": quote.group, "part": quote.part}
    if quote.name:
        found["name"] = quote.name
    if code:
        found["code"] = code
    return found


def _range(found: Range | None, at: Callable[[int], int]) -> list[int] | None:
    return None if found is None else [at(found[0]), at(found[1])]


def _same(place: int) -> int:
    return place
