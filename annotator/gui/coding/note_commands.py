"""The list of notes to the lead, from which one goes to the article or the code of a note."""

from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.remarks import show_remarks
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _show(project: ProjectContext) -> None:
    project.commit_pending()
    wanted = show_remarks(project.window, project.session, project.settings)
    if wanted is not None and wanted.article:
        project.show(CodingPage).open_article(wanted.article)
    elif wanted is not None and wanted.code:
        project.show(CodingPage).show_guideline(wanted.code)


NOTE_COMMANDS: tuple[Command[ProjectContext], ...] = (
    Command(
        "remarks",
        "Notes to the lead…",
        (),
        KeyGroup.TEAM,
        ON_PROJECT,
        _show,
        (MenuPlace(Menu.TEAM, 4, 3),),
    ),
)
