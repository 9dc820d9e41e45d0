"""Labels to place: their list, and what keys do there with each."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.places.dialog import PlacesDialog, show_places
from annotator.gui.session.context import ON_PROJECT, ProjectContext

DIALOG = KeyScope(PlacesDialog, apart=True)


def _places(project: ProjectContext) -> None:
    project.commit_pending()
    show_places(project.window, project.session, project.settings)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "places",
        "Labels to place…",
        ("Ctrl+Shift+P",),
        KeyGroup.PLACES,
        ON_PROJECT,
        _places,
        (MenuPlace(Menu.REVIEW, 1, 7),),
    ),
    Command(
        "place_keep",
        "The label stands where it is",
        ("A",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.keep,
        enabled_when=lambda one: one.stands,
    ),
    Command(
        "place_next",
        "Move it to the next place at which its words fit",
        ("N",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.move_on,
        enabled_when=lambda one: one.may_move,
    ),
    Command(
        "place_here",
        "It stands on the selected words",
        ("M",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.place_here,
        enabled_when=lambda one: one.at_hand is not None,
    ),
    Command(
        "place_leave_out",
        "Leave it out; a program’s label is rejected",
        ("X",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.leave_out,
        enabled_when=lambda one: one.at_hand is not None,
    ),
    Command(
        "place_take_back",
        "Take the last act back",
        ("U", "Ctrl+Z"),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.take_back,
        enabled_when=lambda one: one.may_take_back,
    ),
    Command(
        "place_to_text",
        "To the text, to select words",
        ("Enter",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.to_text,
    ),
    Command(
        "place_to_list",
        "Back to the list; from there, close it",
        ("Esc",),
        KeyGroup.PLACES,
        DIALOG,
        PlacesDialog.to_list,
    ),
)
