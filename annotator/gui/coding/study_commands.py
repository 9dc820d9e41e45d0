"""The lists of notes to the lead and of rounds, from which one goes on to what they are about."""

from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.remarks import show_remarks
from annotator.gui.rounds import ListedArticles, show_rounds
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _show(project: ProjectContext) -> None:
    project.commit_pending()
    wanted = show_remarks(project.window, project.session, project.settings)
    if wanted is not None and wanted.article:
        project.show(CodingPage).open_article(wanted.article)
    elif wanted is not None and wanted.code:
        project.show(CodingPage).show_guideline(wanted.code)


def _rounds(project: ProjectContext) -> None:
    project.commit_pending()
    chosen = ListedArticles(project.listed_articles(), project.selected_articles())
    wanted = show_rounds(project.window, project.session, project.settings, chosen)
    if wanted is not None:
        project.show(CodingPage).articles.show_found_by(f'round:"{wanted.name}"')


STUDY_COMMANDS: tuple[Command[ProjectContext], ...] = (
    Command(
        "practice",
        "How I did on this practice article…",
        (),
        KeyGroup.TEAM,
        ON_PROJECT,
        lambda project: project.show(CodingPage).show_feedback(),
        (MenuPlace(Menu.TEAM, 3, 2),),
    ),
    Command(
        "rounds",
        "Rounds…",
        (),
        KeyGroup.TEAM,
        ON_PROJECT,
        _rounds,
        (MenuPlace(Menu.TEAM, 3, 1),),
    ),
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
