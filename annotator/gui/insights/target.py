"""The line in which an actor is chosen by typing."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from annotator.domain.names import folded
from annotator.gui.commands.key_events import ENTER
from annotator.gui.commands.table import with_key
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.basic import let_clear, set_tool_tip

_WIDTH = 170


class TargetLine(QLineEdit):
    """Completes to actors' names; what is no actor's name is not taken, and the last one stays."""

    chosen = Signal()
    """Another actor, or nobody, is chosen."""
    left = Signal()
    """Esc: back to what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.actor = ""
        """The actor's id; empty for anybody."""
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self.setPlaceholderText("Anybody")
        self.setFixedWidth(scaled(_WIDTH))
        self.setAccessibleName("Toward")
        set_tool_tip(self, with_key("Toward which actor: type part of the name", "insight_target"))
        let_clear(self)
        self.textEdited.connect(self._edited)

    def offer(self, names: Mapping[str, str]) -> None:
        """Offer actors: names by ids."""
        if names != self._names:
            self._names = dict(names)
            self._ids = {folded(name): ident for ident, name in names.items()}
            self._known.setStringList(sorted(names.values(), key=folded))

    def show_actor(self, actor: str) -> None:
        """Show an actor (an id), or nobody, without a signal."""
        self.actor = actor
        if not self.hasFocus():
            self._show_name()

    def _show_name(self) -> None:
        """Show the name that counts, from its beginning."""
        self.setText(self._names.get(self.actor, ""))
        self.setCursorPosition(0)

    def _edited(self, words: str) -> None:
        if not words.strip():
            self._take()

    def _take(self) -> None:
        words = self.text().strip()
        actor = self._ids.get(folded(words), "")
        if words and not actor:
            return
        if actor != self.actor:
            self.actor = actor
            self.chosen.emit()

    def _let_go_of_offers(self) -> None:
        """Hide the names that are offered: they only go by themselves on keys that nobody takes."""
        popup = self.completer().popup()
        if popup is not None:
            popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the name with Enter; Esc goes back."""
        if event.key() in ENTER:
            self._let_go_of_offers()
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._show_name()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is typed, and show the name that counts."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take()
            self._show_name()
