"""Which way of proposing quotes is in use: it is decided on the coder's own recent articles."""

from enum import StrEnum

import msgspec

from annotator.analysis.suggest.tally import Tally


class Way(StrEnum):
    """A way of proposing quotes, from the first minute to what is learned last."""

    RULES = "rules"
    ADAPTED = "adapted"
    LEARNED = "learned"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Which way is in use, and why.

    `why` says it in words, with the counts behind it. `articles` recent articles decided, which no
    way had learned from; `tallies` has the counts of each way that took part.
    """

    way: Way = Way.RULES
    why: str = "Rules: there are no finished articles to learn from yet"
    articles: int = 0
    tallies: dict[Way, Tally] = {}
