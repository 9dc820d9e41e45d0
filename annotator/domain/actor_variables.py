"""Variables that a project has for its actors, and how their values are read and written."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.people import WITHOUT_VALUE, Actor, Affiliation, HowKnown
from annotator.domain.record import Values

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_TIMES = re.compile(r"(?P<name>.*?)\s*\((?P<since>[\d-]*)\s*[–/]\s*(?P<until>[\d-]*)\)", re.DOTALL)


class ActorVariableType(StrEnum):
    """The type of an actor's variable."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    FLAG = "flag"


def _as_text() -> ActorVariableType:
    return ActorVariableType.TEXT


def _no_choices() -> tuple[str, ...]:
    return ()


class ActorVariable(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a project asks of its actors; a choice has `choices`, in words.

    By one that is `sensitive` nothing is counted unless somebody asks for it. What was always
    written is written always (msgspec never omits what a function makes); only `sensitive` is left
    out where it is not so, so that projects of earlier versions are written as they were.
    """

    id: str
    name: str
    type: ActorVariableType = msgspec.field(default_factory=_as_text)
    choices: tuple[str, ...] = msgspec.field(default_factory=_no_choices)
    sensitive: bool = False


_SENSITIVE = frozenset(
    (
        *("gender", "sex", "age", "religion", "faith", "confession", "ethnicity", "ethnic", "race"),
        *("nationality", "migration", "sexuality", "orientation", "health", "disability", "caste"),
    )
)


def is_usually_sensitive(name: str) -> bool:
    """Tell whether what a variable is called is what nobody should count people by in passing."""
    return not _SENSITIVE.isdisjoint(re.findall(r"[^\W\d_]+", name.casefold()))


class KnownValue(msgspec.Struct, frozen=True):
    """What is known of a variable: its value, none where nothing is said, and from where."""

    value: str | float | bool | None = None
    how: HowKnown | None = None

    def to_entry(self) -> Values | None:
        """Return it as an actor's `values` have it; none where nothing is known."""
        if self.value is None and self.how is None:
            return None
        entry: Values = {} if self.value is None else {"value": self.value}
        return entry if self.how is None else {**entry, "how": self.how.value}


def known_value(actor: Actor, variable: str) -> KnownValue:
    """Return what is known of an actor's variable (an id)."""
    found: object = actor.values.get(variable)
    if not isinstance(found, dict):
        return KnownValue()
    entry = cast("Values", found)
    how = entry.get("how")
    return KnownValue(entry.get("value"), HowKnown(how) if how in set(HowKnown) else None)


def check_entries(actor: Actor) -> None:
    """Raise a `UserError` where what is kept of an actor has no meaning at all."""
    for name, entry in actor.values.items():
        taken = isinstance(entry, dict) and _is_entry(cast("Mapping[str, Any]", entry))
        if not taken:
            raise UserError("This is no value of an actor's variable.", where=f"actor, {name}")
    for one in actor.affiliations:
        if not one.name.strip():
            raise UserError("An affiliation needs a name.", where="actor")
        for day in (one.since, one.until):
            if day and not _is_day(day):
                raise no_date(day, "actor")


def _is_entry(entry: Mapping[str, Any]) -> bool:
    value, how = entry.get("value"), entry.get("how")
    if not entry.keys() <= {"value", "how"} or not entry:
        return False
    return isinstance(value, str | int | float | None) and (how is None or how in set(HowKnown))


def _is_day(text: str) -> bool:
    """Tell whether this is a year, a month or a day that there is."""
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def no_date(day: str, where: str) -> UserError:
    """Return the refusal of what is no date."""
    remedy = "Write a year, a month or a day: 2019, 2019-05 or 2019-05-31."
    return UserError(f"“{day}” is no date.", where=where, remedy=remedy)


def read_value(variable: ActorVariable, text: str, where: str) -> str | float | bool | None:
    """Return the value that is written; none for nothing. Raise a `UserError` for what is none."""
    said = text.strip()
    if not said:
        return None
    if variable.type is ActorVariableType.NUMBER:
        return _number(said, where)
    if variable.type is ActorVariableType.DATE and not _is_day(said):
        raise no_date(said, where)
    if variable.type is ActorVariableType.FLAG:
        if said.casefold() not in _FLAGS:
            raise UserError(f"“{said}” is neither yes nor no.", where=where)
        return _FLAGS[said.casefold()]
    if variable.type is ActorVariableType.CHOICE:
        return _chosen(variable, said, where)
    return said


def _number(said: str, where: str) -> float:
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UserError(f"“{said}” is no number.", where=where, remedy="Write it as 12 or 1.5.")
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _chosen(variable: ActorVariable, said: str, where: str) -> str:
    for choice in variable.choices:
        if choice.casefold() == said.casefold():
            return choice
    message = f"“{said}” is no choice of {variable.name}."
    raise UserError(message, where=where, remedy=f"Choose of {', '.join(variable.choices)}.")


def written_value(value: object) -> str:
    """Return a value as it is read again: the same in every country."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def read_known(variable: ActorVariable, text: str, how: str, where: str) -> KnownValue:
    """Return what is known by what is written; what was declined or is unknown has no value."""
    source = None
    if how.strip():
        found = how.strip().casefold().replace(" ", "_").replace("-", "_")
        if found not in set(HowKnown):
            remedy = f"Write one of {', '.join(HowKnown)}."
            raise UserError(f"“{how}” says not how it is known.", where=where, remedy=remedy)
        source = HowKnown(found)
    value = None if source in WITHOUT_VALUE else read_value(variable, text, where)
    return KnownValue(value, source)


def written_affiliation(one: Affiliation) -> str:
    """Return an affiliation with its times, as it is read again: `Ministry (2019 – 2021-05)`."""
    times = f"({f'{one.since} – {one.until}'.strip()})"
    # A name that ends as if times were given is told apart by times that are not.
    has_times = one.since or one.until or _TIMES.fullmatch(one.name)
    return f"{one.name} {times}" if has_times else one.name


def read_affiliations(lines: Iterable[str], where: str = "") -> tuple[Affiliation, ...]:
    """Return affiliations as they are written, one a line; raise a `UserError` for a wrong date."""
    found: list[Affiliation] = []
    for line in filter(None, (one.strip() for one in lines)):
        said = _TIMES.fullmatch(line)
        one = (
            Affiliation(line)
            if said is None
            else Affiliation(*said.group("name", "since", "until"))
        )
        for day in (one.since, one.until):
            if day and not _is_day(day):
                raise no_date(day, where or line)
        found.append(one)
    return tuple(dict.fromkeys(found))
