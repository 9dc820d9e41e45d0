"""Articles that were drawn to be coded next, each with its chance."""

from annotator.domain.ids import derived_id
from annotator.domain.record import Record
from annotator.domain.settings import NextOrder


class DrawnArticle(Record, frozen=True, kw_only=True):
    """That an article was drawn for a coder to code next; its id is derived from both.

    `by` says what was preferred. `probability` is the chance, from 0 to 1, with which it was drawn
    in the `batch` (counted from 1 for each coder) among all that the coder had not read by then;
    `place` is its place in the batch, which chance gave, from 0.
    """

    article: str
    coder: str
    by: NextOrder
    probability: float
    batch: int
    place: int
    at: str = ""


def drawn_id(article: str, coder: str) -> str:
    """Return the id of what says that an article was drawn for a coder."""
    return derived_id("draw", article, coder)
