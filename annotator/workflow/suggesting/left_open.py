"""What is suggested and not decided on, kept in step with each edit without looking at the rest."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal
from annotator.domain.visibility import Visibility
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.reading_order import overlapping
from annotator.workflow.suggesting.suggestion import (
    Places,
    Suggestion,
    same_place,
    undecided,
)

Pieces = Sequence[Fragment]


class LeftOpen:
    """The suggestions of one article that neither a label nor a refusal has decided on.

    `proposed` is in the order of the text, `article` as it is when this is made, `refusals` are
    the coder's own.
    """

    def __init__(
        self,
        proposed: Sequence[Suggestion],
        article: OpenArticle,
        refusals: Iterable[Refusal],
        visibility: Visibility,
    ) -> None:
        self._proposed = proposed
        self._article = article
        self._visibility = visibility
        self._refused: dict[str, Places] = {}
        self._refusals: dict[str, Refusal] = {}
        self._take_refusals(refusals)
        self._starts = [one.start for one in proposed]
        self._longest = max((one.end - one.start for one in proposed), default=0)
        found = undecided(article, proposed, self._refusals.values(), visibility)
        self._open = {one.id for one in found}

    @property
    def all(self) -> list[Suggestion]:
        """What is left open, in the order of the text."""
        return [one for one in self._proposed if one.id in self._open]

    def follow(
        self, article: OpenArticle, visibility: Visibility, touched: Collection[str] | None = None
    ) -> bool:
        """Be in step with the article after an edit that touched these annotations (ids).

        Without them it is found out which ones differ. Tell whether anything else is open now.
        """
        before, after = self._article.annotations.placed, article.annotations.placed
        if touched is None and article is not self._article:
            every = before.keys() | after.keys()
            touched = {one for one in every if before.get(one) is not after.get(one)}
        same_eyes = visibility.coder == self._visibility.coder
        self._article, self._visibility = article, visibility
        if not same_eyes:
            return self._decide(self._proposed)
        both = (known.get(ident) for ident in touched or () for known in (before, after))
        return self._decide(self._near(one.fragments for one in both if one and one.fragments))

    def refuse(self, refusals: Iterable[Refusal]) -> bool:
        """Take all of the coder's refusals, after some came or went; tell whether that matters."""
        before = self._refusals
        self._take_refusals(refusals)
        moved = before.keys() ^ self._refusals.keys()
        known = before | self._refusals
        return self._decide(self._near(known[one].fragments for one in moved))

    def _take_refusals(self, refusals: Iterable[Refusal]) -> None:
        here = [one for one in refusals if one.article == self._article.article.id]
        by_code: dict[str, list[Pieces]] = {}
        for one in here:
            by_code.setdefault(one.code, []).append(one.fragments)
        self._refused = {code: Places(places) for code, places in by_code.items()}
        self._refusals = {one.id: one for one in here}

    def _near(self, places: Iterable[Pieces]) -> list[Suggestion]:
        """Return the suggestions that some places may decide on."""
        found: dict[str, Suggestion] = {}
        for pieces in places:
            start, end = pieces[0].start, pieces[-1].end
            first = bisect_left(self._starts, start - self._longest)
            last = bisect_left(self._starts, end)
            found.update((one.id, one) for one in self._proposed[first:last] if one.end > start)
        return list(found.values())

    def _decide(self, some: Iterable[Suggestion]) -> bool:
        before = len(self._open)
        changed = False
        for one in some:
            if self._is_decided(one):
                self._open.discard(one.id)
            elif one.id not in self._open:
                self._open.add(one.id)
                changed = True
        return changed or len(self._open) != before

    def _is_decided(self, one: Suggestion) -> bool:
        refused = self._refused.get(one.code)
        if refused is not None and refused.has(one.fragments):
            return True
        return any(
            each.code == one.code
            and self._visibility.is_own(each)
            and same_place(each, one.fragments)
            for each in overlapping(self._article.in_order, (one.start, one.end))
        )
