"""One gold label for one thing: what a decision means for the labels that it doesn't name.

What any number of coders have of one thing is one match: taking one side of it decides for all of
it, and gold that is there for it already gives way or is kept. Rejecting one rejects what says the
same; another coder's version may still be right.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import structs

from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, gold_id
from annotator.domain.codebook import Codebook
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.gold_twice import KeepBoth
from annotator.domain.edits.review import Settle
from annotator.domain.gold_twice import is_one_thing
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.store.project import Project


class OneThing:
    """The labels of one article, and the gold that they have at each step of deciding.

    `threshold` is the share of overlap, from 0 to 1, from which spans are of one thing.
    """

    def __init__(self, article: ArticleLayers, codebook: Codebook, threshold: float) -> None:
        self._article, self._codebook, self._threshold = article, codebook, threshold
        self._known = {one.id: one for one in article.annotations}
        self._gold = {one.id: one for one in article.layer(GOLD)}
        self._sources: dict[str, set[str]] = {}
        self._decided: set[str] = set()
        for word in article.decisions:
            if word.annotation in self._gold:
                continue  # that gold stands beside other gold
            self._decided.add(word.annotation)
            self._sources.setdefault(word.gold, set()).add(word.annotation)
        self._compared: dict[tuple[str, str], dict[str, Match]] = {}

    def closed(self, settle: Settle, *, both: bool = False, keeps: bool = False) -> list[Edit]:
        """Return the edits that decide so for all labels of the thing.

        `both` is whether the reviewer wants two gold labels of it; `keeps` lets gold that is there
        stay, and what is taken give way to it.
        """
        take = [self._known[one] for one in settle.take if one in self._known]
        whole = self._with_partners(settle, take)
        there = self._gold_of_the_thing(take)
        if both and there:
            return [KeepBoth(golds=tuple(one.id for one in there)), self._noted(whole)]
        if there and (
            keeps or (len(there) == len(take) == 1 and _says_the_same(there[0], take[0]))
        ):
            return [self._noted(self._into(whole, there[0], take))]
        sources = set(chain.from_iterable(self._sources.get(one.id, ()) for one in there))
        named = {*whole.take, *whole.alike, *whole.over}
        whole = structs.replace(whole, over=(*whole.over, *sorted(sources - named)))
        gone = tuple(one.id for one in there if not self._sources.get(one.id))
        for one in there:
            del self._gold[one.id]
        edits: list[Edit] = [Delete(gone)] if gone else []
        return [*edits, self._noted(whole)]

    def _with_partners(self, settle: Settle, take: Sequence[Annotation]) -> Settle:
        """Name the undecided labels of other coders that pair with those a decision is on."""
        named = {*settle.take, *settle.alike, *settle.over}
        layers = {layer_of(self._known[one]) for one in named if one in self._known}
        anchors = take or [self._known[one] for one in settle.over if one in self._known]
        alike, over = list(settle.alike), list(settle.over)
        for anchor in anchors:
            for match in self._partners(anchor, layers):
                other = match.b
                if other is None or other.id in {*named, *self._decided}:
                    continue
                if not take and not match.agrees:
                    continue  # what is wrong with one need not be wrong with another
                named.add(other.id)
                same = match.agrees and bool(take) and anchor is take[0]
                (alike if same else over).append(other.id)
        return structs.replace(settle, alike=tuple(alike), over=tuple(over))

    def _partners(self, anchor: Annotation, besides: Collection[str]) -> Iterator[Match]:
        """Yield what pairs with a label, by the same code, in each layer of a coder not named."""
        own = layer_of(anchor)
        every = {layer_of(one) for one in self._article.annotations}
        for layer in sorted(every - {GOLD, own, *besides}):
            found = self._between(own, layer).get(anchor.id)
            if found is not None and found.b is not None and found.b.code == anchor.code:
                yield found

    def _between(self, a: str, b: str) -> dict[str, Match]:
        if (a, b) not in self._compared:
            matches = compare(self._article, a, b, self._codebook, self._threshold, unread=True)
            self._compared[a, b] = {match.a.id: match for match in matches if match.a is not None}
        return self._compared[a, b]

    def _gold_of_the_thing(self, take: Iterable[Annotation]) -> list[Annotation]:
        own = {gold_id(one.id) for one in take}
        return [
            gold
            for gold in self._gold.values()
            if gold.id not in own and any(is_one_thing(gold, one, self._threshold) for one in take)
        ]

    @staticmethod
    def _into(settle: Settle, gold: Annotation, take: Sequence[Annotation]) -> Settle:
        """Decide for gold that is there: what says the same is accepted, the rest gives way."""
        same = [one.id for one in take if _says_the_same(gold, one)]
        other = [one.id for one in take if one.id not in same]
        agreeing = settle.alike if same else ()
        differing = settle.over if same else (*settle.alike, *settle.over)
        return structs.replace(
            settle,
            take=(),
            alike=(*same, *agreeing),
            over=(*other, *differing),
            into=gold.id,
        )

    def _noted(self, settle: Settle) -> Settle:
        """Remember what a decision makes of gold, for those after it."""
        named = {*settle.take, *settle.alike, *settle.over}
        self._decided |= named
        for one in settle.take:
            gold = structs.replace(self._known[one], id=gold_id(one), layer=GOLD_LAYER)
            self._gold[gold.id] = gold
        first = settle.into or (gold_id(settle.take[0]) if settle.take else "")
        kept = {first, *map(gold_id, settle.take)}
        for gold in [one for one, found in self._sources.items() if found & named]:
            self._sources[gold] -= named
            if not self._sources[gold] and gold not in kept:
                self._gold.pop(gold, None)
        for one in settle.take:
            self._sources.setdefault(gold_id(one), set()).add(one)
        if first:
            self._sources.setdefault(first, set()).update({*settle.alike, *settle.over})
        return settle


def for_all(
    edit: Edit,
    article: ArticleLayers,
    codebook: Codebook,
    threshold: float,
    *,
    both: bool = False,
) -> Edit:
    """Return an edit that decides so for all labels of the same thing: one gold label of it.

    Of edits that belong together each decision is looked at; others stay as they are.
    """
    things = OneThing(article, codebook, threshold)
    parts = edit.edits if isinstance(edit, Together) else (edit,)
    found: list[Edit] = []
    for part in parts:
        found += things.closed(part, both=both) if isinstance(part, Settle) else [part]
    if len(found) == 1:
        return found[0]
    return Together(found, edit.label if isinstance(edit, Together | Settle) else "")


def decided_by(edit: Edit) -> frozenset[str]:
    """Return the ids of the annotations that an edit decides on."""
    parts = edit.edits if isinstance(edit, Together) else (edit,)
    found = (part for part in parts if isinstance(part, Settle))
    return frozenset(one for part in found for one in (*part.take, *part.alike, *part.over))


def decided_with(project: Project, annotations: Iterable[str]) -> tuple[str, ...]:
    """Return annotations (ids) with all that were decided as the same gold: they open together."""
    found: dict[str, None] = {}
    for one in annotations:
        found.setdefault(one)
        for word in project.find(Decision, annotation=one):
            others = project.find(Decision, gold=word.gold) if word.gold else []
            found.update(dict.fromkeys(other.annotation for other in others))
    return tuple(found)


def _says_the_same(a: Annotation, b: Annotation) -> bool:
    return a.fragments == b.fragments and a.values == b.values
