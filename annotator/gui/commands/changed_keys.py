"""Changing the keys of commands: what is changed, what it clashes with, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.gui.commands.command import Command
from annotator.gui.commands.key_clashes import clashes, rivals
from annotator.gui.commands.table import commands, declared, use_keys
from annotator.gui.settings.settings import CHANGED_KEYS, Settings

Row = Command[Any]
Keys = dict[str, list[str]]


class ChangedKeys:
    """The keys that this machine's user has given to commands; each change counts at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own = {one.id: one.keys for one in declared()}
        self._before: list[Keys] = []
        self.count()

    @property
    def changed(self) -> Keys:
        """The keys of those commands that have others than they came with."""
        return self._settings.get(CHANGED_KEYS)

    def count(self) -> None:
        """Give the commands the keys that the settings say."""
        use_keys(self.changed)

    def is_changed(self, row: Row) -> bool:
        """Tell whether a command has other keys than it came with."""
        return row.id in self.changed

    def rivals(self, row: Row, key: str) -> list[Row]:
        """Return the commands that have a key where this one would have it."""
        return rivals(row, key, commands(), declared())

    def clashes(self) -> dict[str, list[tuple[str, Row]]]:
        """Return for each command's id the keys that others have, too, and whose they are."""
        return clashes(commands(), declared())

    def give(self, row: Row, keys: Sequence[str], taken_from: Iterable[Row] = ()) -> None:
        """Give a command these keys, and take them from others."""
        given = {row.id: list(keys)}
        for other in taken_from:
            given[other.id] = [key for key in other.keys if key not in keys]
        self._set({**self.changed, **given})

    def reset(self, row: Row) -> None:
        """Give a command back the keys that it came with."""
        self._set({ident: keys for ident, keys in self.changed.items() if ident != row.id})

    def reset_all(self) -> None:
        """Give all commands back the keys that they came with."""
        self._set({})

    def take_over(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Have these keys and no other changed ones."""
        self._set({ident: list(given) for ident, given in keys.items()})

    @property
    def can_undo(self) -> bool:
        """Whether something was changed that can be taken back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._settings.set(CHANGED_KEYS, self._before.pop())
            self.count()

    def _set(self, wanted: Keys) -> None:
        known = {one: keys for one, keys in wanted.items() if tuple(keys) != self._own.get(one)}
        if known != self.changed:
            self._before.append(self.changed)
            self._settings.set(CHANGED_KEYS, known)
            self.count()
