"""What the page reads, each on another thread: the order, rows, and passages."""

from collections.abc import Mapping, Sequence

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.gui.actors_page.model import PAGE, ActorRow
from annotator.store.project import Project
from annotator.store.reading.actors import (
    ActorFigures,
    ActorFilter,
    ActorOrder,
    ActorPassage,
    WhichPassages,
)
from annotator.workflow.actor_words import role_name

MOST_PASSAGES = 200
"""How many passages are read at once."""


class WantedActors(msgspec.Struct, frozen=True):
    """Which actors are listed, and in which order."""

    filter: ActorFilter = ActorFilter()
    order: ActorOrder = ActorOrder.NAME
    downwards: bool = False


class ListedActors(msgspec.Struct, frozen=True):
    """The ids in their order, the rows that were read with them, and how many there are in all."""

    ids: Sequence[str]
    rows: Mapping[str, ActorRow]
    total: int
    left_out: bool
    """Whether the one at hand was there before these were found, and isn't among them."""


def listed(
    own: Project, wanted: WantedActors, seen: Visibility, codebook: Codebook, at_hand: str
) -> ListedActors:
    """Return the wanted actors; the page on which one of them (an id) stands is read, too."""
    reading, was_there = own.actors, own.get(Actor, at_hand) is not None
    ids = reading.listed(wanted.filter, wanted.order, downwards=wanted.downwards, seen_by=seen)
    place = ids.index(at_hand) // PAGE if at_hand in ids else 0
    first = [*ids[:PAGE], *(ids[place * PAGE : (place + 1) * PAGE] if place else ())]
    rows = rows_of(own, first, seen, codebook)
    return ListedActors(ids, rows, reading.count(), was_there and at_hand not in ids)


def rows_of(
    own: Project, ids: Sequence[str], seen: Visibility, codebook: Codebook
) -> dict[str, ActorRow]:
    """Return the rows of these actors."""
    figures = own.actors.figures(ids, seen)
    return {
        ident: ActorRow(one, figures.get(ident, ActorFigures()), role_name(codebook, one.role))
        for ident, one in own.get_all(Actor, ids).items()
    }


def passages_of(
    own: Project, actor: str, which: WhichPassages, seen: Visibility, offset: int
) -> tuple[list[ActorPassage], bool]:
    """Return some passages of an actor from a place on, and whether there are more."""
    found = own.actors.passages(actor, which, seen, limit=MOST_PASSAGES + 1, offset=offset)
    return found[:MOST_PASSAGES], len(found) > MOST_PASSAGES
