"""Near copies of the article at hand: marked and found in the list, and labels carried to them."""

from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.copies import carry_labels
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.settings.settings import ARTICLES_COPIES, SHOW_LEFT
from annotator.workflow.copies.asking import words_for


def _has_article(project: ProjectContext) -> bool:
    return project.session.article is not None


def _show(project: ProjectContext) -> None:
    opened = project.session.article
    if opened is not None:
        project.commit_pending()
        page = project.show(CodingPage)
        page.sides.show(SHOW_LEFT)
        page.articles.show_found_by(words_for(opened.article.id, opened.article.title))


def _mark(project: ProjectContext) -> None:
    on = not project.settings.get(ARTICLES_COPIES)
    project.settings.set(ARTICLES_COPIES, on)
    marked = "are marked in the list" if on else "are marked no longer"
    project.session.told.emit(f"Near copies {marked}")


def _carry(project: ProjectContext) -> None:
    opened = project.session.article
    if opened is not None:
        project.commit_pending()
        carry_labels(project.window, project.session, project.settings, opened.article.id)


COPY_COMMANDS: tuple[Command[ProjectContext], ...] = (
    Command(
        "show_copies",
        "Show copies of this article",
        ("Ctrl+Shift+D",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        _show,
        (MenuPlace(Menu.ARTICLE, 4, 1),),
        enabled_when=_has_article,
    ),
    Command(
        "carry_labels",
        "Carry labels to copies…",
        ("Ctrl+Shift+J",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        _carry,
        (MenuPlace(Menu.ARTICLE, 4, 2),),
        enabled_when=_has_article,
    ),
    Command(
        "mark_copies",
        "Mark near copies in the list",
        (),
        KeyGroup.WINDOW,
        ON_PROJECT,
        _mark,
        (MenuPlace(Menu.ARTICLE, 4, 3),),
        checked_when=lambda project: project.settings.get(ARTICLES_COPIES),
    ),
)
