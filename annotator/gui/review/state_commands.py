"""What can be done with an article as a whole while reviewing."""

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.review.article_states import is_locked, is_settled
from annotator.gui.review.page import ReviewPage
from annotator.gui.session.context import ON_PROJECT, ProjectContext


def _has_article(project: ProjectContext) -> bool:
    return project.session.article is not None


def _settled(project: ProjectContext) -> bool:
    article = project.session.article
    return article is not None and is_settled(article)


def _locked(project: ProjectContext) -> bool:
    article = project.session.article
    return article is not None and is_locked(article)


def _settles(project: ProjectContext) -> str:
    return "Reopen the article" if _settled(project) else "Settle the article"


def _locks(project: ProjectContext) -> str:
    return "Unlock the article" if _locked(project) else "Lock the article"


STATES: tuple[Command[ProjectContext], ...] = (
    Command(
        "settle_article",
        "Settle the article, or reopen it",
        ("Ctrl+D",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).states.settle_or_reopen(),
        (MenuPlace(Menu.REVIEW, 3, 1),),
        enabled_when=_has_article,
        title_now=_settles,
        for_reviewers=True,
    ),
    Command(
        "lock_article",
        "Lock the settled article, or unlock it",
        ("Ctrl+L",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).states.lock_or_unlock(),
        (MenuPlace(Menu.REVIEW, 3, 2),),
        enabled_when=_settled,
        title_now=_locks,
        for_reviewers=True,
    ),
    Command(
        "send_back",
        "Send the article back to a coder…",
        ("Ctrl+Shift+B",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).states.send_back(),
        (MenuPlace(Menu.REVIEW, 3, 3),),
        enabled_when=_has_article,
        for_reviewers=True,
    ),
)
