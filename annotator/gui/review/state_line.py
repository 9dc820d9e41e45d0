"""The line that says how far review has come with the open article, and its three buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from annotator.domain.study import ArticleState
from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.article_states import is_locked, is_settled
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, set_tool_tip
from annotator.gui.wording.dates import short_moment
from annotator.gui.wording.states import state_words
from annotator.workflow.open_article import OpenArticle

_LEAST = 300
"""How wide the words want to be beside the buttons, in pixels."""
_TIPS = {
    "settle_article": "Settled articles stand in figures against gold and in exports of gold",
    "lock_article": "Gold and decisions on a locked article stay as they are",
    "send_back": "Give the article back to a coder, with a reason",
}


class StateLine(QWidget):
    """The open article's state, who said so and when; `wanted` has a command's id."""

    wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = ElidedLabel(role="small")
        self.buttons = {name: QPushButton() for name in _TIPS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3 * GRID, 0, GRID, 0)
        self._grid.setSpacing(HALF)
        self._grid.setColumnStretch(0, 1)
        self._is_low = False
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._asker(name))
            set_tool_tip(button, with_key(_TIPS[name], name))
        self.buttons["send_back"].setText("Send back…")
        self._keep_room()
        self._place(below=True)

    def _place(self, *, below: bool) -> None:
        """Put the buttons beside the words, or below them where there is no room for both."""
        if below == self._is_low:
            return
        self._is_low = below
        self._grid.addWidget(self.words, 0, 0, 1, 1 + below * len(self.buttons))
        for column, button in enumerate(self.buttons.values(), 1):
            self._grid.addWidget(button, int(below), column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        buttons = sum(one.minimumSizeHint().width() + HALF for one in self.buttons.values())
        self._place(below=self.width() - buttons < _LEAST)

    def _asker(self, name: str) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(name)

    def _keep_room(self) -> None:
        """Let no button move when its words change."""
        for name, texts in (
            ("settle_article", ("Settle", "Reopen")),
            ("lock_article", ("Lock", "Unlock")),
        ):
            button = self.buttons[name]
            widths: list[int] = []
            for text in texts:
                button.setText(text)
                widths.append(button.sizeHint().width())
            button.setMinimumWidth(max(widths))

    def show_article(self, article: OpenArticle) -> None:
        """Show an article's state as it is now."""
        settled, locked = is_settled(article), is_locked(article)
        self.words.setText(told(self._session, article))
        self.buttons["settle_article"].setText("Reopen" if settled else "Settle")
        self.buttons["settle_article"].setEnabled(not locked)
        self.buttons["lock_article"].setText("Unlock" if locked else "Lock")
        self.buttons["lock_article"].setEnabled(settled)
        self.buttons["send_back"].setEnabled(not locked)
        for button in self.buttons.values():
            button.setVisible(self._session.may_review)


def told(session: Session, article: OpenArticle) -> str:
    """Say how far review has come with an article, by whom and when, and who has it back."""
    found = article.settlement
    parts = [state_words(ArticleState.OPEN)]
    if found is not None:
        state = state_words(found.state, locked=found.locked)
        parts = [state, session.handle_of(found.reviewer), short_moment(found.at)]
    back = sorted(session.handle_of(one.coder) for one in article.sent_back)
    if back:
        parts.append(f"sent back to {', '.join(back)}")
    return " · ".join(part for part in parts if part)
