"""Which edits are listed: by words, article, code and coder."""

from msgspec import structs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.domain.article import Article
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform, with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import let_clear, set_tool_tip
from annotator.store.reading.history_pages import HistoryFilter

_PAUSE = 250
"""Milliseconds after a key in which another one may follow."""


class WordsLine(QLineEdit):
    """The line for words of an edit; the keys of every search work in it."""

    run = Signal()
    """Look at once."""
    downwards = Signal()
    """On to the list."""

    def __init__(self) -> None:
        super().__init__()
        let_clear(self)
        self.setPlaceholderText("Words of an edit")
        self.setAccessibleName("Words of an edit")
        set_tool_tip(self, with_key("Words in what was done or written", "history_words"))
        self.returnPressed.connect(self.go_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list, or clear and then leave."""
        if event.key() == Qt.Key.Key_Down:
            self.go_on()
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def clear_or_leave(self) -> None:
        """Clear the words or, where there are none, go on to the list."""
        if self.text():
            self.clear()
            self.run.emit()
        else:
            self.downwards.emit()

    def go_on(self) -> None:
        """Look for the words, and go on to what was found."""
        self.run.emit()
        self.downwards.emit()


class HistoryFilters(QWidget):
    """Words and three choices; `wanted` is what they come to."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = HistoryFilter()
        self.words = WordsLine()
        self.article = ArrowKeyCombo("Article")
        self.code = ArrowKeyCombo("Code")
        self.coder = ArrowKeyCombo("Coder")
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._read)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(HALF)
        row.addWidget(self.words, 3)
        row.addWidget(self.article, 3)
        row.addWidget(self.code, 2)
        row.addWidget(self.coder, 2)
        self.words.textEdited.connect(self._wait)
        self.words.run.connect(self._read)
        for combo in (self.article, self.code, self.coder):
            combo.currentIndexChanged.connect(self._read)
        self.refresh()

    @property
    def wanted(self) -> HistoryFilter:
        """The edits to list."""
        return self._wanted

    @property
    def asks_for_something(self) -> bool:
        """Whether not simply all edits are wanted."""
        return self._wanted != HistoryFilter()

    def want(self, wanted: HistoryFilter) -> None:
        """List these from now on."""
        self._wanted = wanted
        self.words.setText(wanted.words)
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Offer what the project has now; what is chosen stays."""
        wanted = self._wanted
        self.article.offer(self._articles(), wanted.article)
        set_tool_tip(self.article, self._title(wanted.article) or "Article")
        codes = [(code.name, code.id) for code in self._session.codebook.codes if not code.group]
        self.code.offer([("Every code", ""), *codes], wanted.code)
        handles = self._session.project.history_coders()
        self.coder.offer([("All coders", None), *((one, one) for one in handles)], wanted.coder)

    def _articles(self) -> list[tuple[str, object]]:
        """Offer the open article and the chosen one: of others one comes from a row."""
        here = self._session.article.article.id if self._session.article else ""
        found: list[tuple[str, object]] = [("All articles", "")]
        if here:
            found.append(("The open article", here))
        if self._wanted.article not in ("", here):
            found.append((self._title(self._wanted.article), self._wanted.article))
        return found

    def _title(self, article: str) -> str:
        found = self._session.project.get(Article, article) if article else None
        return " ".join(found.title.split()) if found else "One article" if article else ""

    def _wait(self, _words: str) -> None:
        self._pause.start()

    def _read(self) -> None:
        self._pause.stop()
        wanted = structs.replace(
            self._wanted,
            words=self.words.text().strip(),
            article=self.article.currentData() or "",
            code=self.code.currentData() or "",
            coder=self.coder.currentData(),
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.refresh()
            self.changed.emit()
