"""Which way of proposing quotes is in use: it is decided on the coder's own recent articles."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.suggest.evaluation import difference, usefulness
from annotator.analysis.suggest.tally import Tally
from annotator.domain.wording import counted

RECENT = 20
"""So many articles at most decide: the newest."""
SURELY = 0.9
"""The learned model takes over where it wins in so many of the draws of articles.

What won on a few articles more than on others is often worse than it looks.
"""
NOT_WORSE = 0.4
"""The adapted rules take over unless they lose, or lose in more draws than this leaves."""


class Way(StrEnum):
    """A way of proposing quotes, from the first minute to what is learned last."""

    RULES = "rules"
    ADAPTED = "adapted"
    LEARNED = "learned"


TITLES = {
    Way.RULES: "the rules",
    Way.ADAPTED: "the rules adapted to your project",
    Way.LEARNED: "the learned model",
}
"""The ways in words."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Which way is in use, and why.

    `why` says it in words, with the counts behind it. `articles` recent articles decided, which no
    way had learned from; `tallies` has the counts of each way that took part.
    """

    way: Way = Way.RULES
    why: str = "The rules are in use: there are too few finished articles to learn from"
    articles: int = 0
    tallies: dict[Way, Tally] = {}


def decide(tallies: Mapping[Way, Sequence[Tally]], *, seed: int = 0) -> Standing:
    """Decide which way is in use, by each way's counts of the same articles, the newest last.

    Articles are drawn anew from them (paired bootstrap). The adapted rules, which also
    know what the project does not label at all, are in use where they are no worse than the rules;
    the learned model only where it is surely better than those.
    """
    recent = {way: list(each)[-RECENT:] for way, each in tallies.items()}
    rules = recent.get(Way.RULES, [])
    if not rules:
        return Standing()
    way = Way.RULES
    if Way.ADAPTED in recent:
        against = difference(recent[Way.ADAPTED], rules, seed=seed)
        way = Way.ADAPTED if against.gain >= 0 and against.surely >= NOT_WORSE else way
    if Way.LEARNED in recent:
        against = difference(recent[Way.LEARNED], recent[way], seed=seed)
        way = Way.LEARNED if against.gain > 0 and against.surely >= SURELY else way
    totals = {each: Tally.total(counts) for each, counts in recent.items()}
    return Standing(way=way, why=_why(way, totals, len(rules)), articles=len(rules), tallies=totals)


def _why(way: Way, totals: Mapping[Way, Tally], articles: int) -> str:
    wanted = totals[way].all.wanted
    ways = sorted(totals, key=lambda each: (each is not way, -usefulness(totals[each].all)))
    told = [
        f"{TITLES[each]} did just as well"
        if each is not way and totals[each].all == totals[way].all
        else _record(each, totals[each], first=each is way)
        for each in ways
    ]
    where = f"of the {counted(wanted, 'quote')} in your last {counted(articles, 'article')}"
    title = TITLES[way][0].upper() + TITLES[way][1:]
    verb = "is" if way is Way.LEARNED else "are"
    return f"{title} {verb} in use: {where}, {'; '.join(told)}"


def _record(way: Way, total: Tally, *, first: bool) -> str:
    counts = total.all
    wrong = counts.found - counts.right
    name = "it" if first and way is Way.LEARNED else "they" if first else TITLES[way]
    exactly = f"{counts.met_exactly:,} to the word"
    return f"{name} found {counts.met:,}, {exactly}, and proposed {counted(wrong, 'wrong one')}"
