"""What can be done with the project's actors."""

from typing import Any

from annotator.gui.actors.dialog import ActorsDialog, show_actors
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import ON_PROJECT

DIALOG = KeyScope(ActorsDialog, apart=True)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "actors",
        "Actors…",
        ("Ctrl+Shift+A",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: show_actors(project.window, project.session),
        (MenuPlace(Menu.PROJECT, 4, 1),),
    ),
    Command(
        "add_actor",
        "Add an actor, in the list of actors",
        ("Ctrl+N",),
        KeyGroup.LISTS,
        DIALOG,
        ActorsDialog.add,
    ),
)
