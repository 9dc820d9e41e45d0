"""A code's guideline, to be written."""

import msgspec
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from annotator.domain.codebook import Code
from annotator.gui.look.theme import GRID

_PARTS = {
    "definition": "Definition",
    "include": "Include",
    "exclude": "Exclude",
    "positive_example": "Example",
    "negative_example": "Not an example",
    "source": "Source",
}


class GuidelinePage(QWidget):
    """One text for each part of the guideline."""

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.edits: dict[str, QPlainTextEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, GRID, 0, 0)
        for part, name in _PARTS.items():
            edit = QPlainTextEdit(str(getattr(code, part)))
            edit.setProperty("role", "field")
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * 2 + 2 * GRID)
            edit.setAccessibleName(name)
            self.edits[part] = edit
            form.addRow(name, edit)

    def read(self, code: Code) -> Code:
        """Return the code with what is typed here."""
        texts = {part: edit.toPlainText().strip() for part, edit in self.edits.items()}
        return msgspec.structs.replace(code, **texts)
