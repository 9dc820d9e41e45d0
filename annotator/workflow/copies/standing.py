"""Where labels may be carried to, and where only if somebody wants it: practice, locks, others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.article import WorkStatus
from annotator.domain.people import Coder
from annotator.domain.rounds import rounds_apart
from annotator.domain.settings import project_settings
from annotator.domain.study import RoundKind, Settlement
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated
from annotator.store.project import Project
from annotator.workflow.suggesting.allowed import validates

_BY_ITSELF = {
    RoundKind.TRAINING: "a practice article, which is coded by itself",
    RoundKind.REPEAT: "coded again, which has to stand by itself",
}
_HIDDEN = "you are still to code it, and don’t see its gold yet"


class CarryStanding(msgspec.Struct, frozen=True):
    """Why nothing is carried to an article, or why only where that is wanted; empty for neither."""

    why_not: str = ""
    cautions: tuple[str, ...] = ()

    def caution_with(self, labels: int) -> str:
        """Say what speaks against an article on which there are so many labels of the layer."""
        there = (f"{counted(labels, 'label')} on it already",) if labels else ()
        every = [*there, *self.cautions]
        return enumerated(every) if every else ""


def why_not_from(project: Project, article: str, layer: str, visibility: Visibility) -> str:
    """Say why labels of a layer can't be carried from an article (id); empty where they can."""
    if layer == GOLD_LAYER:
        settings = project_settings(project.info().settings)
        if settings.reviewers and not settings.may_review(visibility.coder):
            return "Gold is carried by reviewers alone."
        if not visibility.sees_others_on(article):
            return "You are still to code this article, and don’t see its gold yet."
    elif layer != visibility.coder:
        return "Only your own labels, or gold, can be carried."
    kind = _kinds(project).get(article, set[RoundKind]())
    alone = next((why for one, why in _BY_ITSELF.items() if one in kind), "")
    return f"This article is {alone}." if alone else ""


def standing_of(
    project: Project, articles: Collection[str], layer: str, visibility: Visibility
) -> dict[str, CarryStanding]:
    """Return of articles (ids) whether labels of a layer may be carried to them."""
    kinds = _kinds(project)
    gold = layer == GOLD_LAYER
    held = project.find_among(Settlement, "article", list(articles)) if gold else []
    locked = {one.article for one in held if one.locked}
    given: defaultdict[str, list[Assignment]] = defaultdict(list)
    for one in [] if gold else project.find_among(Assignment, "article", list(articles)):
        given[one.article].append(one)
    handles = {one.id: one.handle for one in project.find(Coder)}
    stored = project.info().settings
    found: dict[str, CarryStanding] = {}
    for article in articles:
        here = kinds.get(article, set[RoundKind]())
        why_not = next((why for one, why in _BY_ITSELF.items() if one in here), "")
        if gold:
            why_not = why_not or ("locked" if article in locked else "")
            hidden = not visibility.sees_others_on(article)
            found[article] = CarryStanding(why_not or (_HIDDEN if hidden else ""))
        else:
            if validates(stored, article):
                why_not = why_not or "coded by itself, to measure a program’s labels by"
            cautions = _cautions(given[article], visibility, article, handles)
            found[article] = CarryStanding(why_not, tuple(cautions))
    return found


def _cautions(
    given: Sequence[Assignment], visibility: Visibility, article: str, handles: dict[str, str]
) -> Iterator[str]:
    own = next((one for one in given if one.coder == visibility.coder), None)
    if visibility.statuses.get(article) is WorkStatus.NOTHING:
        yield "you found nothing to code in it"
    if given and own is None:
        others = sorted(handles.get(one.coder, "") for one in given)
        yield f"assigned to {enumerated(others)}"
    elif own is not None and (own.shared or len(given) > 1):
        yield "several code it, each alone"


def _kinds(project: Project) -> dict[str, set[RoundKind]]:
    """Return the kinds of the rounds apart from the study that articles were put into."""
    rounds = rounds_apart(project)
    kinds = {one.id: one.kind for one in rounds.rounds}
    return {
        article: {kinds[one] for one in put if one in kinds}
        for article, put in rounds.of_article.items()
    }
