"""How many articles two or more have to code, so that an interval has a wanted width."""

from collections.abc import Iterable

import msgspec

from annotator.analysis.agreement import Figure, Options, report
from annotator.analysis.sampling import needed_for_share, needed_from
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.reliability.figures import study
from annotator.workflow.team_progress import study_progress

ASSUMED = 0.8
"""The share of equal answers that is assumed where nothing is known."""


WIDTH = 0.1
"""The width of an interval that is asked for unless another is."""
NARROWEST = 0.001
"""The least width of an interval that articles are counted for."""
NEAREST = 0.01
"""How near to none or all a share may be that is assumed: of those nothing is to be told."""


class Needed(msgspec.Struct, frozen=True):
    """How many articles a figure needs for an interval of a width: its value, and what it has now.

    Without a `measure` it is told for a share of equal answers that was assumed.
    """

    code: str
    field: str
    measure: str
    value: float
    low: float | None
    high: float | None
    articles: int
    needed: int


def needed_articles(
    project: Project,
    width: float,
    assumed: float = ASSUMED,
    progress: Progress = no_progress,
) -> list[Needed]:
    """Return how many articles each of the project’s figures of alpha needs, all coders together.

    Where there are no intervals yet, how many a share needs that is `assumed`. Raise a `UserError`
    for a width or a share of which no number of articles can be told.
    """
    _refuse_unless(width, NARROWEST, "The width of an interval")
    _refuse_unless(assumed, NEAREST, "The share of equal answers")
    found = study(project)
    told: list[Needed] = []
    if len(found.coders) > 1 and found.shared:
        options = Options(measures=frozenset(("alpha", "u_alpha")))
        made = report(found.articles, found.codebook, found.coders, options, progress)
        told = list(_from_figures(made, len(found.coders), width))
    if told:
        return told
    every = study_progress(project).count()
    needed = needed_for_share(assumed, width, every or None)
    return [Needed("", "", "", assumed, None, None, found.shared, needed)]


def _refuse_unless(number: float, margin: float, what: str) -> None:
    """Refuse a number that does not lie between 0 and 1, this far from both; NaN never does."""
    if not margin <= number <= 1 - margin:
        message = f"{what} lies between {margin:g} and {1 - margin:g}, and is not {number:g}."
        raise UserError(message, remedy=f"Choose another, as {WIDTH:g} or {ASSUMED:g}.")


def _from_figures(figures: Iterable[Figure], coders: int, width: float) -> Iterable[Needed]:
    for one in figures:
        if one.value is None or one.low is None or one.high is None or len(one.coders) != coders:
            continue
        if one.high > one.low and one.code:
            needed = needed_from(one.low, one.high, one.bearing, width)
            yield Needed(
                one.code, one.field, one.measure, one.value, one.low, one.high, one.bearing, needed
            )
