"""Who is to code what, and what is asked and answered about annotations."""

from collections.abc import Iterable

from annotator.domain.ids import derived_id
from annotator.domain.record import Record


class Assignment(Record, frozen=True, kw_only=True):
    """An article that a coder is to code; its id is derived from both.

    It is `shared` where others are to code it as well: that tells a coder's package, too, which
    has nobody else's assignments.
    """

    article: str
    coder: str
    at: str
    shared: bool = False


class Comment(Record, frozen=True, kw_only=True):
    """A remark in the thread on an annotation; with `closes` it says that all is answered."""

    annotation: str
    coder: str
    text: str
    at: str
    closes: bool = False


def make_assignment(article: str, coder: str, at: str) -> Assignment:
    """Return the assignment of an article to a coder (ids)."""
    ident = derived_id("assignment", article, coder)
    return Assignment(id=ident, article=article, coder=coder, at=at)


def in_thread_order(comments: Iterable[Comment]) -> list[Comment]:
    """Return comments as they follow one another."""
    return sorted(comments, key=lambda one: (one.at, one.id))


def is_open(thread: Iterable[Comment]) -> bool:
    """Tell whether the comments on one annotation still wait for an answer."""
    ordered = in_thread_order(thread)
    return bool(ordered) and not ordered[-1].closes
