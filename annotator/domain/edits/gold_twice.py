"""Deciding where gold has one thing twice, or two reviewers have said different things."""

import msgspec

from annotator.domain.annotation import Annotation, Decision, Verdict, decision_id
from annotator.domain.draft import Draft
from annotator.domain.edits.gold import says_the_same
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import begin_review


class KeepOneGold(msgspec.Struct, frozen=True, kw_only=True):
    """Keep one gold label, and let others give way to it (ids).

    All that any of them came of, and the annotations in `also`, are decided on anew by whoever does
    so: their word counts for all reviewers'.
    """

    keep: str
    gone: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reason: str = ""

    def plan(self, draft: Draft) -> str:
        """Write the decisions, and remove the other gold."""
        kept = draft.need(Annotation, self.keep)
        sources = dict.fromkeys((*_sources(draft, (self.keep, *self.gone)), *self.also))
        same = {one: says_the_same(draft, draft.need(Annotation, one), kept) for one in sources}
        if sources:
            settle = Settle(
                alike=tuple(one for one in sources if same[one]),
                over=tuple(one for one in sources if not same[one]),
                into=self.keep,
                reason=self.reason,
            )
            settle.plan(draft)
        for one in self.gone:
            gone = draft.get(Annotation, one)
            if gone is not None:
                draft.remove(gone)
        begin_review(draft, kept.article)
        return "One gold label kept"


class KeepBoth(msgspec.Struct, frozen=True, kw_only=True):
    """Say that gold labels (ids) are of several things, though they overlap.

    Whoever does so decides anew on all that they came of; on gold that came of nothing that is
    there, by a decision on itself.
    """

    golds: tuple[str, ...]
    reason: str = ""

    def plan(self, draft: Draft) -> str:
        """Write the decisions."""
        me = draft.me()
        chosen = {one: _gold_of(draft, one, self.golds) for one in _sources(draft, self.golds)}
        chosen |= {one: one for one in self.golds if one not in chosen.values()}
        for source, gold in chosen.items():
            label, kept = draft.need(Annotation, source), draft.need(Annotation, gold)
            for word in draft.find(Decision, annotation=source):
                draft.remove(word)
            same = says_the_same(draft, label, kept)
            word = Decision(
                id=decision_id(source, me),
                annotation=source,
                reviewer=me,
                verdict=Verdict.ACCEPTED if same else Verdict.CHANGED,
                reason=self.reason,
                at=draft.now,
                gold=gold,
            )
            draft.put(word)
        for article in {draft.need(Annotation, one).article for one in self.golds}:
            begin_review(draft, article)
        return "Both gold labels kept"


def _sources(draft: Draft, golds: tuple[str, ...]) -> list[str]:
    """Return the annotations (ids) of coders that gold came of."""
    words = (word for gold in golds for word in draft.find(Decision, gold=gold))
    found = dict.fromkeys(word.annotation for word in words)
    return [one for one in found if one not in golds]


def _gold_of(draft: Draft, source: str, golds: tuple[str, ...]) -> str:
    """Return which of some gold labels an annotation was accepted as, or gave way to."""
    words = [word for word in draft.find(Decision, annotation=source) if word.gold in golds]
    words.sort(key=lambda word: (word.verdict is not Verdict.ACCEPTED, word.at, word.id))
    return words[0].gold
