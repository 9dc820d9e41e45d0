"""What is looked for and where: the line, its two switches, the places, and the articles."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.gui.articles.filter_edit import FilterEdit
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform, with_key
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.widgets.basic import PlainLabel, let_clear, set_tool_tip
from annotator.workflow.searching.finding import SearchWish
from annotator.workflow.searching.hits import SearchPlace
from annotator.workflow.searching.sought import Sought

_PAUSE = 180
"""Milliseconds after a key in which another one may follow."""
_HELP = """Words find articles that have them all.
"two words" finds them together.
minist* finds words that begin so.
Case and accents don't count."""
_PLACES = {
    SearchPlace.TEXT: "Text",
    SearchPlace.LABELS: "Annotations",
    SearchPlace.NOTES: "Notes",
    SearchPlace.ACTORS: "Actors",
}


class SearchLine(QLineEdit):
    """The line for what is looked for."""

    run = Signal()
    """Look at once."""
    downwards = Signal()
    """On to the hits."""

    def __init__(self) -> None:
        super().__init__()
        let_clear(self)
        self.setPlaceholderText("Find in the project…")
        self.setAccessibleName("Find in the project")
        set_tool_tip(self, _HELP)
        sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setText("Find in the project")  # for screen readers; it shows its icon alone

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the hits, or clear and then leave."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.go_on()
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def clear_or_leave(self) -> None:
        """Clear the line or, where it is clear, go on to the hits."""
        if self.text():
            self.clear()
            self.run.emit()
        else:
            self.downwards.emit()

    def go_on(self) -> None:
        """Look for it now, and go on to what is found."""
        self.run.emit()
        self.downwards.emit()


class SearchBar(QWidget):
    """All that a search is told; `wish` is what it comes to."""

    changed = Signal()
    downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = SearchLine()
        self.regex = QCheckBox("Regular expression")
        self.case = QCheckBox("Match case")
        self.places = {place: QCheckBox(name) for place, name in _PLACES.items()}
        self.places[SearchPlace.TEXT].setChecked(True)
        self.within = FilterEdit()
        self.within.setPlaceholderText("Only in articles…")
        self.within.setAccessibleName("Only in articles")
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._tell)
        self._told = SearchWish()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.words, 3)
        first.addWidget(self.within, 2)
        second.addWidget(PlainLabel("Look in", role="muted"))
        keys = ("search_text", "search_labels", "search_notes", "search_actors")
        for (place, box), ident in zip(self.places.items(), keys, strict=True):
            set_tool_tip(box, with_key(f"Look in {_PLACES[place].lower()}", ident))
            second.addWidget(box)
        second.addSpacing(DOUBLE)
        for box, ident in ((self.regex, "search_regex"), (self.case, "search_case")):
            set_tool_tip(box, with_key(box.text(), ident))
            second.addWidget(box)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, HALF, GRID, HALF)
        column.setSpacing(HALF)
        for row in (first, second):
            row.setSpacing(GRID)
            column.addLayout(row)

    def _typed(self, _words: str) -> None:
        self._pause.start()

    def _changed(self, words: str) -> None:
        if not words:
            self._tell()

    def _connect(self) -> None:
        self.words.textEdited.connect(self._typed)
        self.words.textChanged.connect(self._changed)
        self.words.run.connect(self._tell)
        self.words.downwards.connect(self.downwards)
        for box in (self.regex, self.case, *self.places.values()):
            box.toggled.connect(self._tell)
        self.within.wanted.connect(self._tell)
        for signal in (self.within.entered, self.within.downwards, self.within.left):
            signal.connect(self.downwards)

    @property
    def wish(self) -> SearchWish:
        """What is looked for, where, and in which articles."""
        return SearchWish(
            Sought(
                self.words.text().strip(),
                regex=self.regex.isChecked(),
                case=self.case.isChecked(),
            ),
            frozenset(one for one, box in self.places.items() if box.isChecked()),
            self.within.text().strip(),
        )

    def take(self) -> SearchWish:
        """Return what is wanted now, which is told no more."""
        self._pause.stop()
        self._told = self.wish
        return self._told

    def want(self, words: str) -> None:
        """Look for other words."""
        self.words.setText(words)
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.wish != self._told:
            self._told = self.wish
            self.changed.emit()
