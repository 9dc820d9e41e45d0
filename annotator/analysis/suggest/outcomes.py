"""Which proposals for a finished article were right."""

from collections.abc import Sequence

from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.tally import Excluded, WordPlaces, matched, overlaps

_REFUSED = 2.0
"""A proposal that was refused counts as so many that were passed over."""


def outcomes(document: Document, quotes: Sequence[Quote]) -> list[tuple[Quote, bool, float]]:
    """Return the proposals for a document, whether each was right, and how much that weighs.

    Those in excluded text are left out: nobody knows.
    """
    words = WordPlaces(document.text)
    wanted = [words.of(*quote.place) for quote in document.quotes]
    found = [words.of(*quote.place) for quote in quotes]
    right = {pair.found for pair in matched(overlaps(wanted, found))}
    refused = [words.of(*place) for place in document.refused]
    told = {pair.found for pair in matched(overlaps(refused, found))} - right
    excluded = Excluded(words, document.excluded, wanted)
    return [
        (quote, number in right, _REFUSED if number in told else 1.0)
        for number, quote in enumerate(quotes)
        if number in right or not excluded.holds(found[number])
    ]
