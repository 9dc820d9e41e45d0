"""What can be done with the project's own properties."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.project.properties import ProjectProperties, edit_project
from annotator.gui.session.context import ON_PROJECT

DIALOG = KeyScope(ProjectProperties, apart=True)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "project",
        "Project's title and variables…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: edit_project(project.window, project.session),
        (MenuPlace(Menu.PROJECT, 4, 2),),
    ),
    Command(
        "add_variable",
        "Add a variable, among the project's variables",
        ("Ctrl+N",),
        KeyGroup.LISTS,
        DIALOG,
        lambda dialog: dialog.table.add(),
    ),
    Command(
        "remove_variable",
        "Remove the variable",
        ("Del",),
        KeyGroup.LISTS,
        DIALOG,
        lambda dialog: dialog.table.remove(),
    ),
)
