"""The page on how good suggestions are."""

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
    from annotator.gui.quality.body import QualityBody


class QualityPage(ModePage):
    """Precision and recall on finished articles; each figure is a door to its passages.

    Its content is made when somebody first looks, since what measures takes long to load.
    """

    passage_wanted = Signal(str, int, int)
    """An article is to be shown at a place: its id, and start and end in code points."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._body: QualityBody | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def body(self) -> "QualityBody":
        """The page's content."""
        if self._body is None:
            from annotator.gui.quality.body import QualityBody  # noqa: PLC0415 - numpy

            self._body = QualityBody(self.session, self.settings)
            self._body.passage_wanted.connect(self.passage_wanted)
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
        """Show what is known, measure what was never measured, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        if self._body is not None:
            self._body.remember()
