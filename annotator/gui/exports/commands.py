"""How the dataset is handed over."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.exports import export_articles
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _export(project: ProjectContext) -> None:
    project.commit_pending()
    selected, listed = project.selected_articles(), project.listed_articles()
    export_articles(project.window, project.session, project.settings, selected, listed)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "export",
        "Export…",
        ("Ctrl+E",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _export,
        (MenuPlace(Menu.PROJECT, 2, 3),),
    ),
)
