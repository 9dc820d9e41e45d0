"""What is read of a project for tables, beside the records themselves."""

from collections.abc import Mapping

import msgspec

from annotator.domain.article import WorkStatus
from annotator.domain.record import Fragment, Values


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article's summary: no text, but who has done what on it.

    `length` and `excluded` are in code points; `annotations` counts by coder handle, `codes` by
    code id, `statuses` by coder handle.
    """

    id: str
    title: str
    length: int
    text_sha256: str
    meta: Values
    excluded: tuple[Fragment, ...]
    annotations: Mapping[str, int]
    codes: Mapping[str, int]
    statuses: Mapping[str, WorkStatus]

    def status_of(self, coder: str) -> WorkStatus:
        """Return a coder's status on the article; new unless they said otherwise."""
        return self.statuses.get(coder, WorkStatus.NEW)

    @property
    def annotation_count(self) -> int:
        """How many annotations all coders have made on it."""
        return sum(self.annotations.values())
