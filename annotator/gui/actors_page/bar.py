"""What stands above the actors: words to find them by, their kind, and what can be done."""

from collections.abc import Sized
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.domain.wording import counted
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform, with_key
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, IconButton, let_clear, set_tool_tip
from annotator.store.reading.actors import ActorFilter

_PAUSE = 60
"""Milliseconds after a key in which another one may follow."""
_KINDS = (("Every kind", ""), ("Persons", "person"), ("Organisations", "organisation"))
_BUTTONS = (
    ("Merge…", "Make the selected actors one: select two or more first", "merge_actors"),
    ("Split…", "Split the actor at hand: some of its passages lead to a new one", "split_actor"),
    ("Doubles…", "Actors that may be the same", "actor_doubles"),
    ("Variables…", "What the project asks of its actors", "actor_variables"),
    ("Import…", "Import a table of actors", "import_actors"),
    ("Export…", "Write the actors to a CSV file", "export_actors"),
)


class ActorWords(QLineEdit):
    """The line for words of an actor."""

    downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        let_clear(self)
        self.setPlaceholderText("Find an actor")
        self.setAccessibleName("Find an actor")
        set_tool_tip(self, with_key("Words of names, roles and affiliations", "actor_words"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the actors, or clear and then leave."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.downwards.emit()
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def clear_or_leave(self) -> None:
        """Clear the words or, where there are none, go on to the actors."""
        if self.text():
            self.clear()
        else:
            self.downwards.emit()


class ActorsBar(QWidget):
    """Words, kind and whether archived actors are shown; buttons for what can be done."""

    changed = Signal()
    downwards = Signal()
    pressed = Signal(str)
    """The id of the command of a button."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ActorWords()
        self.kind = ArrowKeyCombo("Kind")
        self.kind.offer([*_KINDS, ("Groups", "group")], "")
        self.archived = IconButton(icon("show"), with_key("Show archived actors", "show_archived"))
        self.archived.setCheckable(True)
        self.archived.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hint = ElidedLabel(role="muted")
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.words, 2)
        row.addWidget(self.kind)
        row.addWidget(self.archived)
        row.addWidget(self.hint, 1)
        self.buttons: dict[str, QPushButton] = {}
        for text, does, ident in _BUTTONS:
            button = QPushButton(text, autoDefault=False)
            set_tool_tip(button, with_key(does, ident))
            button.clicked.connect(partial(self._press, ident))
            self.buttons[ident] = button
            row.addWidget(button)
        self.words.textChanged.connect(self._wait)
        self.words.downwards.connect(self.downwards)
        self.kind.currentIndexChanged.connect(self.changed)
        self.archived.toggled.connect(self.changed)

    def filter(self) -> ActorFilter:
        """Return which actors are wanted."""
        kind: str = self.kind.currentData() or ""
        return ActorFilter(self.words.text(), kind, self.archived.isChecked())

    def show_everything(self) -> None:
        """Ask for all actors, without a signal."""
        for one in (self.words, self.kind, self.archived):
            one.blockSignals(True)  # noqa: FBT003 - Qt's name
        self.words.clear()
        self.kind.setCurrentIndex(0)
        self.archived.setChecked(True)
        for one in (self.words, self.kind, self.archived):
            one.blockSignals(False)  # noqa: FBT003 - Qt's name

    def say(self, shown: Sized, total: int) -> None:
        """Say how many actors are listed."""
        count = counted(len(shown), "actor")
        self.hint.setText(count if len(shown) == total else f"{count} of {total:,}")

    def _wait(self) -> None:
        self._pause.start()

    def _press(self, ident: str) -> None:
        self.pressed.emit(ident)
