"""Whose labels a report counts: gold where anything is settled, or else what coders have made."""

from collections.abc import Sequence

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.wording import enumerated
from annotator.store.project import Project
from annotator.workflow.runs import people_of

ALL = "all"
"""What the layers of all people are called together; gold and runs of programs are not in it."""


class CountedLayers(msgspec.Struct, frozen=True):
    """Layers (gold, or coders' ids), and whose labels they are in words."""

    ids: tuple[str, ...]
    told: str


def counted_layers(
    project: Project, asked: Sequence[str], *, has_gold: bool, at_work: Sequence[str]
) -> CountedLayers:
    """Return the layers that are asked for, by `gold`, `all` or handles, or else the usual ones.

    `has_gold` says whether there is any gold; `at_work` are the handles of the people who have
    labels. Raise a `UserError` for a handle that there is none of.
    """
    people = {one.handle: one.id for one in people_of(project)}
    if not asked:
        asked = (GOLD,) if has_gold else (ALL,)
    known = {folded(one.handle): one for one in project.find(Coder)}
    ids: dict[str, str] = {}
    for one in asked:
        if folded(one) == ALL:
            ids |= {people[handle]: handle for handle in at_work}
        elif folded(one) == GOLD:
            ids[GOLD] = GOLD
        elif folded(one) in known:
            ids[known[folded(one)].id] = known[folded(one)].handle
        else:
            handles = ", ".join(sorted(people, key=str.casefold))
            message = f"There is no layer {one}."
            raise UserError(
                message, remedy=f"There are {GOLD}, {ALL}, {handles}.".replace(", .", ".")
            )
    return CountedLayers(tuple(ids), _told(ids))


def _told(ids: dict[str, str]) -> str:
    handles = [handle for one, handle in ids.items() if one != GOLD]
    gold = "the settled labels (gold)" if GOLD in ids else ""
    if not handles:
        return gold or "nobody’s labels"
    coders = f"the labels of {enumerated(handles)}"
    each = "; what two of them have coded counts for each" if len(handles) > 1 else ""
    return " and ".join(filter(None, (gold, f"{coders}{each}")))
