"""In which text of an article places are counted, and what of a change is only that."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import differing_attributes
from annotator.domain.layout import ArticleLayout
from annotator.domain.record import Record
from annotator.domain.refusals import Refusal
from annotator.domain.state import State

OnText = Annotation | Refusal | ArticleLayout
"""What stands on stretches of an article's text, and says which text they are counted in."""
_CARRIED = frozenset(("fragments", "texts", "contexts", "on_text"))


def articles_of(written: Iterable[Record | None]) -> set[str]:
    """Return the articles (ids) of what stands on stretches of texts."""
    return {one.article for one in written if isinstance(one, OnText)}


def counted_in_theirs(state: State, written: Iterable[Record | None]) -> Iterator[Record]:
    """Yield those of the records that say another text than their article's, as they should be."""
    for one in written:
        if isinstance(one, Article):
            counted = one.counted_in if one.excluded else ""
            if one.excluded_on != counted:
                yield structs.replace(one, excluded_on=counted)
        elif isinstance(one, OnText):
            article = state.get(Article, one.article)
            has_place = not isinstance(one, Annotation) or one.fragments
            counted = article.counted_in if article is not None and has_place else ""
            if one.on_text != counted:
                yield structs.replace(one, on_text=counted)


def is_the_same_work(old: Annotation, new: Annotation) -> bool:
    """Tell whether a change says nothing of when an annotation was made, and after which codebook.

    So it is where it only becomes somebody else's, or is carried to another text.
    """
    differing = differing_attributes(old, new)
    return differing == ["coder"] or (old.on_text != new.on_text and set(differing) <= _CARRIED)
