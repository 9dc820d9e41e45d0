"""Finding words in the open article."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.theme import DOUBLE, HALF
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.gui.widgets.basic import PlainLabel, let_clear


class FindBar(QWidget):
    """A line below the text that goes from hit to hit."""

    closed = Signal()

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__()
        self._session = session
        self._view = view
        self._line = QLineEdit()
        self._line.setPlaceholderText("Find in the article…")
        let_clear(self._line)
        self._line.setAccessibleName("Find in the article")
        self._count = PlainLabel(role="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(DOUBLE, HALF, DOUBLE, HALF)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._count)
        self._line.textChanged.connect(self._search)
        self.hide()

    def open(self) -> None:
        """Show the bar, with the selected words in it."""
        selection = self._view.selection()
        article = self._session.article
        if selection and article and selection[1] - selection[0] < 100:
            self._line.setText(article.text[slice(*selection)])
        self.show()
        self._line.selectAll()
        self._line.setFocus()

    def step(self, direction: int) -> None:
        """Go to the next or previous hit, around the end."""
        hits = self._hits()
        if not hits:
            return
        selection = self._view.selection()
        caret = self._view.caret()
        if direction > 0:
            origin = selection[1] if selection else caret
            index = next((n for n, hit in enumerate(hits) if hit[0] >= origin), 0)
        else:
            origin = selection[0] if selection else caret
            before = [n for n, hit in enumerate(hits) if hit[1] <= origin]
            index = before[-1] if before else len(hits) - 1
        self._view.set_selection(*hits[index])
        self._count.setText(f"{index + 1} of {len(hits)}")

    def _hits(self) -> list[tuple[int, int]]:
        article = self._session.article
        words = self._line.text()
        if article is None or not words.strip():
            return []
        # Any white space stands for any other, so that words are found across a no-break space.
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        return [m.span() for m in re.finditer(pattern, article.text, re.IGNORECASE)]

    def _search(self) -> None:
        hits = self._hits()
        if not self._line.text().strip():
            self._count.setText("")
            return
        self._count.setText(f"{len(hits)} found" if hits else "Not found")
        if hits:
            selection = self._view.selection()
            origin = selection[0] if selection else self._view.caret()
            self._view.set_selection(*next((h for h in hits if h[0] >= origin), hits[0]))

    def close_bar(self) -> None:
        """Hide the bar; the focus goes back to the text."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, back, or close."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)
