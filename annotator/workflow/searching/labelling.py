"""Labelling hits: what is labelled so already, and the one edit that labels the rest."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from annotator.domain.annotation import Origin
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.base import Together
from annotator.domain.ids import new_id
from annotator.domain.wording import counted, quoted
from annotator.store.readable import ReadableProject
from annotator.store.reading.searching import FoundArticle
from annotator.workflow.searching.hits import Hit, SearchPlace, around
from annotator.workflow.searching.sought import Seeker, Sought, seeker_of

_LONGEST = 40


class LabelledSo(msgspec.Struct, frozen=True):
    """Which of some hits are left out, by their places among these.

    `there` are those on which the coder has the code already, `twice` those that were found at the
    same words as another one.
    """

    there: frozenset[int] = frozenset()
    twice: frozenset[int] = frozenset()

    @property
    def every(self) -> frozenset[int]:
        """All that are left out."""
        return self.there | self.twice


def labelled_so(project: ReadableProject, hits: Sequence[Hit], code: str, coder: str) -> LabelledSo:
    """Return which hits needn't be labelled with a code by a coder (ids)."""
    articles = list(dict.fromkeys(one.article.id for one in hits))
    own: set[tuple[str, int, int]] = set()
    if coder:
        own = project.searching.own_places(articles, code, coder)
    seen: set[tuple[str, int, int]] = set()
    there, twice = set[int](), set[int]()
    for n, one in enumerate(hits):
        place = one.article.id, one.start, one.end
        if place in own:
            there.add(n)
        elif place in seen:
            twice.add(n)
        seen.add(place)
    return LabelledSo(frozenset(there), frozenset(twice))


def can_be_labelled(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that are words of an article's text, each place once or more."""
    return [one for one in hits if one.start >= 0]


def labelling(hits: Sequence[Hit], code: Code, words: str) -> Together:
    """Return the edit that labels hits of some words, one step to undo."""
    tags = [
        Tag(
            id=new_id(),
            article=one.article.id,
            code=code.id,
            fragments=((one.start, one.end),),
            origin=Origin.SEARCH,
        )
        for one in hits
    ]
    found = counted(len(hits), "hit")
    return Together(tags, f"{found} of {quoted(words, _LONGEST)} labelled as {code.name}")


def sought_like(text: str, start: int, end: int, *, case: bool = False) -> Sought:
    """Return how words that stand in a text are looked for elsewhere: as a phrase of whole words.

    Where they are parts of words, or signs, just these characters are looked for.
    """
    words = text[start:end]
    phrase = Sought(f'"{words.replace(chr(34), " ").strip()}"', case=case)
    if any(sign.isalnum() for sign in words):
        seeker = seeker_of(phrase)
        if seeker is not None and any(a < end and start < b for a, b in seeker.spans(text)):
            return phrase
    return Sought(re.escape(words), regex=True, case=case)


def hits_in(article: FoundArticle, text: str, seeker: Seeker) -> list[Hit]:
    """Return the hits in the text of one article."""
    found: list[Hit] = []
    for start, end in seeker.spans(text):
        left, hit, right = around(text, start, end)
        found.append(
            Hit(
                place=SearchPlace.TEXT,
                article=article,
                left=left,
                hit=hit,
                right=right,
                start=start,
                end=end,
            )
        )
    return found
