"""Reviewing colleagues' annotations: deciding, settling into gold, asking and answering."""

import datetime as dt

import msgspec
from msgspec import structs

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Origin,
    Verdict,
    decision_id,
    gold_id,
    make_link,
)
from annotator.domain.codebook import ACTOR_END, Code
from annotator.domain.draft import Draft
from annotator.domain.edits.gold import gold_of
from annotator.domain.edits.settlements import begin_review, review_again
from annotator.domain.errors import UserError
from annotator.domain.teamwork import Comment


class Settle(msgspec.Struct, frozen=True, kw_only=True):
    """Decide on coders' annotations, and take some of them into gold.

    Each one in `take` gets a gold annotation like it. Those in `alike` are accepted as the first
    of `take`; those in `over` give way to it, or are rejected when nothing is taken. With `into`,
    the id of gold that is there, nothing is taken: that is what they are accepted as, or give way
    to. Earlier decisions on them are replaced, with the gold that came of them alone. With the
    first decision on an article its review begins.
    """

    take: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    reason: str = ""
    label: str = ""
    into: str = ""

    def plan(self, draft: Draft) -> str:
        """Write decisions and gold; refuse to decide on nothing."""
        if self.into and (self.take or draft.need(Annotation, self.into).layer != GOLD_LAYER):
            raise UserError("Only gold that is there can be settled on.")
        first = self.into or (gold_id(self.take[0]) if self.take else "")
        if not (self.take or self.over or self.alike) or (self.alike and not first):
            raise UserError("Nothing is chosen to be taken.", remedy="Choose an annotation.")
        given_way = Verdict.CHANGED if first else Verdict.REJECTED
        words = [(one, Verdict.ACCEPTED, gold_id(one)) for one in self.take]
        words += [(one, Verdict.ACCEPTED, first) for one in self.alike]
        words += [(one, given_way, first) for one in self.over]
        sources = [_of_coder(draft, one) for one, _, _ in words]
        _clear(draft, {one for one, _, _ in words}, {gold for _, _, gold in words})
        for source in sources[: len(self.take)]:
            _take(draft, source)
        for source, (_, verdict, gold) in zip(sources, words, strict=True):
            _decide(draft, source, verdict, gold, self.reason)
        for source in sources:
            _tie(draft, source, outgoing=source.id in self.take)
        for article in dict.fromkeys(source.article for source in sources):
            begin_review(draft, article)
        if self.label:
            return self.label
        done = "taken into gold" if self.take else "settled as gold" if self.into else "rejected"
        return f"{_name(draft, sources[0])} {done}"


class Undecide(msgspec.Struct, frozen=True):
    """Take back what was decided on annotations, with the gold that came of it alone.

    An article that was settled is in review again.
    """

    annotations: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Remove decisions and gold."""
        decided = [one for one in self.annotations if draft.find(Decision, annotation=one)]
        articles = dict.fromkeys(draft.need(Annotation, one).article for one in decided)
        _clear(draft, set(self.annotations), set())
        for article in articles:
            review_again(draft, article)
        return "Open again"


class GiveReason(msgspec.Struct, frozen=True):
    """Say why one decided so on an annotation."""

    annotation: str
    reason: str

    def plan(self, draft: Draft) -> str:
        """Write it into one's own decision."""
        word = draft.need(Decision, decision_id(self.annotation, draft.me()))
        draft.put(structs.replace(word, reason=self.reason))
        return "Reason given"


class AddComment(msgspec.Struct, frozen=True, kw_only=True):
    """Ask or answer in the thread on an annotation, or close the thread."""

    id: str
    annotation: str
    text: str = ""
    closes: bool = False

    def plan(self, draft: Draft) -> str:
        """Append the comment."""
        comment = Comment(
            id=self.id,
            annotation=self.annotation,
            coder=draft.me(),
            text=self.text.strip(),
            at=self._after_the_last(draft),
            closes=self.closes,
        )
        draft.put(comment)
        return "Question closed" if self.closes else "Comment added"

    def _after_the_last(self, draft: Draft) -> str:
        """Return now, or the second after the thread's last comment if that is not over yet."""
        last = max((c.at for c in draft.find(Comment, annotation=self.annotation)), default="")
        if last < draft.now:
            return draft.now
        later = dt.datetime.fromisoformat(last) + dt.timedelta(seconds=1)
        return later.strftime("%Y-%m-%dT%H:%M:%SZ")


def _clear(draft: Draft, sources: set[str], golds: set[str]) -> None:
    """Remove the gold that earlier decisions on these annotations, and on no others, made."""
    named = {w.gold for one in sources for w in draft.find(Decision, annotation=one) if w.gold}
    for gold in named - golds:
        words = draft.find(Decision, gold=gold)
        found = draft.get(Annotation, gold)
        if found is not None and all(word.annotation in sources for word in words):
            draft.remove(found)
    for one in sources:
        for word in draft.find(Decision, annotation=one):
            draft.remove(word)


def _of_coder(draft: Draft, annotation: str) -> Annotation:
    found = draft.need(Annotation, annotation)
    if found.layer == GOLD_LAYER:
        raise UserError("Gold is what was decided already.", remedy="Change or delete it instead.")
    return found


def _name(draft: Draft, annotation: Annotation) -> str:
    code = draft.get(Code, annotation.code)
    return code.name if code else annotation.code


def _take(draft: Draft, source: Annotation) -> None:
    """Put a gold annotation like the coder's; their note is theirs.

    It says where it came from: from a person, from a program whose label a person has taken, or
    from what was suggested to the coder.
    """
    gold = structs.replace(
        source,
        id=gold_id(source.id),
        layer=GOLD_LAYER,
        coder=draft.me(),
        note="",
        origin=Origin.HUMAN if source.origin is Origin.IMPORT else source.origin,
        created="",
        modified="",
    )
    draft.put(gold)


def _decide(draft: Draft, source: Annotation, verdict: Verdict, gold: str, reason: str) -> None:
    me = draft.me()
    draft.put(
        Decision(
            id=decision_id(source.id, me),
            annotation=source.id,
            reviewer=me,
            verdict=verdict,
            reason=reason,
            at=draft.now,
            gold=gold,
        )
    )


def _tie(draft: Draft, source: Annotation, *, outgoing: bool) -> None:
    """Link gold as its sources are linked, as far as both ends are settled."""
    gold = gold_of(draft, source.id)
    if not gold:
        return
    if outgoing:
        for link in draft.find(Link, annotation=gold):
            draft.remove(link)
        for link in draft.find(Link, annotation=source.id):
            target = gold_of(draft, link.target_annotation) if link.target_annotation else ""
            link_if_admitted(
                draft, make_link(gold, link.type, to=target, actor=link.target_actor or "")
            )
    for link in draft.find(Link, target_annotation=source.id):
        owner = gold_of(draft, link.annotation)
        if owner:
            link_if_admitted(draft, make_link(owner, link.type, to=gold))


def link_if_admitted(draft: Draft, link: Link) -> None:
    """Put a link if the codebook allows it there."""
    owner = draft.need(Annotation, link.annotation)
    target = draft.get(Annotation, link.target_annotation or "")
    end = target.code if target else ACTOR_END if link.target_actor else ""
    rule = draft.need(Code, owner.code).link_rule(link.type)
    if rule is None or not end or not rule.admits(end) or link.target_annotation == owner.id:
        return
    others = {one.id for one in draft.find(Link, annotation=owner.id) if one.type == link.type} - {
        link.id
    }
    if rule.maximum is None or len(others) < rule.maximum:
        draft.put(link)
