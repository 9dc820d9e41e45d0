"""From a key to an edit: what taking one side of a difference means."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.review import Settle
from annotator.domain.layers import GOLD, layer_of

WordsOn = Callable[[str], Sequence[Decision]]
"""Returns the decisions that name a gold annotation."""


class Taking(StrEnum):
    """What a reviewer takes of a difference."""

    A = "a"
    B = "b"
    BOTH = "both"
    NEITHER = "neither"


def settling(match: Match, taking: Taking, words_on: WordsOn, reason: str = "") -> Edit | None:
    """Return the edit that decides so; None where it is so already."""
    if GOLD in match.layers:
        return _against_gold(match, taking, words_on, reason)
    a, b = match.a, match.b
    if a is None or b is None:
        one = match.annotations[0]
        wanted = Taking.B if a is None else Taking.A
        taken = taking in (wanted, Taking.BOTH)
        return _settle(take=[one] if taken else [], over=[] if taken else [one], reason=reason)
    take = {Taking.A: [a], Taking.B: [b], Taking.BOTH: [a, b]}.get(taking, [])
    rest = [one for one in (a, b) if one not in take]
    if match.agrees and take:
        return _settle(take=take, alike=rest, reason=reason)
    return _settle(take=take, over=rest, reason=reason)


def _against_gold(match: Match, taking: Taking, words_on: WordsOn, reason: str) -> Edit | None:
    """Accept or reject a coder's annotation where some gold is there, or none."""
    gold = next((one for one in match.annotations if layer_of(one) == GOLD), None)
    theirs = next((one for one in match.annotations if layer_of(one) != GOLD), None)
    side = Taking.A if match.layers[1] == GOLD else Taking.B
    keeps_gold = taking not in (side, Taking.NEITHER)
    if theirs is None:
        return None if keeps_gold or gold is None else Delete((gold.id,))
    sources = [word.annotation for word in words_on(gold.id)] if gold else []
    if taking is Taking.BOTH:
        return None if theirs.id in sources else _settle(take=[theirs], reason=reason)
    if taking is side:
        return _replacing(theirs, gold, sources, reason)
    if keeps_gold:
        # What came of it is not taken away by leaving it as it is.
        return None if theirs.id in sources else _settle(over=[theirs], reason=reason)
    edits: list[Edit] = [_settle(over=[theirs], reason=reason)]
    if gold is not None and sources != [theirs.id]:
        edits.insert(0, Delete((gold.id,)))
    return Together(edits, "Neither taken")


def _replacing(
    theirs: Annotation, gold: Annotation | None, sources: Sequence[str], reason: str
) -> Edit:
    """Take a coder's annotation in place of the gold that is there."""
    over = tuple(one for one in sources if one != theirs.id)
    settle = Settle(take=(theirs.id,), over=over, reason=reason)
    if gold is None or sources:
        return settle
    return Together([Delete((gold.id,)), settle], "Gold replaced")


def _settle(
    take: Sequence[Annotation] = (),
    alike: Sequence[Annotation] = (),
    over: Sequence[Annotation] = (),
    reason: str = "",
) -> Settle:
    ids = (tuple(one.id for one in group) for group in (take, alike, over))
    taken, same, given_way = ids
    return Settle(take=taken, alike=same, over=given_way, reason=reason)
