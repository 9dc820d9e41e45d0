"""Moving codes among each other step by step, as keys and drops ask for."""

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.codebook import MoveCode


def siblings(book: Codebook, code: Code) -> list[Code]:
    """Return the codes that stand below the same one, in their order."""
    return [one for one in book.codes if one.parent == code.parent]


def step(book: Codebook, code_id: str, by: int) -> MoveCode | None:
    """Return the edit that moves a code one place up (-1) or down (1); None at the end."""
    code = book.code(code_id)
    if code is None:
        return None
    beside = siblings(book, code)
    place = beside.index(code)
    if not 0 <= place + by < len(beside):
        return None
    following = beside[place + by : place + by + 1] if by < 0 else beside[place + 2 : place + 3]
    return MoveCode(code.id, code.parent, following[0].id if following else "")


def inwards(book: Codebook, code_id: str) -> MoveCode | None:
    """Return the edit that puts a code below the one before it; None where there is none."""
    code = book.code(code_id)
    if code is None:
        return None
    beside = siblings(book, code)
    place = beside.index(code)
    return MoveCode(code.id, beside[place - 1].id) if place else None


def outwards(book: Codebook, code_id: str) -> MoveCode | None:
    """Return the edit that puts a code behind the one that it stands below."""
    code = book.code(code_id)
    above = book.code(code.parent) if code is not None else None
    if code is None or above is None:
        return None
    beside = siblings(book, above)
    after = beside[beside.index(above) + 1 :][:1]
    return MoveCode(code.id, above.parent, after[0].id if after else "")
