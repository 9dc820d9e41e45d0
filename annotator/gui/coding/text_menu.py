"""The menu of a right click in the text: tag what is there, or change the annotation there."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.codebook import Scope
from annotator.gui.coding.page import Workspace
from annotator.gui.commands.actions import Actions

_ON_ANNOTATION = ("fields", "link", "note", "ask", "recode", "add_fragment", "delete")
_ON_TEXT = ("repeat", "exclude", "find")


def text_menu(parent: QWidget, workspace: Workspace, actions: Actions) -> QMenu:
    """Return the menu for where the caret stands now."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for code in workspace.session.codebook.usable(Scope.SPAN):
        name = code.name.replace("&", "&&")
        entry = menu.addAction(f"Tag as {name}\t{code.key}")
        entry.triggered.connect(partial(_trigger, workspace, code.id))
    if workspace.session.selection:
        menu.addSeparator()
        for command in _ON_ANNOTATION:
            menu.addAction(actions.by_id[command])
    menu.addSeparator()
    for command in _ON_TEXT:
        menu.addAction(actions.by_id[command])
    copy = menu.addAction("Copy\tCtrl+C")
    copy.setEnabled(workspace.pane.view.selection() is not None)
    copy.triggered.connect(workspace.pane.view.copy)
    return menu


def _trigger(workspace: Workspace, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
    workspace.trigger_code(code)
