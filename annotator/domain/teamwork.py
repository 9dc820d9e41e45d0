"""Who is to code what, and what is asked and answered about annotations."""

from collections.abc import Iterable

from annotator.domain.ids import derived_id
from annotator.domain.record import Record, Values

REASONS_SETTING = "review_reasons"
"""The project's setting with the reasons that reviewers choose from: a list of texts."""
OPEN_SETTING = "open_labels"
"""The project's setting that lets coders see others' labels before they have finished: a flag."""
REASONS = (
    "Boundary: too much",
    "Boundary: too little",
    "Wrong code",
    "Wrong answer to a field",
    "Wrong link",
    "Missed",
    "Not to be coded",
    "See the guideline",
)
"""The reasons that a project starts with."""


class Assignment(Record, frozen=True, kw_only=True):
    """An article that a coder is to code; its id is derived from both."""

    article: str
    coder: str
    at: str


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


def reasons_of(settings: Values) -> list[str]:
    """Return the reasons that reviewers choose from in a project with these settings."""
    return [str(one) for one in settings.get(REASONS_SETTING) or REASONS]
