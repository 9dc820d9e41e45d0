"""The page of agreement figures."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QVBoxLayout

from annotator.gui.commands.key_events import sequences
from annotator.gui.commands.table import keys_on
from annotator.gui.session.context import ModePage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings

if TYPE_CHECKING:
    from annotator.gui.reliability.body import ReliabilityBody


class ReliabilityPage(ModePage):
    """Figures per code, field, coder pair and overall; each is a door to its differences.

    Its content is made when somebody first looks, since what computes takes long to load.
    """

    differences_wanted = Signal(object)
    """A `Filter` of differences to show."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._body: ReliabilityBody | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def body(self) -> "ReliabilityBody":
        """The page's content."""
        if self._body is None:
            from annotator.gui.reliability.body import ReliabilityBody  # noqa: PLC0415 - numpy

            self._body = ReliabilityBody(self.session, self.settings)
            self._body.differences_wanted.connect(self.differences_wanted)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._body)
            self._add_shortcuts()
        return self._body

    def _add_shortcuts(self) -> None:
        for command in dict.fromkeys(keys_on(type(self)).values()):
            for keys in sequences(command.keys):
                shortcut = QShortcut(keys, self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(command.do, self))

    def enter(self) -> None:
        """Compute what was never computed, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Keep sizes for the next start."""
        if self._body is not None:
            self._body.remember()
