"""Who annotates, and who is annotated about."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.record import Record, Values

RESERVED_HANDLES = ("gold", "all")
"""The names of layers that are no coder's."""


class Coder(Record, frozen=True, kw_only=True):
    """Who annotates; the handle is unique in a project and can be changed."""

    handle: str
    name: str = ""
    archived: bool = False


class HowKnown(StrEnum):
    """From where a value of an actor's variable is known; `declined` and `unknown` have none."""

    SELF_IDENTIFIED = "self_identified"
    PUBLIC_RECORD = "public_record"
    PERCEIVED = "perceived"
    DECLINED = "declined"
    UNKNOWN = "unknown"


WITHOUT_VALUE = frozenset((HowKnown.DECLINED, HowKnown.UNKNOWN))


class Affiliation(msgspec.Struct, frozen=True):
    """To whom an actor belonged, and from when until when: a year, a month or a day, or not known.

    Dates are `2019`, `2019-05` or `2019-05-31`; empty where nothing is said.
    """

    name: str
    since: str = ""
    until: str = ""


class Actor(Record, frozen=True, kw_only=True):
    """A person, organisation or group that articles quote or judge.

    `affiliation` is what holds when nothing is said of time, `affiliations` what held when.
    `values` has by a variable's id what is known of it: `value`, and `how` (`HowKnown`). `unlike`
    has the ids of actors that were said to be different ones. What was merged into another actor
    `became` that one (an id): links that still come to it are led there.
    """

    name: str
    kind: str = "person"
    role: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    values: Values = msgspec.field(default_factory=dict[str, Any])
    unlike: Values = msgspec.field(default_factory=dict[str, Any])
    became: str = ""


def end_of(actor: str, became: Mapping[str, str]) -> str:
    """Return what an actor (an id) became in the end, by what each of them became.

    Of actors that became each other, which two people can make of them, the first id is the end.
    """
    seen: list[str] = []
    while actor in became:
        if actor in seen:
            return min(seen[seen.index(actor) :])
        seen.append(actor)
        actor = became[actor]
    return actor


def coder_id(handle: str) -> str:
    """Return the id of the coder who first took this handle, the same in every project."""
    return derived_id("coder", folded(handle))
