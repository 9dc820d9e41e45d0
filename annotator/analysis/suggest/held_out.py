"""How good each way would be on articles that it has not seen, and what its scores are worth."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.analysis.suggest.adapted import FEWEST
from annotator.analysis.suggest.chances import Chances, KnownOutcome, learn_chances
from annotator.analysis.suggest.combined import PRIOR, Candidate, chosen
from annotator.analysis.suggest.contest import RECENT, Standing, Way, decide
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learner import Learner, learn
from annotator.analysis.suggest.outcomes import outcomes
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading
from annotator.analysis.suggest.tally import Tally, tally

FEWEST_TO_LEARN = 8
"""From so many articles on the sequence model is learned."""
_FOLDED = 30
"""So many articles at most are held out in turns; of more, the newest alone, once."""
_TURNS = 3
_MOST = 50
"""So many articles at most are learned from to find out about those held out."""
_FEWER = 0.8
"""What is only held against the others is learned in so much of the rounds."""
_RIDGE = 8.0
_RIDGES = {"model odds": 20.0, "model rule odds": 20.0, "rule odds": 20.0, "rule inside": 20.0}

_Pair = tuple[Document, QuoteReading]


class ContestOutcome(NamedTuple):
    """Which way won, and the chances by which the learned model's scores are right."""

    standing: Standing
    chances: Chances


class _Held(NamedTuple):
    """An article that was held out, and what each way proposes for it."""

    document: Document
    reading: QuoteReading
    adapted: list[Quote]
    candidates: list[Candidate]


def held_out(
    documents: Sequence[Document],
    readings: Sequence[QuoteReading],
    *,
    iterations: int,
    seed: int = 0,
) -> ContestOutcome:
    """Find out on articles, the newest last, which way is best, and what scores are worth."""
    pairs = list(zip(documents, readings, strict=True))
    if len(pairs) < FEWEST:
        return ContestOutcome(Standing(), Chances(dict(PRIOR)))
    enough = len(pairs) >= FEWEST_TO_LEARN
    held = list(_turns(pairs, iterations if enough else 0))
    newest = {id(document): number for number, document in enumerate(documents)}
    held.sort(key=lambda one: newest[id(one.document)])
    tallies: dict[Way, list[Tally]] = {
        Way.RULES: [tally(one.document, one.reading.quotes) for one in held],
        Way.ADAPTED: [tally(one.document, one.adapted) for one in held],
    }
    examples = [_examples(one) for one in held]
    if any(examples):
        tallies[Way.LEARNED] = list(_learned(held, examples))
    chances = _chances([example for some in examples for example in some])
    return ContestOutcome(decide(tallies, seed=seed), chances)


def _turns(pairs: Sequence[_Pair], iterations: int) -> Iterator[_Held]:
    if len(pairs) > _FOLDED:
        yield from _hold(pairs[-RECENT - _MOST : -RECENT], pairs[-RECENT:], iterations)
        return
    turns = _TURNS if iterations else len(pairs)
    for turn in range(turns):
        held = [pair for number, pair in enumerate(pairs) if number % turns == turn]
        kept = [pair for number, pair in enumerate(pairs) if number % turns != turn]
        yield from _hold(kept, held, iterations)


def _hold(kept: Sequence[_Pair], held: Sequence[_Pair], iterations: int) -> Iterator[_Held]:
    documents, readings = [one for one, _ in kept], [one for _, one in kept]
    rounds = round(iterations * _FEWER)
    learnt = learn(documents, readings, iterations=rounds, with_ends=False)
    learner = Learner(learnt) if learnt.sequences else None
    for document, reading in held:
        candidates = learner.find(reading).candidates if learner else []
        yield _Held(document, reading, learnt.adapted.quotes(reading), candidates)


def _examples(held: _Held) -> list[KnownOutcome]:
    known = {id(one.quote): one for one in held.candidates}
    quotes = [one.quote for one in held.candidates]
    return [
        KnownOutcome(known[id(quote)].features, right, weight)
        for quote, right, weight in outcomes(held.document, quotes)
    ]


def _learned(held: Sequence[_Held], examples: Sequence[list[KnownOutcome]]) -> Iterator[Tally]:
    """Count what the learned model would propose, weighed by what the other articles say."""
    halves = [
        _chances(
            [one for number, some in enumerate(examples) if number % 2 == half for one in some]
        )
        for half in (1, 0)
    ]
    for number, one in enumerate(held):
        yield tally(one.document, chosen(one.candidates, halves[number % 2]))


def _chances(examples: Sequence[KnownOutcome]) -> Chances:
    return learn_chances(examples, prior=PRIOR, ridge=_RIDGE, ridges=_RIDGES)
