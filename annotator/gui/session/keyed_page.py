"""A mode's page with bare keys: what its commands do, by key, by button and in a menu."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import command, key_of, perform
from annotator.gui.session.context import ModePage


class KeyedPage(ModePage):
    """Does the commands whose scope is its class; its lists offer their keys to `_key` first."""

    def perform(self, ident: str) -> None:
        """Do what a command of the page says, if it can be done now."""
        command(ident).do(self)

    def _key(self, event: QKeyEvent) -> bool:
        return perform(self, key_word(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of the page says."""
        if not self._key(event):
            super().keyPressEvent(event)

    def _show_menu(self, idents: Iterable[str], place: QPoint) -> None:
        """Open a menu of these commands at a place on the screen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for ident in idents:
            one = command(ident)
            action = menu.addAction(f"{one.title}\t{key_of(ident)}")
            action.setEnabled(one.can_act(self))
            action.triggered.connect(lambda _checked=False, ident=ident: self.perform(ident))
        menu.popup(place)
