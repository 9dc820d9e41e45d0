"""A quote that is proposed, with its cue and source: no annotation until a person accepts it."""

from enum import StrEnum

import msgspec

from annotator.analysis.ranges import Range


class QuoteType(StrEnum):
    """How words are reported: all of them in quotation marks, some, or none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of reported words, `[start, end)` in code points of the text.

    `cue` is the reporting word and `source` the words that say who speaks, in code points, too;
    None where there is none or it isn't sure. `rule` is the id of the rule that found it
    (`LEARNED` for the learned model), `score` from 0 to 1 how often such a proposal is right, and
    `why` what speaks for it, in words. `name` is who is meant, where the source's words are a
    pronoun or a role and the text says it elsewhere.

    Stretches that one attribution splits ("…," she said, "…") are one quote: they have the same
    `group` (0 is none), and `part` counts them from 0.
    """

    start: int
    end: int
    type: QuoteType
    cue: Range | None = None
    source: Range | None = None
    rule: str = ""
    score: float = 0.0
    name: str = ""
    why: tuple[str, ...] = ()
    group: int = 0
    part: int = 0

    @property
    def place(self) -> Range:
        """Where it stands."""
        return self.start, self.end


LEARNED = "learned"
"""The `rule` of a quote that the learned model found."""
