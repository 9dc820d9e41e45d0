"""Whose an edit turned out to be: by its handle, and by what is said of the machine it is from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from annotator.domain.clock import device_of
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.record import Values
from annotator.domain.settings import REVIEWERS_SETTING, project_settings
from annotator.domain.whose_work import is_rule, work_rules
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history import log

Maker = tuple[str, str]
"""A coder's id, by the handle of an edit, and the device that it is from."""


class Said(msgspec.Struct, frozen=True):
    """What an edit says of people: who reviews, if it does, and rules, None for one that goes."""

    edit: str
    reviewers: frozenset[str] | None
    rules: Mapping[str, Any]


def said_of_people(database: Database, visible: Collection[str]) -> Iterator[Said]:
    """Yield what visible edits say of people, in the order of their clocks."""
    for edit, change in log.changes_to(database, "project", PROJECT_ID):
        settings: Values = (change.after or {}).get("settings") or {}
        rules = {name: target for name, target in settings.items() if is_rule(name)}
        names = None
        if REVIEWERS_SETTING in settings:
            names = frozenset(project_settings(settings).reviewers)
        if edit in visible and (rules or names is not None):
            yield Said(edit, names, rules)


class People:
    """Who wrote what, by rules on whose work is whose."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        found = work_rules(rules)
        self._of_devices = {(one.coder, one.device): one.target for one in found if one.device}
        self._whole = {one.coder: one.target for one in found if not one.device}
        self._with_devices = {coder for coder, _ in self._of_devices}

    def now(self, coder: str) -> str:
        """Return who a coder is by now."""
        return self._whole.get(coder, coder)

    def all_now(self, coders: Iterable[str]) -> frozenset[str]:
        """Return who these coders are by now."""
        return frozenset(map(self.now, coders))

    def whose(self, maker: Maker) -> str:
        """Return whose the edits of a maker are."""
        return self._of_devices.get(maker) or self.now(maker[0])

    def has_devices(self, coder: str) -> bool:
        """Tell whether it matters from which device a coder wrote."""
        return coder in self._with_devices


class Makers:
    """By whose handle, and from which device, edits are."""

    def __init__(self, authors: Mapping[str, str], rows: Mapping[str, log.EditRow]) -> None:
        self._authors = authors
        self._rows = rows

    def of(self, edit: str) -> Maker:
        """Return the maker of an edit."""
        row = self._rows.get(edit)
        return self._authors.get(edit, ""), device_of(row.clock) if row is not None else ""

    def whose(self, edit: str, people: People) -> str:
        """Return whose an edit is; devices are only asked for where they matter."""
        author = self._authors.get(edit, "")
        return people.whose(self.of(edit)) if people.has_devices(author) else people.now(author)

    def given(self, edits: Iterable[str], people: People) -> Iterator[tuple[str, str]]:
        """Yield those of the edits that came from a machine that was given to another, and whom."""
        for edit in edits:
            author = self._authors.get(edit, "")
            whose = self.whose(edit, people)
            if people.has_devices(author) and whose != people.now(author):
                yield edit, whose

    def people(self, said: Iterable[Said], besides: Maker | None = None) -> People:
        """Return who is who by what is said, besides what one of them says."""
        rules: dict[str, Any] = {}
        for one in said:
            if one.rules and (besides is None or self.of(one.edit) != besides):
                rules |= one.rules
        return People(rules)


def handles_in_name(database: Database, in_name: Mapping[str, str]) -> dict[str, str]:
    """Return by edit the handles of whose (ids) those are that came in somebody else's name.

    Of whom the project doesn't know, there are none.
    """
    wanted = sorted(set(in_name.values()))
    found = tables.select_among(database, "coder", wanted) if wanted else ()
    handles = {values["id"]: values["handle"] for values in found}
    return {edit: handles[one] for edit, one in in_name.items() if one in handles}


def no_reviewer(handle: str, wrote_as: str = "") -> str:
    """Say that somebody is no reviewer, who may have written as another."""
    if wrote_as:
        return f"{handle or 'somebody else'}, who wrote as {wrote_as}, is no reviewer"
    return f"{handle} is no reviewer" if handle else "it is not said who did it"
