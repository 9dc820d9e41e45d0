"""How articles are imported into the open project."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.imports import import_articles
from annotator.gui.imports.paste import paste_article
from annotator.gui.session.context import ON_PROJECT

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
        lambda project: paste_article(project.window, project.session, project.settings),
        (MenuPlace(Menu.PROJECT, 2, 2),),
    ),
)
