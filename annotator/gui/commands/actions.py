"""The commands as actions: what menus, shortcuts and the palette press."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from annotator.gui.commands.command import Command, Menu, MenuPlace, may_review
from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import command, commands

_BAR = tuple(menu for menu in Menu if menu.startswith("&"))
Places = list[tuple[MenuPlace, QAction]]


def _show_keys(action: QAction, one: Command[Any]) -> None:
    if one.scope.shortcuts:
        action.setShortcuts(sequences(one.keys))
    else:
        action.setText(f"{one.title}\t{one.key}" if one.key else one.title)


def _without_arguments(act: Callable[[], object]) -> Callable[..., None]:
    def run(*_: object) -> None:
        act()

    return run


class EntriesMenu(QMenu):
    """What a command lists, asked anew each time that it is shown."""

    def __init__(self, command: Command[Any], window: QMainWindow) -> None:
        super().__init__(command.title, window)
        self._command, self._window = command, window
        self.setObjectName(f"{command.id}_entries")
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        found = self._command.find(self._window)
        asked = self._command.entries
        for entry in asked(found) if found is not None and asked is not None else ():
            action = self.addAction(entry.title)
            action.setEnabled(entry.enabled)
            action.triggered.connect(_without_arguments(entry.act))

    def open_in_the_middle(self) -> None:
        """Show the menu by itself, its first entry marked."""
        self._fill()
        size, middle = self.sizeHint(), self._window.rect().center()
        self.popup(self._window.mapToGlobal(middle - QPoint(size.width(), size.height()) / 2))
        for first in [one for one in self.actions() if one.isEnabled()][:1]:
            self.setActiveAction(first)


class CommandActions:
    """Every command that can be reached in a window, as an action of it.

    A bare key is shown in its menu but is no shortcut: it works in the text, and elsewhere one
    must be able to type that letter.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._reached = [one for one in commands() if one.scope.find is not None]
        self.by_id = {one.id: self._make(one) for one in self._reached}
        self._pairs = [(one, self.by_id[one.id]) for one in self._reached]
        self._scopes = list(dict.fromkeys(one.scope for one in self._reached))
        self._submenus: dict[str, QMenu] = {}

    def _make(self, one: Command[Any]) -> QAction:
        action = QAction(one.title, self._window)
        action.setObjectName(one.id)
        action.setCheckable(one.checked_when is not None)
        if one.scope.shortcuts:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        _show_keys(action, one)
        if one.entries is not None:
            action.setMenu(EntriesMenu(one, self._window))
        action.triggered.connect(self._runner(one))
        return action

    def _runner(self, command: Command[Any]) -> Callable[..., None]:
        def run(*_: object) -> None:
            command.run(self._window)
            if command.checked_when is not None:
                self.refresh()

        return run

    def open_entries(self, command: str) -> None:
        """Show what a command lists, by itself."""
        menu = self.by_id[command].menu()
        if isinstance(menu, EntriesMenu):
            menu.open_in_the_middle()

    def take_keys(self) -> None:
        """Give the actions the keys that their commands have by now."""
        for ident, action in self.by_id.items():
            _show_keys(action, command(ident))
        self.refresh()

    def trigger(self, command: str) -> None:
        """Do what a command says, if it can be done now."""
        self.by_id[command].trigger()

    def refresh(self, *_: object) -> None:
        """Ask which commands can be done now, which are on, and how they are worded."""
        # What a scope finds is the same for all of its commands.
        found = {one: one.find(self._window) if one.find else None for one in self._scopes}
        for one, action in self._pairs:
            here = found[one.scope]
            can_act = here is not None and one.can_act(here)
            if can_act != action.isEnabled():
                action.setEnabled(can_act)
            if one.for_reviewers:
                action.setVisible(here is None or may_review(here))
            if can_act and one.checked_when is not None:
                action.setChecked(one.checked_when(here))
            if one.title_now is not None:
                action.setText(one.title_now(here) if can_act else one.title)

    def available(self) -> list[Command[Any]]:
        """Return the commands that can be done now, those with shortcuts first."""
        self.refresh()
        found = [one for one in self._reached if self.by_id[one.id].isEnabled()]
        return sorted(found, key=lambda one: not one.scope.shortcuts)

    # Menus

    def fill_bar(self, bar: QMenuBar) -> None:
        """Build the menu bar."""
        self.refresh()
        for menu in _BAR:
            self._fill(bar.addMenu(menu), menu)

    def fill(self, shown: QMenu, menu: Menu) -> None:
        """Put a menu's commands, as they are now, into what shows it."""
        self.refresh()
        self._fill(shown, menu)

    def _fill(self, shown: QMenu, menu: Menu) -> None:
        for number, (_, places) in enumerate(groupby(self._in(menu), lambda one: one[0].section)):
            if number:
                shown.addSeparator()
            for submenu, entries in groupby(places, lambda one: one[0].submenu):
                actions = [action for _, action in entries]
                if submenu:
                    shown.addMenu(self._submenu(submenu, actions))
                else:
                    shown.addActions(actions)

    def _submenu(self, title: str, actions: list[QAction]) -> QMenu:
        """Return a menu; where all its entries can be on, one of them is."""
        menu = self._submenus[title] = QMenu(title, self._window)
        if all(action.isCheckable() for action in actions):
            group = QActionGroup(menu)
            for action in actions:
                group.addAction(action)
        menu.addActions(actions)
        return menu

    def _in(self, menu: Menu) -> Places:
        found = [
            (place, self.by_id[command.id])
            for command in self._reached
            for place in command.places
            if place.menu is menu
        ]
        return sorted(found, key=lambda one: (one[0].section, one[0].at))
