"""Adding codes from the shelf."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.shelf.adding import add_from_shelf


def _add(project: ProjectContext) -> None:
    project.commit_pending()
    add_from_shelf(project.window, project.session, project.settings)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "add_from_shelf",
        "Add codes from the shelf…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _add,
        (MenuPlace(Menu.PROJECT, 4, 6, "Codebook"),),
    ),
)
