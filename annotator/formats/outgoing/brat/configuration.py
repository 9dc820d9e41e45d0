"""The configuration of a brat folder: which labels there are, in which colours."""

import re
from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, Field, Scope
from annotator.formats.outgoing.answer_names import AnswerNames

YES, NO = "yes", "no"
_DARK = 140  # of 255, the brightness under which words in a box are white
_DEFAULTS = (
    "SPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken",
    "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5",
)


def values_of(field: Field) -> list[str]:
    """Return the values of an attribute that holds the answers; none where brat has none for it.

    Its attributes are chosen from lists: what is written freely is none.
    """
    return [str(one) for one in field.type.row.offered(field)]


def annotation_conf(codebook: Codebook, names: AnswerNames, layers: Mapping[str, str]) -> str:
    """Return the labels, links and attributes; `layers` are handles with their folders' names."""
    lines = [f"# layer {folder}: {layer}" for layer, folder in sorted(layers.items())]
    lines += ["[entities]", *_entities(codebook), "", "[relations]", *_relations(codebook)]
    lines += ["", "[events]", "", "[attributes]", *_attributes(codebook, names)]
    return "\n".join(lines) + "\n"


def visual_conf(codebook: Codebook, names: AnswerNames) -> str:
    """Return the names of all this for people, and the colours of the labels."""
    every = list(_titles(codebook, names))
    titles = dict(reversed(every))
    lines = ["[labels]", *(f"{ident} | {titles[ident]}" for ident in dict.fromkeys(dict(every)))]
    lines += ["", "[drawing]", *_DEFAULTS, *_colours(codebook)]
    return "\n".join(lines) + "\n"


def _entities(codebook: Codebook) -> Iterator[str]:
    """Yield the codes as a tree, each under its parent, and headings that can't be applied."""
    below: dict[str, list[Code]] = {}
    held = {one.id: one for one in codebook.codes if one.scope is Scope.SPAN or one.group}
    for one in held.values():
        below.setdefault(one.parent if one.parent in held else "", []).append(one)
    seen: set[str] = set()
    waiting = [(one, 0) for one in reversed(below.get("", []))]
    while waiting:
        code, depth = waiting.pop()
        if code.id in seen:
            continue
        seen.add(code.id)
        yield "\t" * depth + ("!" if code.group else "") + code.id
        waiting += ((one, depth + 1) for one in reversed(below.get(code.id, [])))


def _relations(codebook: Codebook) -> Iterator[str]:
    starts: dict[str, dict[str, None]] = {}
    ends: dict[str, dict[str, None]] = {}
    spans = {one.id for one in _spans(codebook)}
    for code in _spans(codebook):
        for rule in code.links:
            reached = [_end(one) for one in rule.ends if one in spans or one == ANY_CODE]
            if reached:
                starts.setdefault(rule.type, {})[code.id] = None
                ends.setdefault(rule.type, {}).update(dict.fromkeys(reached))
    for kind, first in starts.items():
        last = [ANY_END] if ANY_END in ends[kind] else list(ends[kind])
        yield f"{kind}\tArg1:{'|'.join(first)}, Arg2:{'|'.join(last)}"


ANY_END = "<ENTITY>"


def _end(end: str) -> str:
    return ANY_END if end == ANY_CODE else end


def _attributes(codebook: Codebook, names: AnswerNames) -> Iterator[str]:
    for code in _spans(codebook):
        for field in code.every_field:
            if values := values_of(field):
                yield f"{names.name(code, field)}\tArg:{code.id}, Value:{'|'.join(values)}"


def _titles(codebook: Codebook, names: AnswerNames) -> Iterator[tuple[str, str]]:
    """Yield ids with names for people: codes first, as one id can mean several things."""
    for code in codebook.codes:
        yield code.id, _line(code.name)
    for code in _spans(codebook):
        yield from ((one.type, _line(one.name)) for one in code.links if one.type != ACTOR_END)
        yield from (
            (names.name(code, one), _line(one.name)) for one in code.every_field if values_of(one)
        )


def _line(name: str) -> str:
    return " ".join(name.replace("|", "/").split())


def _colours(codebook: Codebook) -> Iterator[str]:
    for code in _spans(codebook):
        if re.fullmatch("#[0-9A-Fa-f]{6}", code.colour):
            words = "white" if _brightness(code.colour) < _DARK else "black"
            yield f"{code.id}\tbgColor:{code.colour}, fgColor:{words}"


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _spans(codebook: Codebook) -> Sequence[Code]:
    return [one for one in codebook.without_headings() if one.scope is Scope.SPAN]
