"""How articles were drawn, as a project keeps it (`edits.sampling`), and in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from annotator.domain.edits.sampling import SAMPLES
from annotator.domain.record import Values
from annotator.domain.wording import counted, enumerated

_BY = {
    "": "",
    "weeks": " in constructed weeks",
    "quotas": " within quotas",
    "doubt": ", more often where a model is unsure",
}
_LEFT_OUT = (
    ("copies", "copy", "copies"),
    ("again", "article whose id was there", "articles whose ids were there"),
    ("outside", "article in no stratum", "articles in no stratum"),
    ("bad_rows", "row that can’t be read", "rows that can’t be read"),
)


def kept_samples(settings: Mapping[str, Any]) -> list[Values]:
    """Return what is kept of each draw, the earliest first."""
    named = (settings[name] for name in sorted(settings) if name.startswith(SAMPLES))
    return [one for one in named if isinstance(one, dict)]


def samples_told(settings: Mapping[str, Any]) -> str:
    """Say how many articles were drawn, by what, of how many, and with which seed."""
    return told_samples(kept_samples(settings))


def told_samples(samples: Iterable[Values]) -> str:
    """Say so of some draws."""
    return " ".join(map(_told, samples))


def _told(said: Values) -> str:
    by = str(said.get("by", ""))
    how = _BY.get(by, f", stratified by {by}")
    kept = said.get("frame")
    frame = cast("Values", kept) if isinstance(kept, dict) else {}
    if frame.get("spread"):
        how += " and spread evenly"
    drawn = counted(_number(said, "drawn"), "article was", "articles were")
    return f"{drawn} drawn at random{how} (seed {said.get('seed', 0)}){_of_frame(frame)}."


def _of_frame(frame: Values) -> str:
    if not frame:
        return ""
    of = counted(_number(frame, "in_frame"), "article")
    told = f" from {of} in an archive of {_number(frame, 'articles'):,}"
    left_out = list(_left_out(frame))
    return f"{told}, which leaves out {enumerated(left_out)}" if left_out else told


def _left_out(frame: Values) -> Iterator[str]:
    for name, thing, things in _LEFT_OUT:
        if count := _number(frame, name):
            yield counted(count, thing, things)


def _number(told: Values, name: str) -> int:
    """Return a kept number; 0 where a file has something else in its place."""
    value = told.get(name)
    return value if isinstance(value, int) else 0
