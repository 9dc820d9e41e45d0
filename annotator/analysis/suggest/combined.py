"""Where the learned sequence model and the adapted rules meet: one list of quotes, with chances."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range, apart
from annotator.analysis.suggest.adapted import WORTH_SHOWING, Adapted, shown
from annotator.analysis.suggest.chances import Chances, logit
from annotator.analysis.suggest.edges import changed
from annotator.analysis.suggest.features import Features
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import LEARNED, Quote
from annotator.analysis.suggest.reading import QuoteReading, type_of
from annotator.analysis.suggest.sequences import QUOTE, TaggedSpan, Tagger
from annotator.analysis.suggest.tally import overlaps

PRIOR = {
    "model": 0.3,
    "model odds": 0.5,
    "model rule odds": 0.5,
    "model alone": -0.6,
    "model same": 0.4,
    "rule": 0.3,
    "rule odds": 0.8,
    "rule inside odds": 0.2,
}
"""What speaks for a quote before a project says otherwise: the rules count more than the model."""
_UNSURE = 0.95
"""Where the model is less sure of a stretch, the rule's edges are taken."""
_LIKELY = 0.5
"""A rule's edges are taken only where the rule is so likely right."""
_UNLIKELY = 0.15
"""A rule's quote that is less likely right takes no part."""
_SEPARATORS = frozenset(",:;.—–")
_FINAL = frozenset(",?!")
"""Before the mark that closes it, these end what is said: who says it follows."""
_FEWEST_WORDS = 2


_Ruled = tuple[Range, Quote]
"""The tokens of a rule's quote in its paragraph, and the quote."""


class Candidate(NamedTuple):
    """A quote that might be proposed, what speaks for it, and the rule's quote there, if any."""

    quote: Quote
    features: dict[str, float]
    rule: Quote | None


def candidates(
    reading: QuoteReading,
    rows: Sequence[Features],
    ruled: Sequence[Quote],
    adapted: Adapted,
    tagger: Tagger,
) -> list[Candidate]:
    """Return what the sequence model or the adapted rules take for a quote, in order.

    `rows` are the features of the reading's paragraphs, and `ruled` the adapted rules' quotes.
    There is nothing in paragraphs without features.
    """
    likely = [quote for quote in ruled if quote.score >= _UNLIKELY]
    there: dict[int, list[_Ruled]] = {}
    places = [quote.place for quote in likely]
    for number, place, _, tokens in reading.tokens_of(places):
        there.setdefault(place, []).append((tokens, likely[number]))
    result: list[Candidate] = []
    for place, paragraph in enumerate(reading.paragraphs):
        if not rows[place]:
            continue
        rules = there.get(place, [])
        tagged = tagger.spans(rows[place], [tokens for tokens, _ in rules])
        spans = [span for span in tagged.spans if span.kind == QUOTE]
        result += _from_model(paragraph, spans, rules, adapted)
        result += _left_over(spans, rules, tagged.chances)
    return sorted(result, key=lambda one: (one.quote.start, -one.quote.end))


def chosen(found: Sequence[Candidate], chances: Chances) -> list[Quote]:
    """Return the quotes that are worth showing, with their chances; none overlaps another."""
    weighed = [
        msgspec.structs.replace(one.quote, score=round(chances.of(one.features), 4))
        for one in found
    ]
    worth = (quote for quote in weighed if quote.score >= WORTH_SHOWING)
    kept = apart(sorted(worth, key=lambda one: (-one.score, one.start)))
    return [shown(quote) for quote in kept]


def _from_model(
    p: Paragraph, spans: Sequence[TaggedSpan], rules: Sequence[_Ruled], adapted: Adapted
) -> Iterator[Candidate]:
    cut = not adapted.sides
    tidied = [_tidied(p, span.first, span.after, cut=cut) for span in spans]
    near: dict[int, list[_Ruled]] = {}
    for pair in overlaps(tidied, [tokens for tokens, _ in rules]):
        near.setdefault(pair.wanted, []).append(rules[pair.found])
    for number, span in enumerate(spans):
        if p.count(*tidied[number]) < _FEWEST_WORDS:
            continue
        tokens = changed(p, tidied[number], adapted.habits, signs_alone=True)
        beside = near.get(number, [])
        place, rule = beside[0] if beside else (tokens, None)
        if span.chance < _UNSURE and len(beside) == 1 and rule and rule.score >= _LIKELY:
            tokens = place
        features = {"model": 1.0, "model odds": logit(span.chance)}
        kind = rule.type if rule and tokens == place else type_of(p, *tokens)
        features[f"model {kind}"] = 1.0
        features |= {"model rule odds": logit(rule.score)} if rule else {"model alone": 1.0}
        if rule and tokens == place:
            features["model same"] = 1.0
        start, end = p.span(*tokens)
        quote = Quote(start=start, end=end, type=kind, rule=LEARNED, score=span.chance)
        yield Candidate(_attributed(quote, rule), features, rule)


def _attributed(quote: Quote, rule: Quote | None) -> Quote:
    """Return a learned quote with what the rule says of it, and why it is proposed."""
    marks = f"the learned model marks these words, with a chance of {quote.score:.2f}"
    if rule is None:
        return msgspec.structs.replace(quote, why=(f"{marks}; no rule finds them",))
    return msgspec.structs.replace(
        quote,
        cue=rule.cue,
        source=rule.source,
        name=rule.name,
        why=(*rule.why, marks),
        group=rule.group,
        part=rule.part,
    )


def _left_over(
    spans: Sequence[TaggedSpan], rules: Sequence[_Ruled], inside: Sequence[float]
) -> Iterator[Candidate]:
    pairs = overlaps([(span.first, span.after) for span in spans], [place for place, _ in rules])
    met = {pair.found for pair in pairs}
    for number, (_, rule) in enumerate(rules):
        if number not in met:
            odds = {"rule odds": logit(rule.score), "rule inside odds": logit(inside[number])}
            yield Candidate(rule, {"rule": 1.0, f"rule {rule.type}": 1.0, **odds}, rule)


def _tidied(p: Paragraph, first: int, after: int, *, cut: bool) -> Range:
    """Return a stretch without separators at its edges, and with the whole of its quotations.

    It is `cut` where a quotation ends and who says it follows.
    """
    while first < after and p.words[first] in _SEPARATORS and p.quotation[first] < 0:
        first += 1
    while after > first and p.words[after - 1] in _SEPARATORS and p.quotation[after - 1] < 0:
        after -= 1
    if first == after:
        return first, after
    begin, end = p.quotation_at(first) if p.quotation[first] >= 0 else (0, 0)
    if cut and first == begin and end < after and p.words[end - 2] in _FINAL:
        return begin, end
    for token in (first, after - 1):
        if p.quotation[token] >= 0:
            begin, end = p.quotation_at(token)
            if 2 * (min(after, end) - max(first, begin)) >= end - begin:
                first, after = min(first, begin), max(after, end)
    return first, after
