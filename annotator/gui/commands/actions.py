"""The menus' actions, made from the table of commands."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from annotator.gui.commands.table import TEXT_COMMANDS, WINDOW_COMMANDS, Command

_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&Project",
        (
            "new", "open", "-", "import", "paste", "export", "-", "hand_out", "bring_in", "-",
            "actors", "project", "codebook_load", "codebook_save", "-", "settings", "identity",
            "copy", "check", "-", "close", "quit",
        ),
    ),
    (
        "&Edit",
        (
            "undo", "redo", "-", "add_fragment", "recode", "delete", "repeat", "-", "end_right",
            "end_left", "start_right", "start_left", "-", "find",
        ),
    ),
    (
        "&Article",
        (
            "done", "nothing", "-", "next_article", "previous_article", "-", "exclude",
            "properties", "remove_articles",
        ),
    ),
    (
        "&Annotation",
        (
            "fields", "link", "note", "ask", "guideline", "-", "next_annotation",
            "previous_annotation", "other_annotation", "-", "grow", "shrink", "next_quotation",
            "previous_quotation", "next_sentence", "previous_sentence",
        ),
    ),
    (
        "&Review",
        (
            "list_differences", "list_queue", "list_mine", "list_questions", "conflicts",
            "-",
            "take_agreements", "take_agreements_here", "take_layer", "take_layer_b",
        ),
    ),
    (
        "&View",
        (
            "mode_code", "mode_review", "mode_reliability", "-",
            "palette", "filter", "next_panel", "previous_panel", "codebook", "colleagues", "-",
            "zoom_in", "zoom_out", "zoom_reset", "full_screen", "-", "theme",
        ),
    ),
    ("&Help", ("keys",)),
)  # fmt: skip
_CHECKABLE = ("colleagues", "codebook", "full_screen")
_CODING = (
    "done", "nothing", "find", "filter", "codebook", "next_panel", "previous_panel",
    "remove_articles",
)  # fmt: skip
"""What works in the panels for coding alone."""
_ALWAYS = ("new", "open", "quit", "keys", "full_screen", "identity", "settings")
"""What works without a project."""


class Actions:
    """Every command as an action: window commands with shortcuts, text commands with hints.

    A text command's key is shown in its menu but is no shortcut: in the text it is a bare key,
    and elsewhere one must be able to type that letter.
    """

    def __init__(self, owner: QWidget) -> None:
        self.by_id: dict[str, QAction] = {}
        for command in WINDOW_COMMANDS:
            action = self._make(owner, command)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            owner.addAction(action)
        for command in TEXT_COMMANDS:
            action = self._make(owner, command)
            action.setText(f"{command.title}\t{command.key}")

    def _make(self, owner: QWidget, command: Command) -> QAction:
        action = QAction(command.title, owner)
        action.setObjectName(command.id)
        action.setCheckable(command.id in _CHECKABLE)
        self.by_id[command.id] = action
        return action

    def connect(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """Say what the commands do."""
        for name, act in acts.items():
            self.by_id[name].triggered.connect(_plain(act))

    def set_project_open(self, is_open: bool) -> None:  # noqa: FBT001 - says itself
        """Enable what needs a project, or disable it."""
        for name, action in self.by_id.items():
            action.setEnabled(is_open or name in _ALWAYS)

    def set_coding(self, coding: bool) -> None:  # noqa: FBT001 - says itself
        """Enable what is done while coding, or disable it in the window's other modes."""
        for name in (*(command.id for command in TEXT_COMMANDS), *_CODING):
            self.by_id[name].setEnabled(coding)

    def fill(self, bar: QMenuBar, themes: QAction) -> None:
        """Build the menu bar; `themes` is the entry that opens the choice of a theme."""
        for title, names in _MENUS:
            menu = bar.addMenu(title)
            for name in names:
                if name == "-":
                    menu.addSeparator()
                else:
                    menu.addAction(themes if name == "theme" else self.by_id[name])


def _plain(act: Callable[[], object]) -> Callable[..., None]:
    def run(*_: object) -> None:
        act()

    return run
