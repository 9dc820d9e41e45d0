"""Where labels are suggested: not where several coders are to code without being led."""

from typing import cast

from annotator.domain.edits.sampling import VALIDATIONS
from annotator.domain.record import Values
from annotator.domain.settings import project_settings
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.domain.teamwork import Assignment
from annotator.store.readable import ReadableProject
from annotator.workflow.open_article import OpenArticle

OFF = "Suggestions are off in this project."
TRAINING = "No suggestions in practice articles: you are to find the labels yourself."
AGAIN = "No suggestions where an article is coded again: the second time has to stand by itself."
SHARED = (
    "No suggestions here: several coders code this article, and their agreement counts only if "
    "nothing led them."
)
VALIDATING = "No suggestions here: a program’s labels are measured against what people code alone."


def why_not(project: ReadableProject, article: OpenArticle, coder: str) -> str:
    """Say why nothing is suggested to a coder (id) in an article; empty where it is.

    What is read is the project’s settings and what lies on this article.
    """
    stored = project.info().settings
    settings = project_settings(stored)
    if not settings.suggest:
        return OFF
    ident = article.article.id
    put = (project.get(Round, one.round) for one in project.find(Inclusion, article=ident))
    kinds = {one.kind for one in put if one is not None}
    if RoundKind.TRAINING in kinds:
        return TRAINING
    if RoundKind.REPEAT in kinds:
        return AGAIN
    if settings.suggest_shared:
        return ""
    if is_shared(project, ident, coder):
        return SHARED
    return VALIDATING if validates(stored, ident) else ""


def is_shared(project: ReadableProject, article: str, coder: str) -> bool:
    """Tell whether an article is assigned to a coder (ids) and to others as well.

    A package has only its coder’s assignment, which says whether there are others.
    """
    given = project.find(Assignment, article=article)
    own = next((one for one in given if one.coder == coder), None)
    return own is not None and (own.shared or len(given) > 1)


def validates(stored: Values, article: str) -> bool:
    """Tell whether an article was drawn to measure a run by."""
    told = (one for name, one in stored.items() if name.startswith(VALIDATIONS))
    samples = (cast("Values", one) for one in told if isinstance(one, dict))
    return any(article in (one.get("chances") or ()) for one in samples)
