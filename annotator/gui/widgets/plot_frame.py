"""A plot, or words instead of it, with buttons that write it to a file."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal

KINDS = ("png", "svg", "pdf", "csv")
"""The endings of the files that a plot can be written to."""


class PlotFrame(QWidget):
    """Shows a room's widget with a plot, or says why there is none; writes it where one chooses.

    `name` is that of the file that is proposed.
    """

    def __init__(self, settings: Settings, name: str, shown: QWidget) -> None:
        super().__init__()
        self._settings = settings
        self._name = name
        self._shown = shown
        self.empty = EmptyState(icon("review"), "Nothing to plot", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(shown)
        self.buttons = {kind: self._button(kind) for kind in KINDS}
        self.foot = QHBoxLayout()
        """The line below, with the buttons at its end."""
        self.foot.setContentsMargins(GRID, HALF, GRID, HALF)
        self.foot.setSpacing(GRID)
        self.foot.addStretch(1)
        for button in self.buttons.values():
            self.foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self.foot)

    def _button(self, kind: str) -> QPushButton:
        button = QPushButton(f"{kind.upper()}…", autoDefault=False)
        what = "data" if kind == "csv" else "plot"
        button.setToolTip(f"Write the {what} to a {kind.upper()} file")
        button.setAccessibleName(f"Write the {what} as {kind.upper()}")
        button.clicked.connect(partial(self._ask_and_save, kind))
        return button

    def show_words(self, title: str, hint: str) -> None:
        """Show words instead of a plot."""
        self.empty.say(title, hint)
        self._stack.setCurrentWidget(self.empty)
        self.allow_writing(on=False)

    def show_drawn(self) -> None:
        """Show what the room has drawn."""
        self._stack.setCurrentWidget(self._shown)

    def allow_writing(self, *, on: bool) -> None:
        """Let it be written, or not: there may be a plot that is not drawn as yet."""
        for button in self.buttons.values():
            button.setEnabled(on)

    def write(self, path: Path) -> None:
        """Write the plot, or with `.csv` its figures; raise a `UserError` where that can't be."""
        raise NotImplementedError

    def _ask_and_save(self, kind: str) -> None:
        name = f"{self._name.lower()}.{kind}"
        path = choose_new(self, self._settings, "Write to", f"{kind.upper()} (*.{kind})", name)
        if path is not None:
            has_it = path.suffix.lower() == f".{kind}"
            self.save(path if has_it else path.with_name(f"{path.name}.{kind}"))

    def save(self, path: Path) -> None:
        """Write what there is; say why when that can't be."""
        try:
            self.write(path)
        except UserError as error:
            show_refusal(self, "The file can’t be written", error)
