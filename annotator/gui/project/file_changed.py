"""Telling that the file of the open project is another one, or gone, and what can be done."""

from enum import Enum, auto

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.errors import FileChangedError
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, secondary_button

_WIDTH = 560


class AfterChange(Enum):
    """What to do once the work goes on in a file of its own."""

    GO_ON = auto()
    """Go on there, and leave the other file alone."""
    MERGE = auto()
    """Bring the work into the file that lies in the old place."""
    OPEN_OTHER = auto()
    """Open the file that lies in the old place; the kept one stays."""
    PUT_BACK = auto()
    """Give the project its old name again."""


class FileChangedDialog(QDialog):
    """Says what happened and that nothing is lost; Enter and Esc go on with one's own work."""

    def __init__(self, error: FileChangedError, parent: QWidget | None) -> None:
        super().__init__(parent)
        original = error.path
        self.setWindowTitle("The project's file")
        self.choice = AfterChange.GO_ON
        there = original.exists()
        kept = error.kept or original
        self._heading = PlainLabel(error.message, role="heading", wrap=True)
        lost = "Nothing is lost: your" if error.whole else "Your"
        told = f"{lost} work goes on in “{kept.name}”"
        where = ", beside it." if kept.parent == original.parent else f" in {kept.parent}."
        told += where
        if there:
            told += (
                " The other file may hold a colleague's work, or an older version. Both are "
                "histories of edits, so they can be brought together without losing either."
            )
        self.words = PlainLabel(told, wrap=True)
        self.go_on = secondary_button("&Go on with my work", self.accept)
        self.go_on.setDefault(True)
        self.others = [
            secondary_button(text, lambda choice=choice: self._choose(choice))
            for text, choice in _choices(there=there, folder=original.parent.is_dir())
        ]
        self._lay_out()
        # No button: a space that was meant for a note must not press it.
        self.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in self.others:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(2 * GAP)
        layout.addWidget(self._heading)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)

    def _choose(self, choice: AfterChange) -> None:
        self.choice = choice
        self.accept()


def _choices(*, there: bool, folder: bool) -> list[tuple[str, AfterChange]]:
    if there:
        return [
            ("&Bring both together…", AfterChange.MERGE),
            ("&Open the other file", AfterChange.OPEN_OTHER),
        ]
    return [("&Put it back under its old name", AfterChange.PUT_BACK)] if folder else []
