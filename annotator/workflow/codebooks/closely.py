"""How two versions of the codebook differ, told for people: choice by choice, and what moved."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import structs

from annotator.domain.codebook import Code, Codebook
from annotator.workflow.codebook_differences import CodebookDifference, codebook_differences

_LISTS = {"choices": "choice", "steps": "step"}
_NEW, _GONE = "new", "gone"


def close_differences(then: Codebook, now: Codebook) -> list[CodebookDifference]:
    """Return in what a codebook differs from an earlier one: what is told by ids is by names."""
    found: list[CodebookDifference] = []
    for one in codebook_differences(then, now):
        if one.what == "Parent":
            above = _name(then, one.before), _name(now, one.after)
            found.append(structs.replace(one, what="Below", before=above[0], after=above[1]))
        else:
            found += _in_lists(one)
    return [*found, *_moved(then, now)]


def _name(book: Codebook, ident: str) -> str:
    code = book.code(ident)
    return code.name if code is not None else ident


# Choices and steps


def _in_lists(one: CodebookDifference) -> Iterator[CodebookDifference]:
    """Yield a difference, or in place of two lists what became of each thing in them."""
    field, _, part = one.what.rpartition(": ")
    thing = _LISTS.get(part)
    if thing is None or not (one.before and one.after):
        yield one
        return
    was, is_now = _by_id(one.before), _by_id(one.after)
    for ident in dict.fromkeys((*is_now, *was)):
        before, after = was.get(ident), is_now.get(ident)
        if before == after:
            continue
        name = (after or before or "").partition(" | ")[0] or ident
        what = f"{field}: {thing} {name}"
        if before is None or after is None:
            said = _NEW if before is None else _GONE
            yield structs.replace(one, what=what, before="", after=said)
        else:
            yield structs.replace(one, what=what, before=before, after=after)
    if [key for key in was if key in is_now] != [key for key in is_now if key in was]:
        names = (", ".join(_names(each)) for each in (was, is_now))
        what = f"{field}: order of {part}"
        yield structs.replace(one, what=what, before=next(names), after=next(names))


def _by_id(text: str) -> dict[str, str]:
    """Return what lines "id: words" say, by id; those below another one have no other sign."""
    lines = (line.strip().partition(": ") for line in text.splitlines())
    return {ident: words or ident for ident, _, words in lines}


def _names(lines: dict[str, str]) -> Iterator[str]:
    return (words.partition(" | ")[0] for words in lines.values())


# What moved


def _moved(then: Codebook, now: Codebook) -> Iterator[CodebookDifference]:
    """Yield the codes that stand elsewhere among those below the same one; as few as tell all."""
    was = {code.id: code for code in then.codes}
    beside: dict[str, list[Code]] = {}
    for code in now.codes:
        if code.id in was and was[code.id].parent == code.parent:
            beside.setdefault(code.parent, []).append(code)
    for codes in beside.values():
        ids = {code.id for code in codes}
        order = [code for code in then.codes if code.id in ids]
        place = {code.id: n for n, code in enumerate(order)}
        staying = _longest_rise([place[code.id] for code in codes])
        for n, code in enumerate(codes):
            if n not in staying:
                at = place[code.id]
                before, after = _after(order[:at]), _after(codes[:n])
                yield CodebookDifference(code.id, code.name, "Place", before, after)


def _after(codes: Sequence[Code]) -> str:
    return f"after {codes[-1].name}" if codes else "first"


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising part of numbers that are all different."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for n, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1], last[at : at + 1] = [number], [n]
    found: set[int] = set()
    place = last[-1] if last else None
    while place is not None:
        found.add(place)
        place = before[place]
    return found
