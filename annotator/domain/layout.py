"""Which role each stretch of an article's text plays on its page: headline, body, caption, …."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.record import Record


class StretchRole(StrEnum):
    """What a stretch of an article's text is; what no stretch is said to be is body."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    BODY = "body"


class RoleStretch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The stretch `[start, end)` of a text, in Unicode code points, and what it is.

    `repeats` says that its words stand in the body, too: a pull quote that would be coded twice.
    """

    start: int
    end: int
    role: StretchRole
    repeats: bool = False


class ArticleLayout(Record, frozen=True, kw_only=True):
    """The roles of an article's stretches, sorted and disjoint; its id is derived from the article.

    `on_text` is the text that they are counted in, as `Annotation.on_text`.
    """

    article: str
    stretches: tuple[RoleStretch, ...] = ()
    on_text: str = ""

    def role_at(self, offset: int) -> StretchRole:
        """Return what stands at an offset (code points); body where nothing is said."""
        for one in self.stretches:
            if one.start <= offset < one.end:
                return one.role
        return StretchRole.BODY


def layout_of(article: str, stretches: Sequence[RoleStretch]) -> ArticleLayout:
    """Return the layout of an article."""
    ordered = tuple(sorted(stretches, key=lambda one: (one.start, one.end)))
    return ArticleLayout(id=derived_id("layout", article), article=article, stretches=ordered)


def check_stretches(stretches: Sequence[RoleStretch], length: int) -> None:
    """Raise a `UserError` unless stretches are sorted, disjoint and inside a text so long."""
    end = 0
    for one in stretches:
        if not end <= one.start < one.end <= length:
            message = f"The stretches {one.start} to {one.end} don’t fit into the text."
            raise UserError(message)
        end = one.end
