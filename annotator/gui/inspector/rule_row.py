"""The links of one kind: their ends, and a way to add one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.domain.codebook import LinkRule
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.inspector.chip import Chip, End
from annotator.gui.inspector.picker import ActorPicker
from annotator.gui.look.theme import HAIR, HALF
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import set_tool_tip


class Chips(QWidget):
    """Ends below one another, kept in place while they stay the same."""

    picked = Signal(str)
    removed = Signal(str)
    rebuilt = Signal()
    """Other ends stand there: the order of the tab key has to follow."""

    def __init__(self, unused_key: KeyHandler) -> None:
        super().__init__()
        self._unused_key = unused_key
        self.chips: list[Chip] = []
        self.column = QVBoxLayout()
        self.column.setSpacing(HAIR)
        self.across = QHBoxLayout()
        self.across.setSpacing(HAIR)
        self.across.addLayout(self.column)
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(HALF, HAIR, HALF, HAIR)
        self.down.setSpacing(HAIR)
        self.down.addLayout(self.across)

    def show_ends(self, ends: list[End]) -> None:
        """Show these ends; chips that stay keep their focus."""
        if ends == [chip.end for chip in self.chips]:
            return
        kept = {chip.end: chip for chip in self.chips if chip.end in ends}
        for chip in self.chips:
            if chip.end not in kept:
                self.column.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
        self.chips = [kept[end] if end in kept else self._made(end) for end in ends]
        for place, chip in enumerate(self.chips):
            self.column.insertWidget(place, chip)
            chip.show()
        self.rebuilt.emit()

    def _made(self, end: End) -> Chip:
        chip = Chip(end, self._unused_key)
        chip.picked.connect(self.picked)
        chip.removed.connect(self.removed)
        return chip


class RuleRow(Chips):
    """The ends of one link rule, with a button that opens the picker in its own place."""

    def __init__(self, session: Session, rule: LinkRule, unused_key: KeyHandler) -> None:
        super().__init__(unused_key)
        self._session = session
        self._rule = rule
        self.read_only = False
        self.picker: ActorPicker | None = None
        self.button = QToolButton()
        self.button.setText("+ add")
        self.button.setAccessibleName(f"Add {rule.name}")
        self.button.clicked.connect(lambda: self.add_wanted.emit(rule.type))
        self.button.setMinimumHeight(26)
        self.across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.across.addStretch(0)

    add_wanted = Signal(str)
    """A link of this type is to be added."""
    closed = Signal(bool)
    """The picker is closed; true if the focus is to go back to where it was."""

    def show_links(self, ends: list[End], *, read_only: bool) -> None:
        """Show the ends and whether there can be others."""
        self.show_ends(ends)
        self.read_only = read_only
        full = self._rule.maximum is not None and len(ends) >= self._rule.maximum
        self.button.setText("+" if ends else "+ add")
        does = "Replace" if full else "Add"
        set_tool_tip(self.button, f"{does}: {self._rule.name}")
        self.across.setStretch(0, 1 if ends else 0)
        self.across.setStretch(2, 0 if ends else 1)
        self.button.setVisible(not read_only and self.picker is None)

    def open_picker(self, annotation: str, suggestion: str) -> ActorPicker:
        """Put the picker in the button's place."""
        self.close_picker()
        picker = ActorPicker(self._session, annotation, self._rule.type, suggestion, self)
        self.picker = picker
        self.button.hide()
        self.down.addWidget(picker)
        picker.closed.connect(partial(self._closed, picker))
        picker.show()
        picker.begin()
        return picker

    def close_picker(self) -> None:
        """Close the picker where one is open; the focus stays where it is."""
        if self.picker is not None:
            self.picker.close_up(go_back=False)

    def _closed(self, picker: ActorPicker, go_back: bool) -> None:  # noqa: FBT001 - a slot
        if self.picker is picker:
            self.picker = None
        self.button.setVisible(not self.read_only)
        self.closed.emit(go_back)
        self.down.removeWidget(picker)
        picker.hide()
        picker.deleteLater()
