"""Adding codes of another codebook to the project's, and what of them comes in."""

from collections.abc import Collection, Iterable

import msgspec
from msgspec import structs

from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.state import codebook_of
from annotator.domain.wording import counted


class Addition(msgspec.Struct, frozen=True):
    """What adding codes to a codebook comes to.

    `added` are they as they come in; `there` are known by their ids already, and stay as they are
    in the project; `keyless` lose a key that another code has.
    """

    added: tuple[Code, ...]
    there: tuple[Code, ...]
    keyless: tuple[Code, ...]


def addition(book: Codebook, codes: Iterable[Code]) -> Addition:
    """Return what comes of adding codes to a codebook, at its end."""
    known = {code.id for code in book.codes}
    keys = {one.key.casefold() for one in book.codes if one.key and one.state is CodeState.ACTIVE}
    place = max((code.position for code in book.codes), default=-1) + 1
    added: list[Code] = []
    there: list[Code] = []
    keyless: list[Code] = []
    for code in codes:
        if code.id in known:
            there.append(code)
            continue
        taken = code.key.casefold() in keys if code.key else False
        if taken:
            keyless.append(code)
        key = "" if taken else code.key
        parent = code.parent if code.parent in known else ""
        added.append(structs.replace(code, key=key, parent=parent, position=place + len(added)))
        known.add(code.id)
        keys |= {key.casefold()} if key else set()
    return Addition(tuple(added), tuple(there), tuple(keyless))


def with_headings(book: Codebook, chosen: Collection[str]) -> tuple[Code, ...]:
    """Return the chosen codes of a codebook and those that they stand below, in its order."""
    wanted: set[str] = set()
    for ident in chosen:
        code = book.code(ident)
        while code is not None and code.id not in wanted:
            wanted.add(code.id)
            code = book.code(code.parent)
    found = {code.id: code for code in book.codes if code.id in wanted}
    ordered: dict[str, Code] = {}
    for code in found.values():
        above: list[Code] = []
        one: Code | None = code
        while one is not None and one.id not in ordered and one not in above:
            above.append(one)
            one = found.get(one.parent)
        ordered.update({each.id: each for each in reversed(above)})
    return tuple(ordered.values())


class AddCodes(msgspec.Struct, frozen=True):
    """Add codes at the codebook's end; those that the project has already stay as they are."""

    codes: tuple[Code, ...]

    def plan(self, draft: Draft) -> str:
        """Put the new ones; refused when there is none among them."""
        found = addition(codebook_of(draft), self.codes)
        if not found.added:
            raise UserError("The project has all of these codes already.")
        for code in found.added:
            draft.put(code)
        count = sum(not code.group for code in found.added)
        return f"{counted(count or len(found.added), 'code')} added"
