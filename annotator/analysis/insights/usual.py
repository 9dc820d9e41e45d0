"""Which fields of a codebook say how a source is named and how something is judged.

They are found by how the codebook is made, with the usual names first.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

import msgspec

from annotator.analysis.who_speaks import identities, names_who_speaks
from annotator.domain.codebook import ACTOR_END, Code, Codebook, Field, Scope
from annotator.domain.names import folded

_NAMING = ("naming", "named", "anonymity", "identification", "attribution")
_UNNAMED = frozenset(("anonymous", "unnamed", "not_named", "anonym"))
_JUDGING = ("tone", "overall_tone", "sentiment", "polarity", "valence", "stance", "position")


class CodeField(msgspec.Struct, frozen=True):
    """A field with the code that it is of."""

    code: Code
    field: Field

    @property
    def id(self) -> str:
        """What its answers are counted by: `CODE.FIELD`."""
        return f"{self.code.id}.{self.field.id}"

    @property
    def title(self) -> str:
        """What it is called: code and field, or one of them where it says the other as well.

        "Frame: Certainty", but "Overall tone" for the field "Tone" of that code, and "Quote type".
        """
        code, field = self.code.name, self.field.name
        if _says(code, field):
            return code
        return field if _says(field, code) else f"{code}: {field}"


def _says(name: str, other: str) -> bool:
    """Tell whether the words of one name are among those of another, side by side."""
    return f" {folded(other)} " in f" {folded(name)} "


def code_field(codebook: Codebook, ident: str) -> CodeField | None:
    """Return the field that is meant by `CODE.FIELD`; None where there is none."""
    head, _, name = ident.partition(".")
    code = codebook.code(head)
    field = code.field(name) if code is not None else None
    return CodeField(code, field) if code is not None and field is not None else None


def source_codes(codebook: Codebook) -> list[Code]:
    """Return the codes whose annotations are words that name somebody who speaks."""
    return [
        code
        for code in _codes_with_actors(codebook)
        if identities(code) and names_who_speaks(codebook, code)
    ]


def _codes_with_actors(codebook: Codebook) -> list[Code]:
    return [
        code
        for code in codebook.without_headings()
        if code.scope is Scope.SPAN and any(one.ends == (ACTOR_END,) for one in code.links)
    ]


def naming_field(codebook: Codebook) -> CodeField | None:
    """Return the field that says how a source is named; None where the codebook asks for none."""
    fields = [
        one for one in _fields(_codes_with_actors(codebook)) if one.field.type.row.has_choices
    ]
    named = (one for name in _NAMING for one in fields if one.field.id == name)
    telling = (one for one in fields if not _UNNAMED.isdisjoint(one.field.choice_ids()))
    return next(chain(named, telling), None)


def judging_field(codebook: Codebook, codes: Collection[str] = ()) -> CodeField | None:
    """Return the scale that judges, of these codes (ids) or of all; None where there is none.

    One with a usual name comes before others, and one on whole articles before one on spans.
    """
    asked = [one for one in codebook.without_headings() if not codes or one.id in codes]
    scales = [one for one in _fields(asked) if one.field.type.row.has_steps]
    return min(scales, key=_as_judging, default=None)


def role_fields(codebook: Codebook) -> Iterator[Field]:
    """Yield the fields whose choices are roles of those who speak."""
    for one in _fields(codebook.without_headings()):
        if one.field.id == "role" and one.field.type.row.has_choices:
            yield one.field


def _fields(codes: Iterable[Code]) -> Iterator[CodeField]:
    return (CodeField(code, field) for code in codes for field in code.fields)


def _as_judging(one: CodeField) -> tuple[bool, bool]:
    usual = one.field.id in _JUDGING or one.code.id in _JUDGING
    return not usual, one.code.scope is not Scope.ARTICLE
