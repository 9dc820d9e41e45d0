"""Codes that files of labels add to the codebook, on each article that needs them.

What one article brings, those after it use: but it may be left out, or its file be read anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, Field
from annotator.formats.folders import SourceFile

if TYPE_CHECKING:
    from annotator.workflow.importing.batch import ImportItem


def carrying(items: "Iterable[ImportItem]") -> "Iterator[ImportItem]":
    """Yield the items, each with the codes of its annotations as far as any item brings them.

    Of a code that several bring, each has what those before it say of it, too.
    """
    known: dict[str, Code] = {}
    for item in items:
        records = item.incoming.records
        own = [one for one in records if isinstance(one, Code)]
        for code in own:
            known[code.id] = _both(known.get(code.id), code)
        used = [one.code for one in records if isinstance(one, Annotation)]
        needed = _with_related([*(one.id for one in own), *used], known)
        if needed == {one.id: one for one in own}:
            yield item
            continue
        rest = [one for one in records if not isinstance(one, Code)]
        incoming = structs.replace(item.incoming, records=(*needed.values(), *rest))
        yield structs.replace(item, incoming=incoming)


def codes_in(items: "Iterable[ImportItem]", without: Sequence[SourceFile] = ()) -> Codebook:
    """Return the codes that items bring, those of some files left out."""
    known: dict[str, Code] = {}
    for item in items:
        if item.file not in without:
            for one in item.incoming.records:
                if isinstance(one, Code):
                    known[one.id] = _both(known.get(one.id), one)
    return Codebook(codes=tuple(known.values()))


def _with_related(ids: Iterable[str], known: dict[str, Code]) -> dict[str, Code]:
    """Return the codes with these ids that are known, and those which these name."""
    found: dict[str, Code] = {}
    waiting = list(ids)[::-1]
    while waiting:
        code = known.get(waiting.pop())
        if code is not None and code.id not in found:
            found[code.id] = code
            waiting += [code.parent, *(end for rule in code.links for end in rule.ends)]
    return found


def _both(earlier: Code | None, later: Code) -> Code:
    """Return a code with all that two files say of it; the later one counts where they differ."""
    if earlier is None or earlier == later:
        return later
    fields = {one.id: one for one in earlier.fields}
    fields |= {one.id: _with_choices(fields.get(one.id), one) for one in later.fields}
    links = {one.type: one for one in earlier.links} | {one.type: one for one in later.links}
    return structs.replace(later, fields=tuple(fields.values()), links=tuple(links.values()))


def _with_choices(earlier: Field | None, later: Field) -> Field:
    if earlier is None or earlier.type is not later.type:
        return later
    choices: dict[str, Choice] = {one.id: one for one in earlier.choices}
    choices |= {one.id: one for one in later.choices}
    return structs.replace(later, choices=tuple(choices.values()))
