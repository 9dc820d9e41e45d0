"""What a name in a file of labels can be taken for, in the words that people choose from."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.codebook import Code
from annotator.domain.names import folded
from annotator.formats.labels.names import free_slug, key, person_key
from annotator.formats.taken_labels import NameKind, TakenLabel
from annotator.gui.imports.reader import NamesTaken

LEAVE_OUT = "Leave out"
KINDS = {
    NameKind.CODE: "code",
    NameKind.FIELD: "field",
    NameKind.LINK: "link",
    NameKind.CODER: "coder",
}
_PERSON = person_key("")


def in_order(rows: Sequence[TakenLabel]) -> list[TakenLabel]:
    """Return codes, each with its fields and links behind it, and coders last."""
    codes = [one for one in rows if one.what is NameKind.CODE]
    found: list[TakenLabel] = []
    for code in codes:
        found.append(code)
        found += [one for one in rows if owner(one, codes) is code]
    seen = {(one.name, one.what) for one in found}
    return [*found, *(one for one in rows if (one.name, one.what) not in seen)]


def owner(row: TakenLabel, codes: Iterable[TakenLabel]) -> TakenLabel | None:
    """Return the label of which a field or a link is said: the longest one of these."""
    if row.what not in {NameKind.FIELD, NameKind.LINK}:
        return None
    found = [one for one in codes if row.name.startswith(key(one.name, ""))]
    return max(found, key=lambda one: len(one.name), default=None)


def shown_name(row: TakenLabel, codes: Iterable[TakenLabel]) -> str:
    """Return a name without what the list says around it."""
    if row.what is NameKind.CODER:
        return row.name.removeprefix(_PERSON)
    above = owner(row, codes)
    return row.name if above is None else row.name.removeprefix(key(above.name, ""))


def shown_target(row: TakenLabel, taken: NamesTaken) -> str:
    """Return what a name is taken for; empty where that is nothing."""
    if row.what is NameKind.CODER or not row.target:
        return row.target
    if row.what is NameKind.CODE:
        code = taken.codebook.code(row.target)
        if code is not None:
            return code.name
        made = free_slug(row.name, ())
        return row.name if row.target == made else row.target
    code_id, _, part = row.target.rpartition(".")
    code = taken.codebook.code(code_id)
    known = dict(_parts(code, row.what)) if code is not None else {}
    return known.get(part, part)


def choices(row: TakenLabel, taken: NamesTaken) -> dict[str, str]:
    """Return what a name can be taken for: words, each with its target, the present one first."""
    found: dict[str, str] = {}
    if row.target:
        found[shown_target(row, taken)] = row.target
    if row.what is NameKind.CODER:
        found |= {handle: handle for handle in taken.handles}
        return found
    found[LEAVE_OUT] = ""
    if row.what is NameKind.CODE:
        found |= _unlike(found, ((one.name, one.id) for one in taken.codebook.usable()))
        ids = {one.id for one in taken.codebook.codes}
        if not row.is_new:
            found[f"New code “{row.name}”"] = free_slug(row.name, ids)
        return found
    codes = [one for one in taken.rows if one.what is NameKind.CODE]
    above = owner(row, codes)
    code = taken.codebook.code(above.target) if above is not None else None
    under = above.target if above is not None else row.target.rpartition(".")[0]
    known = list(_parts(code, row.what)) if code is not None else []
    found |= _unlike(found, ((name, key(under, part)) for part, name in known))
    if not row.is_new:
        name = shown_name(row, codes)
        free = free_slug(name, {part for part, _ in known})
        found[f"New {KINDS[row.what]} “{name}”"] = key(under, free)
    return found


def target_of(text: str, row: TakenLabel, taken: NamesTaken) -> str:
    """Return the target that somebody chose or typed; a name that is none yet becomes new."""
    said = " ".join(text.split())
    wanted = folded(said)
    for label, target in choices(row, taken).items():
        if folded(label) == wanted or (target and folded(target) == wanted):
            return target
    if row.what is NameKind.CODER or not said:
        return said
    if row.what is NameKind.CODE:
        return free_slug(said, {one.id for one in taken.codebook.codes})
    above = owner(row, (one for one in taken.rows if one.what is NameKind.CODE))
    return key(above.target if above is not None else "", free_slug(said, ()))


def _parts(code: Code, what: NameKind) -> Iterator[tuple[str, str]]:
    """Yield the ids and names of a code's fields, or of its links."""
    if what is NameKind.FIELD:
        yield from ((one.id, one.name) for one in code.fields)
    else:
        yield from ((one.type, one.name) for one in code.links)


def _unlike(taken: dict[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return choices by words that differ: of two of one name, the second has its id behind it."""
    found: dict[str, str] = {}
    for label, target in pairs:
        same = taken.get(label) == target
        free = label not in found and (label not in taken or same)
        found[label if free else f"{label} ({target})"] = target
    return found
