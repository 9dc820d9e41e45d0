"""How the dataset is handed over."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.exports import export_articles
from annotator.gui.exports.book import ask_and_write_book
from annotator.gui.exports.report import ask_and_report
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _export(project: ProjectContext) -> None:
    project.commit_pending()
    selected, listed = project.selected_articles(), project.listed_articles()
    export_articles(project.window, project.session, project.settings, selected, listed)


def _report(project: ProjectContext) -> None:
    project.commit_pending()
    ask_and_report(project.window, project.session, project.settings)


def _book(project: ProjectContext) -> None:
    project.commit_pending()
    ask_and_write_book(project.window, project.session, project.settings)


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
    Command(
        "report",
        "Report…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _report,
        (MenuPlace(Menu.PROJECT, 2, 5),),
    ),
    Command(
        "guideline_book",
        "Guideline book…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _book,
        (MenuPlace(Menu.PROJECT, 4, 7, "Codebook"),),
    ),
)
