"""From how sure an answer on it is proposed, so that enough of those proposed are right.

The surest held-out answers are looked at, fewer and fewer of them, until the lower end of an
interval for the share that is right reaches the bar. Answers of one article are not independent:
the interval takes the wider of Wilson's (1927) and one of the articles' totals (Cochran 1977, ch.
3). It is one-sided at 99 %, since several shares are tried.
"""

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

import msgspec

from annotator.analysis.suggest.linear_held_out import Held, share_right

FEWEST_LABELS = 30
"""From so many labels on it is looked whether a field can be answered."""
FEWEST_ARTICLES = 5
"""From so many articles on: labels of one article say little of the next."""
FEWEST_OF_ONE = 8
"""So many labels an answer must have to be proposed."""
_FEWEST_SHOWN = 20
_FEWEST_OF_ONE_SHOWN = 5
_SHARES = (1.0, 0.75, 0.5, 0.35, 0.2)
_ONE_SIDED = 2.326  # 99 %
_BETTER = 1.645  # 95 %


class ShownReason(StrEnum):
    """Why answers are proposed, or are not."""

    SHOWN = "shown"
    FEW_LABELS = "few labels"
    FEW_ARTICLES = "few articles"
    NO_BETTER = "no better than the commonest"
    BELOW = "below the bar"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Which answers are proposed: those of `values` that are at least as sure as `least` (0 to 1).

    `labels` were held out, and of them `right` (0 to 1) were answered right in all. `share` of them
    would have been proposed, of which `right_shown` were right, surely at least `low`. The
    `commonest` answer has `commonest_share` of the labels.
    """

    reason: ShownReason
    labels: int = 0
    right: float = 0.0
    least: float = 1.0
    values: tuple[str, ...] = ()
    share: float = 0.0
    right_shown: float = 0.0
    low: float = 0.0
    commonest: str = ""
    commonest_share: float = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether anything is proposed."""
        return self.reason is ShownReason.SHOWN


def shown(held: Sequence[Held], bar: float, *, learned: bool = True) -> Shown:
    """Return which answers are proposed at a bar, by how held-out labels were answered.

    An answer that was held out and not proposed ("") is no mistake, and nothing that is shown. What
    was `learned` from labels has to be better than always giving the commonest one; a rule knows
    nothing of what is common.
    """
    counts = Counter(one.answer for one in held)
    commonest, most = min(counts.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    asked = [one for one in held if one.proposed]
    found = Shown(
        reason=ShownReason.FEW_LABELS,
        labels=len(held),
        right=share_right(asked),
        commonest=commonest,
        commonest_share=most / max(len(held), 1),
    )
    if len(held) < FEWEST_LABELS:
        return found
    if len({one.article for one in held}) < FEWEST_ARTICLES:
        return msgspec.structs.replace(found, reason=ShownReason.FEW_ARTICLES)
    if learned and not _is_better(asked, commonest):
        reason = ShownReason.NO_BETTER if found.right >= bar else ShownReason.BELOW
        return msgspec.structs.replace(found, reason=reason)
    frequent = {value for value, count in counts.items() if count >= FEWEST_OF_ONE}
    surest = sorted(asked, key=lambda one: (-one.probability, one.article, one.answer))
    for share in _SHARES:
        chosen = _chosen(surest[: math.ceil(share * len(surest))], frequent, bar)
        if len(chosen) >= _FEWEST_SHOWN and lower_end(chosen) >= bar:
            return msgspec.structs.replace(
                found,
                reason=ShownReason.SHOWN,
                least=min(one.probability for one in chosen),
                values=tuple(sorted({one.proposed for one in chosen})),
                share=len(chosen) / len(held),
                right_shown=share_right(chosen),
                low=lower_end(chosen),
            )
    return msgspec.structs.replace(found, reason=ShownReason.BELOW, low=lower_end(asked))


def _chosen(surest: Sequence[Held], frequent: AbstractSet[str], bar: float) -> list[Held]:
    """Return the answers whose value comes often enough, and is right often enough by itself."""
    kept: list[Held] = []
    for value in sorted({one.proposed for one in surest} & frequent):
        own = [one for one in surest if one.proposed == value]
        if len(own) >= _FEWEST_OF_ONE_SHOWN and share_right(own) >= bar:
            kept += own
    return kept


def _is_better(held: Sequence[Held], commonest: str) -> bool:
    """Tell whether answers are right surely more often than always giving the commonest one."""
    won = sum(one.right and one.answer != commonest for one in held)
    lost = sum(not one.right and one.answer == commonest for one in held)
    return won > lost and won - lost >= _BETTER * math.sqrt(won + lost)


def lower_end(held: Sequence[Held]) -> float:
    """Return what the share of right answers surely is at least, 0 to 1."""
    count = len(held)
    if not count:
        return 0.0
    share, z = share_right(held), _ONE_SIDED
    middle = share + z * z / (2 * count)
    wide = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    wilson = (middle - wide) / (1 + z * z / count)
    return max(0.0, min(wilson, share - z * _error_by_article(held, share)))


def _error_by_article(held: Sequence[Held], share: float) -> float:
    """Return the standard error of a share whose answers come in clusters, one per article."""
    sizes = Counter(one.article for one in held)
    if len(sizes) < 2:
        return 1.0
    right = Counter(one.article for one in held if one.right)
    off = sum((right[one] - share * size) ** 2 for one, size in sizes.items())
    return math.sqrt(off * len(sizes) / (len(sizes) - 1)) / len(held)
