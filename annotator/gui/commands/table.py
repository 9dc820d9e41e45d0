"""The table of commands, gathered from the rooms: every `commands.py` below `annotator.gui`.

The rooms are found by name, since they stand above this one: what names a key in its words asks
here for it, and must do so while the program runs, not while its modules are loaded. Each command
has the keys that it was given by `use_keys`, or else those that it is declared with.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from msgspec import structs

import annotator.gui
from annotator.gui.commands.command import Command, Menu

_DECLARED_IN = "commands"
_changed: dict[str, tuple[str, ...]] = {}


def use_keys(changed: Mapping[str, Sequence[str]]) -> None:
    """Give commands, by their ids, other keys than they are declared with; all others their own."""
    _changed.clear()
    _changed.update({ident: tuple(keys) for ident, keys in changed.items()})
    for known in (commands, _by_id, keys_on):
        known.cache_clear()


@cache
def commands() -> tuple[Command[Any], ...]:
    """Return all commands, in the order in which they are declared, with their keys of today."""
    return tuple(
        structs.replace(one, keys=_changed[one.id]) if one.id in _changed else one
        for one in declared()
    )


@cache
def declared() -> tuple[Command[Any], ...]:
    """Return all commands as they are declared.

    They are sorted by group, the bare keys first, those of the window as in its menus.
    """
    found: list[Command[Any]] = []
    for room in pkgutil.iter_modules(annotator.gui.__path__, f"{annotator.gui.__name__}."):
        name = f"{room.name}.{_DECLARED_IN}"
        if room.ispkg and find_spec(name) is not None:
            found.extend(importlib.import_module(name).COMMANDS)
    return tuple(sorted(found, key=_order))


def _order(command: Command[Any]) -> tuple[int, bool, tuple[object, ...]]:
    groups = list(type(command.group))
    place: tuple[object, ...] = ()
    if command.scope.shortcuts:
        menus = list(Menu)
        places = [(menus.index(one.menu), one.section, one.at) for one in command.places]
        place = min(places, default=(len(menus),))
    return groups.index(command.group), command.scope.shortcuts, place


def command(ident: str) -> Command[Any]:
    """Return a command by its id."""
    return _by_id()[ident]


def key_of(ident: str) -> str:
    """Return the key of a command, for words that name it."""
    return command(ident).key


def with_key(words: str, ident: str) -> str:
    """Return words, such as those of a tool tip, with a command's key after them."""
    return f"{words} ({key_of(ident)})"


@cache
def keys_on(kind: type) -> Mapping[str, Command[Any]]:
    """Return what the keys do that work on things of a kind; a class goes before its bases."""
    found: dict[str, Command[Any]] = {}
    for one in reversed(kind.__mro__):
        for row in commands():
            if row.scope.kind is one:
                found.update(dict.fromkeys(row.keys, row))
    return found


def perform(owner: object, key: str) -> bool:
    """Do what a key, as `key_word` names it, does on a thing; tell whether it does something."""
    found = keys_on(type(owner)).get(key)
    return found is not None and found.do(owner)


def reserved_keys() -> frozenset[str]:
    """Return the keys that a code should not take, since it would hide a command of the text."""
    rows = [row for row in commands() if row.scope.beside_codes]
    return frozenset(key for row in rows for key in row.keys if len(key) == 1)


@cache
def _by_id() -> Mapping[str, Command[Any]]:
    return {one.id: one for one in commands()}
