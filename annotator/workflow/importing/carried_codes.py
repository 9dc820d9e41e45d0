"""Codes that files of labels add to the codebook, on each article that needs them.

What one article brings, those after it use: but it may be left out, or its file be read anew.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, Field
from annotator.formats.incoming import Incoming


def carrying(articles: Iterable[Incoming]) -> Iterator[Incoming]:
    """Yield the articles, each with the codes of its annotations as far as any of them brings them.

    Of a code that several bring, each has what those before it say of it, too.
    """
    known: dict[str, Code] = {}
    for article in articles:
        records = article.records
        own = [one for one in records if isinstance(one, Code)]
        for code in own:
            known[code.id] = _both(known.get(code.id), code)
        used = [one.code for one in records if isinstance(one, Annotation)]
        needed = _with_related([*(one.id for one in own), *used], known)
        if needed == {one.id: one for one in own}:
            yield article
            continue
        rest = [one for one in records if not isinstance(one, Code)]
        yield structs.replace(article, records=(*needed.values(), *rest))


def codes_in(articles: Iterable[Incoming]) -> Codebook:
    """Return the codes that articles bring."""
    known: dict[str, Code] = {}
    for article in articles:
        for one in article.records:
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
