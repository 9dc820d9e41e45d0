"""What coders agree on in all: span, code, answers and links."""

from collections.abc import Iterable, Sequence

from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.layers import ArticleLayers
from annotator.domain.settings import DEFAULT_THRESHOLD


def agreements(matches: Iterable[Match]) -> list[Match]:
    """Return the matches on which both layers agree in all."""
    return [match for match in matches if match.agrees]


def differences(matches: Iterable[Match]) -> list[Match]:
    """Return the matches on which the layers differ."""
    return [match for match in matches if not match.agrees]


def unanimous(
    article: ArticleLayers,
    coders: Sequence[str],
    codebook: Codebook,
    threshold: float = DEFAULT_THRESHOLD,
) -> list[tuple[Annotation, ...]]:
    """Return what all of the coders (ids) who have read the article agree on, in reading order.

    Each group has one annotation of every reader, in the order of the coders. Fewer than two
    readers agree on nothing.
    """
    readers = [coder for coder in coders if article.has_read(coder)]
    if len(readers) < 2:
        return []
    first = {one.id: one for one in article.layer(readers[0])}
    partners = [_agreed(article, readers[0], b, codebook, threshold) for b in readers[1:]]
    return [
        (first[ident], *(found[ident] for found in partners))
        for ident in partners[0]
        if all(ident in found for found in partners)
    ]


def _agreed(
    article: ArticleLayers, a: str, b: str, codebook: Codebook, threshold: float
) -> dict[str, Annotation]:
    """Return b's annotations with which a agrees, by the ids of a's, in reading order."""
    matches = agreements(compare(article, a, b, codebook, threshold))
    return {m.a.id: m.b for m in matches if m.a is not None and m.b is not None}
