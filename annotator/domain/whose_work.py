"""Rules that say whose the work is that comes under a handle: one person's, or another's.

They lie among the project's settings, each under a name of its own, so that they merge one by one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.record import Values

_BEGINS = "whose_work:"
_BETWEEN = "/"
_FAR = {WorkStatus.NEW: 0, WorkStatus.IN_PROGRESS: 1}


class WorkRule(msgspec.Struct, frozen=True, kw_only=True):
    """What a coder (id) did, on one `device` or on all, is the work of `target` (id)."""

    coder: str
    target: str
    device: str = ""

    @property
    def name(self) -> str:
        """The setting's name."""
        return _BEGINS + (f"{self.coder}{_BETWEEN}{self.device}" if self.device else self.coder)


def is_rule(setting: str) -> bool:
    """Tell whether a setting of this name is a rule on whose work is whose."""
    return setting.startswith(_BEGINS)


def kept_rules(settings: Mapping[str, Any]) -> list[WorkRule]:
    """Return a project's rules as they were made."""
    found: list[WorkRule] = []
    for name, target in sorted(settings.items()):
        if is_rule(name) and isinstance(target, str):
            coder, _, device = name.removeprefix(_BEGINS).partition(_BETWEEN)
            found.append(WorkRule(coder=coder, target=target, device=device))
    return found


def became(coder: str, settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the coders (ids) all of whose work is this coder's by now."""
    rules = work_rules(settings)
    return frozenset(one.coder for one in rules if one.target == coder and not one.device)


def without_rules(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings without the rules, which name coders."""
    return {name: value for name, value in settings.items() if not is_rule(name)}


def work_rules(settings: Mapping[str, Any]) -> list[WorkRule]:
    """Return a project's rules, with whose the work is in the end."""
    found = kept_rules(settings)
    whole = {rule.coder: rule.target for rule in found if not rule.device}
    ends = (
        msgspec.structs.replace(rule, target=_end(rule.target, rule.coder, whole)) for rule in found
    )
    return [rule for rule in ends if rule.target != rule.coder or rule.device]


def _end(target: str, coder: str, whole: Mapping[str, str]) -> str:
    """Follow whole coders' rules; rules that go round in a circle end where they began."""
    seen = {coder}
    while target in whole and target not in seen:
        seen.add(target)
        target = whole[target]
    return target


def further(one: Values, other: Values) -> Values:
    """Return the status that is further; of two equal ones, which say different things, one."""
    return max(one, other, key=lambda status: (_far(status["status"]), status["status"]))


def _far(status: str) -> int:
    return 2 if status in FINISHED else _FAR[WorkStatus(status)]


def longer(stretches: Iterable[Values]) -> Values:
    """Return of timings on the same stretch the longest."""
    return max(stretches, key=lambda one: one["seconds"])
