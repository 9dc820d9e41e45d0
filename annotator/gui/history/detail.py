"""What the edit at hand changed, attribute by attribute, and the ways back from it."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, Separator, set_tool_tip
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.wording.dates import full_moment
from annotator.workflow.history_rows import MOST_LINES, HistoryLine, HistoryRow

_HEADINGS = ("Of", "What", "Before", "After")
_WIDTHS = {0: 250, 1: 120, 2: 190}


class EditDetail(QWidget):
    """A heading, three buttons, and a row for each thing that was changed."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel(role="strong")
        self.below = ElidedLabel(role="small")
        self.take_back = _button("&Take this back", "Undo this edit alone", "take_back")
        self.copy = _button(
            "&Copy as it was then…",
            "Write the project as it was after this edit to a new file",
            "copy_of_moment",
        )
        self.open = _button("&Open article", "Go to what was edited", "open_edited")
        self.lines = PlainTable("What the edit changed", _HEADINGS, 3, _WIDTHS)
        self.nothing = EmptyState(icon("history"), "", "")
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.below)
        row = QHBoxLayout()
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addLayout(words, 1)
        for button in (self.open, self.copy, self.take_back):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Separator())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.lines)
        self._pages.addWidget(self.nothing)
        column.addWidget(self._pages, 1)

    def show_edit(self, row: HistoryRow, lines: Sequence[HistoryLine], *, open_here: bool) -> None:
        """Show an edit; `open_here` says that its article can be opened."""
        edit = row.edit
        self.title.setText(edit.label)
        parts = [edit.coder, full_moment(edit.at), row.where]
        if edit.undone:
            parts.append("taken back: it does not count now")
        elif not edit.own:
            parts.append("came in from another file")
        self.below.setText(" · ".join(part for part in parts if part))
        self.take_back.setEnabled(row.can_be_taken_back)
        self.copy.setEnabled(True)
        self.open.setEnabled(open_here)
        cells = list(_cells(lines))
        if len(lines) == MOST_LINES:
            cells.append(("…", "and more", "", ""))
        self.lines.show_rows(cells)
        if not lines:
            self.nothing.say("Nothing to show", "Which other edits count is all that this changed.")
        self._pages.setCurrentIndex(0 if lines else 1)

    def show_none(self) -> None:
        """Show that no edit is at hand."""
        self.title.setText("")
        self.below.setText("")
        for button in (self.take_back, self.copy, self.open):
            button.setEnabled(False)
        self.nothing.say("No edit is chosen", "Choose an edit above to see what it changed.")
        self._pages.setCurrentIndex(1)


def _cells(lines: Sequence[HistoryLine]) -> Iterator[tuple[str, str, str, str]]:
    """Name a record once, in the first of its rows."""
    for n, one in enumerate(lines):
        again = n > 0 and lines[n - 1].record == one.record
        yield "" if again else one.record, one.attribute, one.before, one.after


def _button(text: str, does: str, command: str) -> QPushButton:
    button = QPushButton(text, autoDefault=False)
    set_tool_tip(button, with_key(does, command))
    return button
