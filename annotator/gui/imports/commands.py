"""How articles are imported into the open project."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.imports import import_articles
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _paste(project: ProjectContext) -> None:
    from annotator.gui.imports.paste import paste_article  # noqa: PLC0415 - all formats

    paste_article(project.window, project.session, project.settings)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "import",
        "Import articles…",
        ("Ctrl+I",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: import_articles(project.window, project.session, project.settings),
        (MenuPlace(Menu.PROJECT, 2, 1),),
    ),
    Command(
        "paste",
        "Paste as article…",
        ("Ctrl+Shift+V",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _paste,
        (MenuPlace(Menu.PROJECT, 2, 2),),
    ),
)
