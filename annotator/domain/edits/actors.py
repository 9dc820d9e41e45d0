"""Actors as a whole: merged, split, said to be different, and what is asked of them."""

from collections.abc import Sequence

import msgspec
from msgspec import structs

from annotator.domain.actor_variables import ActorVariable
from annotator.domain.annotation import Annotation, Link, make_link
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.wording import counted, quoted


class MergeActors(msgspec.Struct, frozen=True):
    """Make several actors one: `kept` is as it is to be then, the others (ids) become it.

    Links lead to the one that is kept; the others are archived and know what they became.
    """

    kept: Actor
    gone: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Lead the links, and archive what is merged away."""
        draft.need(Actor, self.kept.id)
        gone = [draft.need(Actor, one) for one in dict.fromkeys(self.gone)]
        if not gone or any(one.id == self.kept.id for one in gone):
            raise UserError("An actor can't be merged into itself.", remedy="Choose two or more.")
        links = draft.find_among(Link, "target_actor", [one.id for one in gone])
        lead(draft, links, self.kept.id)
        draft.put(structs.replace(self.kept, archived=False, became=""))
        for one in gone:
            draft.put(structs.replace(one, archived=True, became=self.kept.id))
        named = quoted(gone[0].name) if len(gone) == 1 else counted(len(gone), "actor")
        return f"{named} merged into {quoted(self.kept.name)}"


class SplitActor(msgspec.Struct, frozen=True):
    """Make one actor two: these links of it (ids) lead to the `new` one."""

    actor: str
    new: Actor
    links: tuple[str, ...] = ()

    def plan(self, draft: Draft) -> str:
        """Add the actor and lead the links to it."""
        old = draft.need(Actor, self.actor)
        if draft.get(Actor, self.new.id) is not None:
            raise UserError("The actor to split off is there already.")
        found = draft.get_all(Link, self.links)
        if any(one.target_actor != old.id for one in found.values()):
            raise UserError(f"Not all of these passages are {quoted(old.name)}’s.")
        draft.put(self.new)
        lead(draft, [found[one] for one in dict.fromkeys(self.links) if one in found], self.new.id)
        passages = counted(len(found), "passage")
        return f"{quoted(self.new.name)} split from {quoted(old.name)} with {passages}"


class PartActors(msgspec.Struct, frozen=True):
    """Say that two actors (ids) are different ones, however alike their names are."""

    a: str
    b: str
    different: bool = True

    def plan(self, draft: Draft) -> str:
        """Keep it with the first of them, whichever was named first."""
        first, second = (draft.need(Actor, one) for one in sorted((self.a, self.b)))
        if first.id == second.id:
            raise UserError("An actor is no other one than itself.")
        unlike = {**first.unlike, second.id: True}
        if not self.different:
            unlike.pop(second.id)
        draft.put(structs.replace(first, unlike=unlike))
        are = "are different" if self.different else "may be the same again"
        return f"{quoted(first.name)} and {quoted(second.name)} {are}"


class SetActorVariables(msgspec.Struct, frozen=True):
    """Set what the project asks of its actors."""

    variables: tuple[ActorVariable, ...]

    def plan(self, draft: Draft) -> str:
        """Keep the variables; what actors have of one that is gone stays with them."""
        seen: set[str] = set()
        for one in self.variables:
            if not one.name.strip():
                raise UserError("A variable needs a name.", where="actors’ variables")
            if not one.id.strip() or one.id in seen:
                raise UserError(f"The id “{one.id}” stands twice.", where="actors’ variables")
            seen.add(one.id)
        info = draft.need(ProjectInfo, PROJECT_ID)
        draft.put(structs.replace(info, actor_variables=self.variables))
        return "Actors’ variables set"


class PutActors(msgspec.Struct, frozen=True):
    """Add actors, and change those that have the same ids: one step, as from a table."""

    actors: tuple[Actor, ...]

    def plan(self, draft: Draft) -> str:
        """Keep them."""
        draft.foresee(Actor, [one.id for one in self.actors])
        known = sum(draft.get(Actor, one.id) is not None for one in self.actors)
        for one in self.actors:
            draft.put(one)
        new, changed = len(self.actors) - known, counted(known, "actor")
        if not known:
            return f"{counted(new, 'actor')} added"
        return f"{changed} changed, {new} added" if new else f"{changed} changed"


def lead(draft: Draft, links: Sequence[Link], actor: str) -> None:
    """Let links end at another actor; where an annotation has that link already, it is one.

    That one stays, whoever led it away earlier in another file.
    """
    made = {one.id: make_link(one.annotation, one.type, actor=actor) for one in links}
    draft.foresee(Link, [one.id for one in made.values()])
    draft.foresee(Annotation, [one.annotation for one in links])
    for one in links:
        draft.remove(one)
        draft.say_again(made[one.id])


def names_of(*actors: Actor) -> tuple[str, ...]:
    """Return all names of these actors, each once however it is written."""
    found: dict[str, str] = {}
    for one in actors:
        for name in (one.name, *one.aliases):
            if name.strip():
                found.setdefault(folded(name), name)
    return tuple(found.values())
