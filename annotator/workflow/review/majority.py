"""Taking into gold what most coders of an article say, as far as enough of them agree."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.comparing.likeness import differing
from annotator.analysis.comparing.match import Match
from annotator.analysis.comparing.things import things
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.review import Settle
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.wording import counted
from annotator.workflow.review.for_all import OneThing
from annotator.workflow.review.settling import left_out


class Most(StrEnum):
    """How many of the coders who have read an article must agree; never fewer than two."""

    HALF = "more than half"
    TWO_THIRDS = "at least two thirds"
    ALL_BUT_ONE = "all but one at most"

    def of(self, readers: int) -> int:
        """Return how many of so many must agree."""
        needed = {
            Most.HALF: readers // 2 + 1,
            Most.TWO_THIRDS: -(-2 * readers // 3),
            Most.ALL_BUT_ONE: readers - 1,
        }
        return max(2, needed[self])


class Majority(msgspec.Struct, frozen=True, kw_only=True):
    """What taking what most say comes to; `edit` is none where nothing is left to take.

    `unanimous` counts the things on which all agree, `by_most` the others that are taken, `short`
    those that stay open since too few agree, and `locked` those on locked articles.
    """

    edit: Together | None = None
    unanimous: int = 0
    by_most: int = 0
    short: int = 0
    locked: int = 0


def taking_majority(
    articles: Collection[ArticleLayers],
    codebook: Codebook,
    threshold: float,
    handles: Mapping[str, str],
    most: Most,
    progress: Progress = no_progress,
) -> Majority:
    """Return the edit that takes into gold what enough readers of an article say.

    They agree where their labels are of one thing, overlap by the threshold, and have the same code
    and answers; links are not asked for. Of their boundaries the one that most have is taken, or
    else that of the coder whose handle comes first; `handles` are by id. What is decided already
    stays as it is.
    """
    edits: list[Edit] = []
    counts: Counter[str] = Counter()
    for done, article in enumerate(articles):
        progress(done, len(articles))
        decided = {word.annotation for word in article.decisions}
        coders = ({layer_of(one) for one in article.annotations} | article.readers()) - {GOLD}
        ordered = sorted(coders, key=lambda one: (handles.get(one, "").casefold(), one))
        one_thing = OneThing(article, codebook, threshold)
        for match in things(article, ordered, codebook, threshold):
            if not decided.isdisjoint(one.id for one in match.versions):
                continue
            agreeing = _largest(match.versions)
            if len(agreeing) < most.of(len(match.readers)):
                counts["short"] += 1
            elif article.locked:
                counts["locked"] += 1
            else:
                counts["unanimous" if match.agrees else "by_most"] += 1
                edits += one_thing.closed(_settle(match, agreeing), keeps=True)
    taken = counts["unanimous"] + counts["by_most"]
    label = f"{counted(taken, 'thing')} taken as most say{left_out(counts['locked'])}"
    return Majority(edit=Together(edits, label) if edits else None, **counts)


def _largest(versions: Sequence[Annotation]) -> list[Annotation]:
    """Return the largest group of versions with the same code and answers, the first of equals."""
    groups: list[list[Annotation]] = []
    for one in versions:
        for group in groups:
            if group[0].code == one.code and not differing(group[0].values, one.values):
                group.append(one)
                break
        else:
            groups.append([one])
    return max(groups, key=len)


def _settle(match: Match, agreeing: Sequence[Annotation]) -> Settle:
    places = Counter(one.fragments for one in agreeing)
    first = max(agreeing, key=lambda one: places[one.fragments])
    return Settle(
        take=(first.id,),
        alike=tuple(_others(agreeing, first, same=True)),
        over=(
            *_others(agreeing, first, same=False),
            *(one.id for one in match.versions if one not in agreeing),
        ),
    )


def _others(agreeing: Sequence[Annotation], first: Annotation, *, same: bool) -> Iterator[str]:
    for one in agreeing:
        if one is not first and (one.fragments == first.fragments) is same:
            yield one.id
