"""The menu of a right click in the text: tag what is there, or change the annotation there."""

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.batches import batched
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.actions import CommandActions
from annotator.gui.commands.command import Menu
from annotator.gui.widgets.basic import plain
from annotator.workflow.code_search import headings_of, recent_first

_FEW = 9
"""Up to how many codes a menu lists them all."""
_LIKELIEST = 5
_MOST_ROWS = 20


def text_menu(parent: QWidget, page: CodingPage, actions: CommandActions) -> QMenu:
    """Return the menu for where the caret stands now."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_codes(menu, page)
    if page.session.selection:
        menu.addSeparator()
        actions.fill(menu, Menu.MARK)
    if page.suggesting.current is not None:
        menu.addSeparator()
        actions.fill(menu, Menu.SUGGESTION)
    menu.addSeparator()
    actions.fill(menu, Menu.TEXT)
    return menu


def _add_codes(menu: QMenu, page: CodingPage) -> None:
    """Add the codes: all where there are few, else the likeliest, and all others by heading."""
    codebook, recent = page.session.codebook, page.pane.coding.recent
    codes = codebook.usable(Scope.SPAN)
    if len(codes) <= _FEW:
        for code in codes:
            _add(menu, page, code, f"Tag as {plain(code.name)}")
        return
    keyed_first = sorted(codes, key=lambda one: not one.key)
    likeliest = recent_first(keyed_first, recent)[:_LIKELIEST]
    for code in likeliest:
        _add(menu, page, code, f"Tag as {plain(code.name)}")
    for name, below in _in_parts(codebook, codes):
        if all(code in likeliest for code in below):
            continue  # they are above
        group = menu.addMenu(plain(name))
        for code in below:
            _add(group, page, code, plain(code.name))


def _in_parts(codebook: Codebook, codes: Iterable[Code]) -> Iterator[tuple[str, list[Code]]]:
    """Yield the codes below each heading, and those below none a few at a time."""
    by_heading: dict[str, list[Code]] = {}
    for code in codes:
        headings = headings_of(codebook, code)
        by_heading.setdefault(headings[0].name if headings else "", []).append(code)
    for heading, below in by_heading.items():
        for few in batched(below, _MOST_ROWS):
            if heading and len(below) <= _MOST_ROWS:
                yield heading, few
            else:
                span = f"{few[0].name} … {few[-1].name}"
                yield (f"{heading}: {span}" if heading else span), few


def _add(menu: QMenu, page: CodingPage, code: Code, words: str) -> None:
    entry = menu.addAction(f"{words}\t{code.key}" if code.key else words)
    entry.triggered.connect(partial(_trigger, page, code.id))


def _trigger(page: CodingPage, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
    page.trigger_code(code)
