"""What to code next: drawn by what the model is least sure of, by novelty, or at random.

A few articles are drawn at a time. Of what a coder has not read, some by lot are looked at closely
(all, where they are not many), and of those the few are drawn, the preferred ones more often. So
the chance of each drawn article is known: that of being looked at, times that of being drawn then
(two phases; Särndal, Swensson & Wretman 1992, chapter 9).
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.preferring import chances, drawn, some_of, weights
from annotator.analysis.suggest.doubt import doubt_of
from annotator.analysis.suggest.quote import Quote
from annotator.domain.article import Article, WorkStatus
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.drawing import DrawNext
from annotator.domain.errors import UserError
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import NextOrder
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.kept_results import keep, kept
from annotator.workflow.suggesting.proposer import Proposer

AT_A_TIME = 10
"""So many are drawn together: after them it is looked anew what the model is unsure of."""
MOST_LOOKED_AT = 200
"""So many unread articles at most are looked at closely for one draw."""
MOST_CODED = 200
"""To so many of the articles that were coded last, at most, new ones are compared."""
_SCORES = "next"
_MOST_KEPT = 400
"""So many articles' scores are kept for the next draws."""
Scored = tuple[dict[str, float], int]

ORDERS = {
    NextOrder.LISTED: "As the articles are listed",
    NextOrder.UNSURE: "What the model is least sure of",
    NextOrder.NOVEL: "What is least like the articles coded so far",
    NextOrder.RANDOM: "At random",
}
"""The orders in words."""
WHY = {
    NextOrder.LISTED: "The next article of the list, as it is sorted and filtered.",
    NextOrder.UNSURE: (
        "Teaches most in the least time. Ten articles at a time are drawn from those not read yet, "
        "what the model is unsure of more often than the rest."
    ),
    NextOrder.NOVEL: (
        "Covers what there is soon. Ten articles at a time are drawn from those not read yet, what "
        "has other words than the coded ones more often than the rest."
    ),
    NextOrder.RANDOM: (
        "Each article not read yet has the same chance. What is coded at any moment is a simple "
        "random sample."
    ),
}
"""What each order is for, in words."""


class NextDraw(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn: the articles (ids) in their order by lot, each with its chance.

    `pool` counts those that the coder has not read, and `looked_at` those of them that were looked
    at closely; of these `read` were read for it now, as the others were known.
    """

    by: NextOrder
    batch: int
    chances: Mapping[str, float]
    pool: int
    looked_at: int
    read: int = 0

    @property
    def edit(self) -> DrawNext:
        """The edit that keeps the draw."""
        return DrawNext(chances=dict(self.chances), by=self.by, batch=self.batch)


def next_drawn(project: ReadableProject, coder: str, besides: str = "") -> str:
    """Return the id of the first article that was drawn for a coder (id) and isn't finished.

    `besides` is one that isn't it. An empty text means that none is left.
    """
    return project.listing.next_drawn(coder, besides)


def draw_next(
    project: Project,
    coder: str,
    by: NextOrder,
    proposer: Proposer,
    progress: Progress = no_progress,
    *,
    count: int = AT_A_TIME,
    seed: str = "",
) -> NextDraw:
    """Draw what a coder (id) is to code next; raise a `UserError` where nothing is left.

    Nothing is kept of it but the scores, until the draw's edit is applied. The same labels and seed
    draw the same. It is for another thread, with a project of its own.
    """
    pool = unread(project, coder)
    if not pool:
        raise UserError("There is no article left that you have not read or drawn.")
    batch = project.listing.last_batch(coder) + 1
    lots = f"{seed} {coder} {batch}"
    if by in (NextOrder.RANDOM, NextOrder.LISTED):
        few = some_of(pool, count, lots)
        share = len(few) / len(pool)
        found = dict.fromkeys(few, share)
        return NextDraw(by=by, batch=batch, chances=found, pool=len(pool), looked_at=0)
    looked_at = some_of(pool, MOST_LOOKED_AT, lots)
    scores, read = scored(project, coder, by, looked_at, proposer, progress)
    known = chances(weights(scores), count)
    phase = len(looked_at) / len(pool)
    taken = drawn(known, lots)
    return NextDraw(
        by=by,
        batch=batch,
        chances={one: phase * known[one] for one in taken},
        pool=len(pool),
        looked_at=len(looked_at),
        read=read,
    )


def unread(project: ReadableProject, coder: str) -> list[str]:
    """Return the articles (ids) that a coder has neither begun, finished nor drawn, as they came.

    Where articles are assigned to them it is only of those; practice articles and repetitions are
    none. It takes a few statements, whatever is in the project.
    """
    listing = project.listing
    own = listing.assigned(coder)
    numbers = sorted(own) if own else listing.numbers()
    begun = {one for one, status in listing.statuses(coder).items() if status != WorkStatus.NEW}
    left_out = begun | listing.drawn_by(coder).keys()
    ids = listing.ids(one for one in numbers if one not in left_out)
    apart = apart_from_study(project)
    return [ids[one] for one in numbers if one in ids and ids[one] not in apart]


def scored(
    project: Project,
    coder: str,
    by: NextOrder,
    articles: Sequence[str],
    proposer: Proposer,
    progress: Progress = no_progress,
) -> Scored:
    """Return how much each of these articles is preferred, and how many were read for that."""
    progress(0, len(articles))
    if by is NextOrder.NOVEL:
        return _novelty(project, coder, articles, progress), len(articles)
    digest = " ".join(one.by for one in proposer.in_use)
    before = kept(project, _SCORES, coder, dict[str, float])
    known = before[1] if before is not None and before[0] == digest else {}
    found = {one: known[one] for one in articles if one in known}
    missing = [one for one in articles if one not in found]
    for done, (ident, text, language) in enumerate(_texts(project, missing), 1):
        found[ident] = doubt(text, language, proposer)
        progress(len(articles) - len(missing) + done, len(articles))
    if missing:
        every = {**known, **found}
        keep(project, _SCORES, coder, digest, dict(list(every.items())[-_MOST_KEPT:]))
    return found, len(missing)


def doubt(text: str, language: str, proposer: Proposer) -> float:
    """Return how unsure what is proposed in a text is, for each thousand words."""
    found: dict[str, list[Quote]] = proposer.quotes(text, language)
    scores = [one.score for own in found.values() for one in own]
    return doubt_of(scores, text)


def _novelty(
    project: ReadableProject, coder: str, articles: Sequence[str], progress: Progress
) -> dict[str, float]:
    from annotator.analysis.novelty import novelties  # noqa: PLC0415 - numpy

    coded = [one for one, _ in project.finished_lately(coder, MOST_CODED)]
    new = {ident: text for ident, text, _ in _texts(project, articles)}
    progress(len(articles) // 2, len(articles))
    known = [text for _, text, _ in _texts(project, coded)]
    found = dict(zip(new, novelties(list(new.values()), known), strict=True))
    progress(len(articles), len(articles))
    return found


def _texts(project: ReadableProject, articles: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """Yield articles' ids, texts and languages, one after the other."""
    for ident in articles:
        article = project.get(Article, ident)
        if article is not None:
            yield ident, project.text_of(article), article.language


def drawn_told(draw: NextDraw) -> str:
    """Say what was drawn, for the status bar."""
    what = counted(len(draw.chances), "article")
    return f"{what} drawn of {draw.pool:,} that you have not read: {ORDERS[draw.by].lower()}"
