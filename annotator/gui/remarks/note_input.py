"""Where a note to the lead, or an answer, is typed; what is not sent stays for the next time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from annotator.domain.typed_words import REMARK, TypedPlace
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.sizes import BODY, row_height
from annotator.gui.look.theme import ui_font
from annotator.gui.session.session import Session

_LINES = 3


class NoteInput(QPlainTextEdit):
    """Plain text that a key sends, with more than one line."""

    sent = Signal()

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self._place: TypedPlace | None = None
        self.setFont(ui_font(BODY))
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setMinimumHeight(_LINES * row_height())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._keep)

    def show_place(self, asker: str, article: str | None, code: str | None) -> None:
        """Go to another thread, with what was typed there and not sent."""
        self._place = None  # what is set here is not typed
        place = TypedPlace(REMARK, f"{article or ''} {code or ''}", asker)
        self.setPlainText(self._session.typed.text_at(place) or "")
        self._place = place

    @property
    def text(self) -> str:
        """What is typed, without the spaces round it."""
        return self.toPlainText().strip()

    def send(self) -> None:
        """Say that what is typed is to be sent."""
        self.sent.emit()

    def begin_line(self) -> None:
        """Begin another line."""
        self.insertPlainText("\n")
        self.ensureCursorVisible()

    def empty(self) -> None:
        """Forget what was typed here: it is sent."""
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, or begin a line."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._place is None:
            return
        if self.text:
            self._session.typed.typing(self._place, self.toPlainText())
        else:
            self._session.typed.done(self._place)
