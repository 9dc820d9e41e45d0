"""A mode's page whose content is made when somebody first looks, as it takes long to load."""

from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import keys_on
from annotator.gui.session.context import ModePage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings

B = TypeVar("B", bound=QWidget)


class LatePage(ModePage, Generic[B]):
    """Makes its content, and the shortcuts that act on it, once it is asked for."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.made: B | None = None
        """The content, as far as anybody has looked."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def body(self) -> B:
        """The page's content."""
        if self.made is None:
            self.made = self.make()
            self._column.addWidget(self.made)
            self._add_shortcuts()
        return self.made

    def make(self) -> B:
        """Return the content; what it needs is loaded by that."""
        raise NotImplementedError

    def _add_shortcuts(self) -> None:
        for command in dict.fromkeys(keys_on(type(self)).values()):
            for keys in sequences(command.keys):
                shortcut = QShortcut(keys, self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(command.do, self))
