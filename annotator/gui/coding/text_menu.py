"""The menu of a right click in the text: tag what is there, or change the annotation there."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.codebook import Scope
from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.actions import CommandActions
from annotator.gui.commands.command import Menu


def text_menu(parent: QWidget, page: CodingPage, actions: CommandActions) -> QMenu:
    """Return the menu for where the caret stands now."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for code in page.session.codebook.usable(Scope.SPAN):
        name = code.name.replace("&", "&&")
        entry = menu.addAction(f"Tag as {name}\t{code.key}")
        entry.triggered.connect(partial(_trigger, page, code.id))
    if page.session.selection:
        menu.addSeparator()
        actions.fill(menu, Menu.MARK)
    menu.addSeparator()
    actions.fill(menu, Menu.TEXT)
    return menu


def _trigger(page: CodingPage, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
    page.trigger_code(code)
