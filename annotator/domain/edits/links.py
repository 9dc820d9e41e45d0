"""Links, and the actors at their ends."""

from collections.abc import Sequence

import msgspec
from msgspec import structs

from annotator.domain.annotation import Link, make_link
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.gold import own
from annotator.domain.errors import UserError
from annotator.domain.people import Actor


class AddLink(msgspec.Struct, frozen=True, kw_only=True):
    """Tie an annotation to another annotation (`to`) or to an actor."""

    annotation: str
    type: str
    to: str = ""
    actor: str = ""

    def plan(self, draft: Draft) -> str:
        """Make the link; where the codebook allows only one, it takes the old one's place."""
        maximum, name = _rule(draft, self.annotation, self.type)
        if self.to == self.annotation:
            raise UserError("An annotation can't be linked to itself.")
        link = make_link(self.annotation, self.type, to=self.to, actor=self.actor)
        if draft.get(Link, link.id) is not None:
            return f"{name} linked"
        existing = [
            one for one in draft.find(Link, annotation=self.annotation) if one.type == self.type
        ]
        if maximum is not None:
            for surplus in existing[maximum - 1 :]:
                draft.remove(surplus)
        draft.put(link)
        return f"{name} linked"


class RemoveLink(msgspec.Struct, frozen=True):
    """Untie a link."""

    link: str

    def plan(self, draft: Draft) -> str:
        """Delete the link."""
        link = draft.need(Link, self.link)
        _, name = _rule(draft, link.annotation, link.type)
        draft.remove(link)
        return f"{name} unlinked"


class Relink(msgspec.Struct, frozen=True, kw_only=True):
    """Have an annotation's links of a type end at one annotation (`to`) or actor instead."""

    annotation: str
    type: str
    to: str = ""
    actor: str = ""

    @staticmethod
    def foresee(draft: Draft, edits: Sequence["Relink"]) -> None:
        """Read at once the links that go, and those that may be there already."""
        draft.foresee_on(Link, "annotation", [one.annotation for one in edits])
        draft.foresee(Link, [one.made.id for one in edits])

    @property
    def made(self) -> Link:
        """The link that there is afterwards."""
        return make_link(self.annotation, self.type, to=self.to, actor=self.actor)

    def plan(self, draft: Draft) -> str:
        """Put the link, and remove the others of its type."""
        _, name = _rule(draft, self.annotation, self.type)
        if self.to == self.annotation:
            raise UserError("An annotation can't be linked to itself.")
        link = self.made
        for one in draft.find(Link, annotation=self.annotation):
            if one.type == self.type and one.id != link.id:
                draft.remove(one)
        if draft.get(Link, link.id) is None:
            draft.put(link)
        return f"{name} linked anew"


class PutActor(msgspec.Struct, frozen=True):
    """Add an actor, or change one that has the same id."""

    actor: Actor

    def plan(self, draft: Draft) -> str:
        """Keep the actor."""
        known = draft.get(Actor, self.actor.id) is not None
        draft.put(self.actor)
        return f"Actor {self.actor.name} {'changed' if known else 'added'}"


class ArchiveActor(msgspec.Struct, frozen=True):
    """Offer an actor no longer (or again); what refers to it stays."""

    actor: str
    archived: bool = True

    def plan(self, draft: Draft) -> str:
        """Set the flag."""
        actor = draft.need(Actor, self.actor)
        became = actor.became if self.archived else ""
        draft.put(structs.replace(actor, archived=self.archived, became=became))
        return f"Actor {actor.name} {'archived' if self.archived else 'offered again'}"


def _rule(draft: Draft, annotation: str, link_type: str) -> tuple[int | None, str]:
    """Return how many links of the type are allowed, and its name; refuse a colleague's."""
    found = own(draft, annotation)
    code = draft.need(Code, found.code)
    rule = code.link_rule(link_type)
    if rule is None:
        raise UserError(f"{code.name} has no link “{link_type}”.")
    return rule.maximum, rule.name
