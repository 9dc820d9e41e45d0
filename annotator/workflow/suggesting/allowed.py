"""Where labels are suggested: not where several coders are to code without being led."""

from annotator.domain.article import FINISHED
from annotator.domain.rounds import in_order
from annotator.domain.settings import project_settings
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.domain.teamwork import Assignment
from annotator.store.readable import ReadableProject
from annotator.workflow.open_article import OpenArticle

OFF = "Suggestions are off in this project."
TRAINING = "No suggestions in practice articles: you are to find the labels yourself."
AGAIN = "No suggestions where an article is coded again: the second time must stand by itself."
SHARED = (
    "No suggestions here: several coders code this article, and agreement counts only if "
    "nothing led them."
)
GOLD = "Suggestions are for those who code, not where gold is made."


def why_not(project: ReadableProject, article: OpenArticle, coder: str) -> str:
    """Say why nothing is suggested to a coder (id) in an article; empty where it is.

    What is read is what lies on this article.
    """
    settings = project_settings(project.info().settings)
    if not settings.suggest:
        return OFF
    ident = article.article.id
    put = (project.get(Round, one.round) for one in project.find(Inclusion, article=ident))
    kinds = [one.kind for one in in_order(one for one in put if one is not None)]
    if RoundKind.TRAINING in kinds:
        return TRAINING
    if RoundKind.REPEAT in kinds:
        return AGAIN
    if not settings.suggest_shared and is_shared(project, article, coder):
        return SHARED
    return ""


def is_shared(project: ReadableProject, article: OpenArticle, coder: str) -> bool:
    """Tell whether others are to code an article, too, or have, beside a coder (id).

    A package has only its coder's assignment, which says whether there are others.
    """
    given = project.find(Assignment, article=article.article.id)
    others = {one.coder for one in given} | {
        who for who, said in article.statuses.items() if said in FINISHED
    }
    return bool(others - {coder}) and coder in {one.coder for one in given}
