"""What is read of a project for tables, beside the records themselves."""

from collections.abc import Mapping

import msgspec
from msgspec import structs

from annotator.domain.article import WorkStatus
from annotator.domain.record import Fragment, Values


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article's summary: no text, but who has done what on it.

    `length` and `excluded` are in code points; `annotations` counts coders' own annotations by
    their handles, `codes` those of all layers by code id; `layers` has the counts by code of each
    layer (a handle, or gold). `statuses` are by handle, `assigned` are handles.
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
    layers: Mapping[str, Mapping[str, int]] = msgspec.field(
        default_factory=dict[str, Mapping[str, int]]
    )
    assigned: frozenset[str] = frozenset()

    def status_of(self, coder: str) -> WorkStatus:
        """Return a coder's status on the article; new unless they said otherwise."""
        return self.statuses.get(coder, WorkStatus.NEW)

    @property
    def annotation_count(self) -> int:
        """How many annotations all coders have made on it."""
        return sum(self.annotations.values())

    def of_layer(self, handle: str) -> "ArticleRow":
        """Return the row as somebody sees it who sees one coder's annotations only."""
        own = self.layers.get(handle, {})
        count = sum(own.values())
        return structs.replace(self, annotations={handle: count} if count else {}, codes=own)
