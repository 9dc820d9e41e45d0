"""What merging and splitting actors comes to: what is carried, what contradicts, what changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.actor_variables import ActorVariable, known_value, written_value
from annotator.domain.edits.actors import MergeActors, SplitActor, names_of
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated, quoted
from annotator.store.labelled import LabelledProject

_ASKED = {"kind": "Kind", "role": "Role", "affiliation": "Affiliation"}
VALUES = "values."


class ActorContradiction(msgspec.Struct, frozen=True):
    """Something that is said differently of actors that become one: what of it, and by whom.

    `options` has what each says, by the actor's id; `attribute` is `values.ID` for a variable.
    """

    attribute: str
    name: str
    options: Mapping[str, str]


class Joining(msgspec.Struct, frozen=True):
    """Merging actors (`gone`) into one: what contradicts, and what will change, with counts.

    `links` has how many links lead to each that is merged away, of those that may be seen;
    `hidden` says that others lead there, which are carried, too; `changes` counts them all.
    """

    kept: Actor
    gone: tuple[Actor, ...]
    contradictions: tuple[ActorContradiction, ...]
    links: Mapping[str, int]
    articles: int
    hidden: bool
    changes: int

    def edit(self, taken: Mapping[str, str] = {}) -> MergeActors:
        """Return the merge; `taken` says for contradictions whose word is (an actor's id)."""
        result = joined(self.kept, self.gone)
        by_id = {one.id: one for one in (self.kept, *self.gone)}
        for attribute, actor in taken.items():
            said = by_id[actor]
            if attribute.startswith(VALUES):
                name = attribute.removeprefix(VALUES)
                result = structs.replace(result, values={**result.values, name: said.values[name]})
            else:
                result = structs.replace(result, **{attribute: getattr(said, attribute)})
        return MergeActors(result, tuple(one.id for one in self.gone))

    def in_words(self) -> str:
        """Say what changes: links and articles, names, and what is hidden."""
        links = counted(sum(self.links.values()), "link")
        places = counted(self.articles, "article")
        names = set(names_of(*self.gone)) - set(names_of(self.kept))
        away = enumerated([quoted(one.name) for one in self.gone])
        to = quoted(self.kept.name)
        moved = f"{links} in {places} will lead to {to}." if self.links else "No link leads to it."
        said = [f"{away} will be archived.", moved]
        if names:
            said.append(f"It gets {counted(len(names), 'other name', 'other names')}.")
        if self.hidden:
            said.append("Links on labels that you may not see are carried, too.")
        return " ".join(said)


def joined(kept: Actor, gone: Sequence[Actor]) -> Actor:
    """Return an actor with what others have beside: names, affiliations, values, notes, refusals.

    What the kept one says itself stays.
    """
    everyone = (kept, *gone)
    ids = {one.id for one in everyone}
    names = names_of(*everyone)
    values: dict[str, Any] = {}
    unlike: dict[str, Any] = {}
    for one in everyone:
        values |= {name: entry for name, entry in one.values.items() if name not in values}
        unlike |= {ident: True for ident in one.unlike if ident not in ids}
    held = {folded(one.affiliation): one.affiliation for one in everyone if one.affiliation.strip()}
    notes = dict.fromkeys(one.note.strip() for one in everyone if one.note.strip())
    return structs.replace(
        kept,
        role=next((one.role for one in everyone if one.role), ""),
        affiliation=next(iter(held.values()), ""),
        aliases=tuple(name for name in names if folded(name) != folded(kept.name)),
        affiliations=tuple(dict.fromkeys(held for one in everyone for held in one.affiliations)),
        note="\n\n".join(notes),
        values=values,
        unlike=unlike,
    )


def contradictions(
    actors: Sequence[Actor], variables: Sequence[ActorVariable]
) -> tuple[ActorContradiction, ...]:
    """Return what these actors say differently of themselves, where they say anything."""
    found: list[ActorContradiction] = []
    for attribute, name in _ASKED.items():
        said = {one.id: str(getattr(one, attribute)) for one in actors if getattr(one, attribute)}
        if len({folded(word) for word in said.values()}) > 1:
            found.append(ActorContradiction(attribute, name, said))
    names = {one.id: one.name for one in variables}
    for ident in dict.fromkeys(name for one in actors for name in one.values):
        said = {one.id: value_in_words(one, ident) for one in actors if ident in one.values}
        if len(set(said.values())) > 1:
            found.append(ActorContradiction(f"{VALUES}{ident}", names.get(ident, ident), said))
    return tuple(found)


def value_in_words(actor: Actor, variable: str) -> str:
    """Return what is known of a variable and how, in words."""
    known = known_value(actor, variable)
    how = "" if known.how is None else known.how.value.replace("_", " ")
    said = written_value(known.value)
    return f"{said} ({how})" if said and how else said or how


def joining(
    project: LabelledProject,
    kept: Actor,
    gone: Sequence[Actor],
    variables: Sequence[ActorVariable],
    seen_by: Visibility | None = None,
) -> Joining:
    """Return what merging actors into one comes to; raise a `UserError` where it can't be."""
    if not gone or any(one.id == kept.id for one in gone):
        raise UserError("Two or more actors become one.", remedy="Choose them first.")
    ids = [one.id for one in gone]
    links = project.actors.link_counts(ids, seen_by)
    articles, count = project.actors.reach(ids, seen_by)
    return Joining(
        kept=kept,
        gone=tuple(gone),
        contradictions=contradictions((kept, *gone), variables),
        links=links,
        articles=articles,
        hidden=count > sum(links.values()),
        changes=count,
    )


def splitting(actor: Actor, name: str, links: Sequence[str]) -> SplitActor:
    """Return the split of an actor: one of this name with these links, as the old one else."""
    if not name.strip():
        raise UserError("The new actor needs a name.", remedy="Type one.")
    if not links:
        raise UserError("The new actor gets no passage.", remedy="Tick those that are about it.")
    new = Actor(id=new_id(), name=name.strip(), kind=actor.kind)
    return SplitActor(actor.id, structs.replace(new, unlike={actor.id: True}), tuple(links))
