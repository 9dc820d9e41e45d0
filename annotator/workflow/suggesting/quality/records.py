"""What the quality of suggestions is told in: figures, curve, bands of scores, and passages.

All of them are flat records that `pandas.DataFrame(map(msgspec.structs.asdict, …))` takes.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.contest import Way

WAYS = {Way.RULES: "Rules", Way.ADAPTED: "Adapted rules", Way.LEARNED: "Learned"}
"""The names of what proposes, in words."""


class Became(StrEnum):
    """What became of a quote of the coder's, or of a proposal.

    `EXACT` is word for word the same, `BOUNDS` shares half of the words (IoU ≥ .5); a proposal that
    meets no quote of the coder's is `WRONG`, and a quote that no proposal meets `MISSED`.
    """

    EXACT = "exact"
    BOUNDS = "bounds"
    WRONG = "wrong"
    MISSED = "missed"


OUTCOMES = {
    Became.EXACT: "Right",
    Became.BOUNDS: "Other bounds",
    Became.WRONG: "Wrong",
    Became.MISSED: "Missed",
}
"""Their names in words."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One place at which a proposal and a coder's quote meet, or one of them is alone.

    `[start, end)` is the coder's stretch in code points of the article's text, or the proposal's
    where the coder marked nothing; `[found_start, found_end)` is the proposal's, -1 where there is
    none. `type` is the type of the coder's quote and `found_type` that of the proposal, `rule` and
    `score` the proposal's. `speaker` tells whether the source is right, nothing where there is no
    source to find. `words` begin what is marked.
    """

    code: str
    way: Way
    article: str
    outcome: Became
    start: int
    end: int
    found_start: int = -1
    found_end: int = -1
    type: str = ""
    found_type: str = ""
    rule: str = ""
    score: float | None = None
    speaker: bool | None = None
    words: str = ""

    @property
    def is_wanted(self) -> bool:
        """Whether the coder marked a quote here."""
        return self.outcome is not Became.WRONG

    @property
    def is_found(self) -> bool:
        """Whether something was proposed here."""
        return self.outcome is not Became.MISSED

    @property
    def is_hit(self) -> bool:
        """Whether both are there and share half of their words."""
        return self.outcome in (Became.EXACT, Became.BOUNDS)

    @property
    def proposed(self) -> Range | None:
        """Where the proposal is."""
        return (self.found_start, self.found_end) if self.is_found else None


class QualityFigure(msgspec.Struct, frozen=True, kw_only=True):
    """How good the proposals of one kind are for a code, of one `type`, or by one `rule`.

    An empty `type` or `rule` means all of them. `wanted` are the coder's quotes, `found` the
    proposals; `right` of these and `met` of those share half of their words with one another, and
    `right_exactly` and `met_exactly` all. The shares are from 0 to 1, and nothing where there is
    nothing to divide by; a rule has no recall. `low` to `high` is a 95 % interval of F1 from
    resampled articles, where they are enough, and `exact_low` to `exact_high` that of the exact F1.
    """

    code: str
    way: Way
    type: str = ""
    rule: str = ""
    articles: int
    wanted: int
    found: int
    met: int
    right: int
    met_exactly: int
    right_exactly: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = None
    high: float | None = None
    exact_precision: float | None
    exact_recall: float | None
    exact_f1: float | None
    exact_low: float | None = None
    exact_high: float | None = None
    speaker: float | None = None

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is among those that this figure counts."""
        if (passage.code, passage.way) != (self.code, self.way):
            return False
        if self.rule:
            return passage.is_found and passage.rule == self.rule
        if not self.type:
            return True
        wanted = passage.is_wanted and passage.type == self.type
        return wanted or (passage.is_found and passage.found_type == self.type)

    def passages(self, among: Iterable[Passage], outcome: Became | None = None) -> list[Passage]:
        """Return the passages behind this figure, or those of one outcome."""
        return [one for one in among if self.holds(one) and outcome in (None, one.outcome)]


class QualityPoint(msgspec.Struct, frozen=True, kw_only=True):
    """F1 on all finished articles, where each time so many of the others were learned from.

    `low` to `high` is its 95 % interval from resampled articles, where they are enough.
    """

    code: str
    way: Way
    articles: int
    f1: float
    low: float | None = None
    high: float | None = None
    exact_f1: float


class ScoreBand(msgspec.Struct, frozen=True, kw_only=True):
    """Of `found` proposals whose scores are from `start` to below `end`, how many are right.

    `score` is their mean score, `share` that of the right ones, both from 0 to 1; `low` to `high`
    is Wilson's 95 % interval of the share. The last band holds its end.
    """

    code: str
    way: Way
    start: float
    end: float
    found: int
    right: int
    score: float
    share: float
    low: float
    high: float

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is among those that this band counts."""
        if (passage.code, passage.way) != (self.code, self.way) or passage.score is None:
            return False
        return passage.is_found and in_band(passage.score, self.start, self.end)


def in_band(score: float | None, start: float, end: float) -> bool:
    """Tell whether a score is from `start` to below `end`; 1 is in the last band."""
    return score is not None and start <= score and (score < end or end >= 1)


class How(StrEnum):
    """What a coder made of a suggestion."""

    ACCEPTED = "accepted"
    MENDED = "mended"
    REFUSED = "refused"


class DecidedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One suggestion on which a coder decided, and where it is, or what became of it."""

    code: str
    by: str
    rule: str
    how: How
    article: str
    start: int
    end: int
    score: float | None = None
    words: str = ""


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """What a coder made of the proposals of one `rule`, and of the rules or the model in `by`.

    Both are empty where that is not known, and in the row on the `whole` code. `accepted` are those
    taken as they were, `mended` those changed then or later. `share` is that of both in all that
    was decided, from 0 to 1.
    """

    code: str
    whole: bool = False
    by: str = ""
    rule: str = ""
    accepted: int
    mended: int
    refused: int

    def holds(self, place: DecidedPlace) -> bool:
        """Tell whether a decision is among those that this counts."""
        if self.whole:
            return place.code == self.code
        return (place.code, place.by, place.rule) == (self.code, self.by, self.rule)

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.accepted + self.mended + self.refused

    @property
    def share(self) -> float | None:
        """Which share was taken; nothing where nothing was decided."""
        taken = self.accepted + self.mended
        return taken / self.decided if self.decided else None


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, for one coder's finished articles: `articles` by code, and a `digest` of them.

    `left_out` counts finished articles, by code, that are not measured since there are too many.
    """

    digest: str
    seed: int
    articles: dict[str, int]
    figures: Sequence[QualityFigure] = ()
    curve: Sequence[QualityPoint] = ()
    bands: Sequence[ScoreBand] = ()
    passages: Sequence[Passage] = ()
    left_out: dict[str, int] = {}

    def of(self, code: str) -> list[QualityFigure]:
        """Return the figures on a code."""
        return [one for one in self.figures if one.code == code]
