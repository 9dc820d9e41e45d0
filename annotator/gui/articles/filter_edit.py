"""The line in which one types what articles to list."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.layout import StretchRole
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.icons import icon
from annotator.gui.widgets.basic import let_clear, set_tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.store.reading.filtering import (
    COPIED,
    COPIED_AGAIN,
    COPIES,
    UNITS,
    UNITS_ANSWERED,
    UNITS_OPEN,
)
from annotator.store.reading.listing import Offered

PAUSE = 120
"""Milliseconds without a key press after which the filter runs."""
_NO_WORD = "\0"
_HELP = """Words find articles whose title or text has them all.
"two words" finds them together.
outlet:herald — the outlet
status:new, in_progress, done or nothing — your own status
code:quote — with annotations of a code
coder:ana — with annotations by a coder
assigned:ana — assigned to a coder; assigned:* to anybody
is:settled, in-review, locked or sent-back — how far review has come
round:pilot — put into a round; round:* into any
units:open — where you have units left to answer; units:answered where not
copies:yes — with near copies; copies:again without one of each; copies:"Title" those of one
has:caption, pull_quote, subhead … — with a stretch of that role
from:2025-05-01 to:2025-05-31 — the date
version:<4 — with annotations coded before version 4 of the codebook"""


class FilterEdit(QLineEdit):
    """A line for words and keys such as `outlet:`; it completes the word being typed."""

    wanted = Signal(str)
    """List what these words find."""
    entered = Signal()
    """Enter: open what was found first."""
    downwards = Signal()
    """The Down key: on to the list."""
    left = Signal()
    """Esc in an empty filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Filter articles…")
        self.setAccessibleName("Filter articles")
        set_tool_tip(self, _HELP)
        let_clear(self)
        sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setText("Filter articles")  # for screen readers; it shows its icon alone
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.run_now)
        self.textChanged.connect(self._timer.start)
        self._completer = _WordCompleter(self)
        self.setCompleter(self._completer)

    def run_now(self) -> None:
        """Filter without waiting for a pause."""
        self._timer.stop()
        self.wanted.emit(self.text())

    def cancel(self) -> bool:
        """Filter no more after the pause; tell whether it would have."""
        waited = self._timer.isActive()
        self._timer.stop()
        return waited

    def offer(self, words: Iterable[str]) -> None:
        """Complete to these words, such as `outlet:AFP`; spaces in them get quoted."""
        self._completer.offer(list(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, go on to the list, or clear and then leave."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.run_now()
                self.entered.emit()
            case Qt.Key.Key_Down:
                self.run_now()
                self.downwards.emit()
            case _ if not perform(self, key_word(event)):
                super().keyPressEvent(event)
            case _:
                pass

    def clear_or_leave(self) -> None:
        """Clear the filter or, where it is clear, leave it."""
        if self.text():
            self.clear()
            self.run_now()
        else:
            self.left.emit()


class _WordCompleter(QCompleter):
    """Completes the last word of a line, once it has begun."""

    def __init__(self, edit: QLineEdit) -> None:
        self._words = QStringListModel()
        super().__init__(self._words, edit)
        self._edit = edit
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)

    def offer(self, words: list[str]) -> None:
        if words != self._words.stringList():
            self._words.setStringList(words)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's name
        word = _last_word(path).replace('"', "")
        return [_NO_WORD if word in ("", *self._words.stringList()) else word]

    def pathFromIndex(self, index: Index) -> str:  # noqa: N802 - Qt's
        line = self._edit.text()
        return line[: len(line) - len(_last_word(line))] + _quoted(str(index.data()))


def _last_word(line: str) -> str:
    """Return what follows the last space that stands outside double quotes."""
    for place in range(len(line) - 1, -1, -1):
        if line[place] == " " and line.count('"', 0, place) % 2 == 0:
            return line[place + 1 :]
    return line


def _quoted(word: str) -> str:
    key, colon, value = word.partition(":")
    return f'{key}{colon}"{value}"' if " " in value else word


def proposals(offered: Offered, codebook: Codebook) -> list[str]:
    """Return what the filter completes: its words, each with what the project has of it."""
    groups = {
        "outlet": sorted(offered.outlets),
        "status": ("new", "in_progress", "done", "nothing"),
        "code": [code.id for code in codebook.usable()],
        "coder": sorted(offered.coders),
        "assigned": sorted(offered.assigned),
        "is": ("settled", "in-review", "open", "locked", "sent-back"),
        "round": sorted(offered.rounds),
        UNITS: (UNITS_OPEN, UNITS_ANSWERED),
        COPIES: (COPIED, COPIED_AGAIN),
        "has": sorted(one for one in StretchRole if one is not StretchRole.BODY),
    }
    keys = [f"{key}:" for key in (*groups, "from", "to", "version")]
    return keys + [f"{key}:{value}" for key, values in groups.items() for value in values]
