"""What a list of annotations is asked for: `truce code:quote stance:2 -note:*`, sorted, grouped."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import UserError
from annotator.domain.names import searchable
from annotator.domain.version_bounds import HOW_TO_ASK, no_version_in_words, version_bound
from annotator.store.reading.filtering import (
    TERM,
    VERSION,
    Term,
    are_words,
    refuse_unknown_codes,
)

ANY = "*"
"""The value that any answer, note or actor fulfils."""
KNOWN = (
    *("code", "coder", "actor", "article", "outlet", "origin", "note", "version"),
    *("status", "assigned", "is", "round", "has", "from", "to"),
)
"""The keys of conditions, beside those of the codebook's fields."""


class LabelSort(StrEnum):
    """What annotations are sorted by; each falls back on their places."""

    PLACE = "place"
    CODE = "code"
    WORDS = "words"
    ACTOR = "actor"
    OUTLET = "outlet"
    CODER = "coder"
    CHANGED = "changed"


class LabelGroup(StrEnum):
    """What annotations are grouped by."""

    NONE = ""
    CODE = "code"
    ACTOR = "actor"
    CODER = "coder"
    ARTICLE = "article"
    OUTLET = "outlet"


class PickedLabels(msgspec.Struct, frozen=True):
    """Annotations that were picked one by one (ids), and what they are called together."""

    name: str
    ids: tuple[str, ...]


class LabelQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which annotations are wanted, and in which order. A term without a key is words.

    Where some are `picked`, others are not looked at.
    """

    terms: tuple[Term, ...] = ()
    sort: LabelSort = LabelSort.PLACE
    descending: bool = False
    group: LabelGroup = LabelGroup.NONE
    picked: PickedLabels | None = None


def parse_labels(words: str, codebook: Codebook) -> tuple[Term, ...]:
    """Return the conditions that these words mean.

    Raise a `UserError` for an unknown key, or a version that is none. Values with spaces stand in
    double quotes; a leading `-` negates. A key may be a field's id or its name in one word. Times
    and addresses (`10:30`, `https://…`) are words.
    """
    found = list[Term]()
    for match in TERM.finditer(words):
        key = (match["key"] or "").casefold()
        value = match["quoted"] if match["quoted"] is not None else match["bare"] or ""
        if key and key not in KNOWN and not fields_called(key, codebook.codes):
            if not are_words(key, match["bare"] or ""):
                raise _unknown(key, codebook)
            key, value = "", match[0].strip('-"')
        if value.strip():
            if key == VERSION and version_bound(value) is None:
                raise UserError(no_version_in_words(value.strip()), remedy=HOW_TO_ASK)
            found.append(Term(key, value.strip(), bool(match["minus"])))
    return tuple(found)


def parse_whole(words: str, codebook: Codebook) -> tuple[Term, ...]:
    """Return the conditions that these words mean, of which no more will be typed.

    Raise a `UserError` for what `parse_labels` does, and for a code that there is none of.
    """
    terms = parse_labels(words, codebook)
    refuse_unknown_codes(terms, codebook.codes)
    return terms


def fields_called(key: str, codes: Iterable[Code]) -> list[tuple[Code, str]]:
    """Return the fields with this id or name, each as its code and its id."""
    wanted = searchable(key)
    return [
        (code, field.id)
        for code in codes
        for field in code.every_field
        if wanted in (searchable(field.id), searchable(field.name.replace(" ", "_")))
    ]


def field_ids(codebook: Codebook) -> list[str]:
    """Return the ids of all fields, each once, in the codebook's order."""
    return list(dict.fromkeys(field.id for code in codebook.codes for field in code.fields))


def _unknown(key: str, codebook: Codebook) -> UserError:
    fields = [one for one in field_ids(codebook) if one not in KNOWN]
    known = ", ".join(f"{one}:" for one in (*KNOWN, *fields[:12]))
    remedy = f"There are {known}{' …' if len(fields) > 12 else ''}. Quotes make it words."
    return UserError(f"There is no condition {key}:", remedy=remedy)
