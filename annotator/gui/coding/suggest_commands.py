"""What the keys do with suggestions while coding, and their place in the menus."""

from typing import Any

from annotator.gui.coding.controller import CodingController
from annotator.gui.coding.page import CodingPage
from annotator.gui.coding.text_commands import TEXT, coding_page
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.suggest import accept_above

_MENU = "Suggestions"
_PAGE = KeyScope(CodingPage, coding_page, shortcuts=True)

_TEXT: tuple[Command[CodingController], ...] = (
    Command(
        "next_suggestion",
        "Next suggestion",
        ("U",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.suggesting.step(1),
        (MenuPlace(Menu.ANNOTATION, 4, 1, _MENU),),
    ),
    Command(
        "previous_suggestion",
        "Previous suggestion",
        ("Shift+U",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.suggesting.step(-1),
        (MenuPlace(Menu.ANNOTATION, 4, 2, _MENU),),
    ),
    Command(
        "accept_suggestion",
        "Accept the suggestion with its source and cue",
        ("V",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.accept(with_ends=True),
        (MenuPlace(Menu.ANNOTATION, 4, 3, _MENU), MenuPlace(Menu.SUGGESTION, 1, 1)),
    ),
    Command(
        "accept_words",
        "Accept the suggestion alone, without source and cue",
        ("Shift+V",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.accept(with_ends=False),
        (MenuPlace(Menu.ANNOTATION, 4, 4, _MENU),),
    ),
    Command(
        "refuse_suggestion",
        "Refuse the suggestion",
        ("D",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.refuse(),
        (MenuPlace(Menu.ANNOTATION, 4, 5, _MENU), MenuPlace(Menu.SUGGESTION, 1, 2)),
    ),
    Command(
        "mend_suggestion",
        "Mend the suggestion before it is accepted",
        ("E",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.mend(),
        (MenuPlace(Menu.ANNOTATION, 4, 6, _MENU), MenuPlace(Menu.SUGGESTION, 1, 3)),
    ),
    Command(
        "why_suggestion",
        "Why this is suggested",
        ("Shift+H",),
        KeyGroup.SUGGESTIONS,
        TEXT,
        lambda text: text.deciding.why_wanted.emit(),
        (MenuPlace(Menu.ANNOTATION, 4, 7, _MENU), MenuPlace(Menu.SUGGESTION, 1, 4)),
    ),
)

_COMMANDS: tuple[Command[CodingPage], ...] = (
    Command(
        "accept_above",
        "Accept all above…",
        ("Ctrl+Shift+Y",),
        KeyGroup.SUGGESTIONS,
        _PAGE,
        lambda page: accept_above(page.window(), page.settings, page.pane.coding.deciding),
        (MenuPlace(Menu.ANNOTATION, 4, 8, _MENU),),
    ),
    Command(
        "show_suggestions",
        "Show suggestions",
        ("Ctrl+U",),
        KeyGroup.SUGGESTIONS,
        _PAGE,
        lambda page: page.suggesting.toggle(),
        (MenuPlace(Menu.ANNOTATION, 4, 9, _MENU),),
        checked_when=lambda page: page.suggesting.is_on,
    ),
    Command(
        "unsure_suggestions",
        "Show unsure suggestions, too",
        ("Alt+U",),
        KeyGroup.SUGGESTIONS,
        _PAGE,
        lambda page: page.suggesting.toggle_unsure(),
        (MenuPlace(Menu.ANNOTATION, 4, 10, _MENU),),
        enabled_when=lambda page: page.suggesting.is_on,
        checked_when=lambda page: page.suggesting.shows_unsure,
    ),
)

SUGGEST_COMMANDS: tuple[Command[Any], ...] = (*_TEXT, *_COMMANDS)
