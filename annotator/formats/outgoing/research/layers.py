"""Codes as layers of annotation tools: what their types and features are called there."""

import re
from collections.abc import Container, Iterable, Mapping
from keyword import kwlist

import msgspec

from annotator.domain.codebook import ACTOR_END, Code, Codebook, Scope
from annotator.formats.labels.named_actors import ACTOR
from annotator.formats.labels.own_marks import NOTE, PIECE_OF

PACKAGE = "webanno.custom"
_TAKEN = ("sofa", "begin", "end", "first", "next", "Governor", "Dependent", *kwlist)
"""What no feature is called: what types have already, or that makes them something else.

Libraries make attributes of features, which can’t be called by Python’s own words.
"""


class ToolLayer(msgspec.Struct, frozen=True, kw_only=True):
    """One code: the short name of its type, and its features.

    `answers` are features by field, `actors` and `slots` by type of link: the names of actors, and
    what holds links to other annotations.
    """

    code: Code
    short: str
    answers: Mapping[str, str]
    actors: Mapping[str, str]
    slots: Mapping[str, str]
    note: str

    @property
    def type(self) -> str:
        """The whole name of its type."""
        return f"{PACKAGE}.{self.short}"

    @property
    def is_of_article(self) -> bool:
        """Whether it is said of whole articles."""
        return self.code.scope is Scope.ARTICLE

    def several(self, field: str) -> bool:
        """Tell whether an answer to a field can have several values."""
        known = self.code.field(field)
        return known is not None and known.type.row.several

    def link_type(self, slot: str) -> str:
        """Return the whole name of the type of what ties a slot to an annotation."""
        return f"{self.type}{slot.capitalize()}Link"


def tool_layers(codebook: Codebook) -> Mapping[str, ToolLayer]:
    """Return the layers of all codes that can be applied, or have been, by the codes' ids."""
    names: set[str] = set()
    found: dict[str, ToolLayer] = {}
    for code in codebook.without_headings():
        short = _free(code.id, names)
        names.add(short)
        found[code.id] = _layer(code, short)
    return found


def _layer(code: Code, short: str) -> ToolLayer:
    taken: set[str] = set(_TAKEN)
    links = [rule.type for rule in code.links if set(rule.ends) - {ACTOR_END}]
    to_actors = [rule.type for rule in code.links if rule.admits(ACTOR_END)]
    answers = _named((field.id for field in code.every_field), taken)
    slots = _named((*links, PIECE_OF), taken)
    actors = _named((f"{one}{ACTOR}" for one in to_actors), taken)
    return ToolLayer(
        code=code,
        short=short,
        answers=answers,
        slots=slots,
        actors={one: actors[f"{one}{ACTOR}"] for one in to_actors},
        note=_free(NOTE, taken),
    )


def _named(names: Iterable[str], taken: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found[name] = _free(name, taken)
        taken.add(found[name])
    return found


def _free(name: str, taken: Container[str]) -> str:
    """Return a name as types and features can have it: a letter first, and each but once."""
    bare = re.sub(r"[^A-Za-z0-9_]", "_", name)
    found = bare if bare[:1].isalpha() else f"x{bare}"
    while found in taken:
        found = f"{found}_"
    return found
