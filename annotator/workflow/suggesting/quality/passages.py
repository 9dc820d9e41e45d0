"""Which proposals meet which of a coder's quotes in one article: the passages behind the figures.

The definitions are those of `analysis.suggest.evaluation`; every quote of the coder and every place
that is proposed is told once, so that figures can be counted from the passages, and show them.
"""

from collections.abc import Iterable, Iterator

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.tally import Excluded, WordPlaces, matched, overlaps, shared
from annotator.workflow.suggesting.quality.records import Became, Passage

_LONGEST = 160
"""How many code points of a passage are kept to be shown."""


class FinishedArticle(msgspec.Struct, frozen=True):
    """A finished article (its id), with what a coder marked in it for one code."""

    article: str
    document: Document


class ProposedFor(msgspec.Struct, frozen=True):
    """For which code, and made in which way, proposals are looked at."""

    code: str
    way: Way


def passages(
    subject: ProposedFor, coded: FinishedArticle, proposed: Iterable[Quote]
) -> list[Passage]:
    """Return the places in an article at which a coder marked something, or it was proposed.

    What is proposed where nothing is to be coded is neither right nor wrong, and left out; of two
    proposals of the same words the first counts, while a coder may have said of the same words that
    two people said them.
    """
    document = coded.document
    words = WordPlaces(document.text)
    wanted = list(_with_words(words, document.quotes))
    found = _distinct(words, proposed)
    wanted_at, found_at = [at for _, at in wanted], [at for _, at in found]
    met = {pair.wanted: pair for pair in matched(overlaps(wanted_at, found_at))}
    hit = {pair.found for pair in met.values()}
    here: list[Passage] = []
    for number, (quote, _) in enumerate(wanted):
        pair = met.get(number)
        if pair is None:
            here.append(_passage(subject, coded, Became.MISSED, quote, None))
            continue
        outcome = Became.EXACT if pair.share == 1 else Became.BOUNDS
        other = found[pair.found][0]
        speaker = _speaker(words, quote, other)
        here.append(_passage(subject, coded, outcome, quote, other, speaker=speaker))
    excluded = Excluded(words, document.excluded, wanted_at)
    for number, (quote, at) in enumerate(found):
        if number not in hit and not excluded.holds(at):
            here.append(_passage(subject, coded, Became.WRONG, None, quote))
    return sorted(here, key=lambda one: (one.start, one.end))


def _distinct(words: WordPlaces, quotes: Iterable[Quote]) -> list[tuple[Quote, Range]]:
    """Return quotes with the words that they have, those of the same words once."""
    found: dict[Range, Quote] = {}
    for quote, at in _with_words(words, quotes):
        found.setdefault(at, quote)
    return [(quote, at) for at, quote in found.items()]


def _with_words(words: WordPlaces, quotes: Iterable[Quote]) -> Iterator[tuple[Quote, Range]]:
    """Yield quotes that have words, each with the words it has."""
    for quote in quotes:
        at = words.of(*quote.place)
        if at[1] > at[0]:
            yield quote, at


def _speaker(words: WordPlaces, wanted: Quote, found: Quote) -> bool | None:
    if wanted.source is None:
        return None
    return found.source is not None and bool(
        shared(words.of(*wanted.source), words.of(*found.source))
    )


def _passage(
    subject: ProposedFor,
    coded: FinishedArticle,
    outcome: Became,
    wanted: Quote | None,
    found: Quote | None,
    *,
    speaker: bool | None = None,
) -> Passage:
    shown = wanted or found
    start, end = (shown.start, shown.end) if shown is not None else (0, 0)
    return Passage(
        code=subject.code,
        way=subject.way,
        article=coded.article,
        outcome=outcome,
        start=start,
        end=end,
        found_start=found.start if found is not None else -1,
        found_end=found.end if found is not None else -1,
        type=wanted.type.value if wanted is not None else "",
        found_type=found.type.value if found is not None else "",
        rule=found.rule if found is not None else "",
        score=found.score if found is not None else None,
        speaker=speaker,
        words=coded.document.text[start : min(end, start + _LONGEST)],
    )
