"""Comparing two layers of an article, or of a project: what agrees and what differs, and how."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import length_hint

from annotator.analysis.comparing.linking import LinkEnds
from annotator.analysis.comparing.match import Kind, Match
from annotator.analysis.comparing.pairing import Pair, pair_across, pair_spans
from annotator.analysis.comparing.values import differing
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.settings import DEFAULT_THRESHOLD

ALIKE = 0.5
"""How far two spans of different codes must overlap at least to be taken for the same span."""


def compare(
    article: ArticleLayers,
    a: str,
    b: str,
    codebook: Codebook,
    threshold: float = DEFAULT_THRESHOLD,
    *,
    unread: bool = False,
) -> list[Match]:
    """Return what two layers (coders' ids or `GOLD`) have on an article, in reading order.

    Annotations pair within their code first; what is left over pairs with a span of another code
    that is alike. Between different codes, answers and links are not compared. Where one of the
    coders has not read the article to its end there is nothing to compare, unless `unread`.
    """
    if not unread and not (_has_read(article, a) and _has_read(article, b)):
        return []
    ours, theirs = article.layer(a), article.layer(b)
    pairs = _all_pairs(ours, theirs, threshold)
    paired = {one.id for pair in pairs for one in (pair.a, pair.b)}
    ends = LinkEnds(article.links, pairs)
    ident, layers = article.article.id, (a, b)
    matches = [_paired(ident, layers, pair, ends, codebook) for pair in pairs]
    matches += [_alone(ident, layers, one) for one in (*ours, *theirs) if one.id not in paired]
    return sorted(matches, key=lambda match: match.place)


def compare_all(
    articles: Iterable[ArticleLayers],
    pairs: Sequence[tuple[str, str]],
    codebook: Codebook,
    threshold: float = DEFAULT_THRESHOLD,
    progress: Progress = no_progress,
    *,
    unread: bool = False,
) -> list[Match]:
    """Return what each pair of layers has on each article: `compare` over a project.

    All against gold is one pair with `GOLD` for each coder. `progress` is called for every
    article and cancels by raising `CancelledError`.
    """
    total = length_hint(articles)
    matches: list[Match] = []
    for done, article in enumerate(articles):
        progress(done, max(total, done + 1))
        for a, b in pairs:
            matches += compare(article, a, b, codebook, threshold, unread=unread)
    return matches


def _has_read(article: ArticleLayers, layer: str) -> bool:
    return layer == GOLD or article.has_read(layer)


def _all_pairs(a: Sequence[Annotation], b: Sequence[Annotation], threshold: float) -> list[Pair]:
    pairs = pair_spans(a, b, threshold)
    paired = {one.id for pair in pairs for one in (pair.a, pair.b)}
    left = [one for one in a if one.id not in paired]
    right = [one for one in b if one.id not in paired]
    return pairs + pair_across(left, right, max(threshold, ALIKE))


def _paired(
    article: str, layers: tuple[str, str], pair: Pair, ends: LinkEnds, codebook: Codebook
) -> Match:
    a, b = pair.a, pair.b
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    if a.code == b.code:
        code = codebook.code(a.code)
        fields = _in_order(differing(a.values, b.values), _field_order(code))
        links = _in_order(ends.differing(a, b), _link_order(code))
    found = {
        Kind.OTHER_CODE: a.code != b.code,
        Kind.OTHER_BOUNDARY: a.fragments != b.fragments,
        Kind.OTHER_VALUE: bool(fields),
        Kind.OTHER_LINK: bool(links),
    }
    return Match(
        article=article,
        layers=layers,
        a=a,
        b=b,
        overlap=pair.overlap,
        kinds=tuple(kind for kind, differs in found.items() if differs),
        fields=fields,
        links=links,
    )


def _alone(article: str, layers: tuple[str, str], one: Annotation) -> Match:
    is_a = layer_of(one) == layers[0]
    return Match(
        article=article,
        layers=layers,
        a=one if is_a else None,
        b=None if is_a else one,
        kinds=(Kind.ONLY_ONE,),
    )


def _in_order(found: Collection[str], order: Iterator[str]) -> tuple[str, ...]:
    """Return what was found in the codebook's order, and what the codebook no longer has last."""
    if not found:
        return ()
    known = [one for one in order if one in found]
    return (*known, *sorted(set(found) - set(known)))


def _field_order(code: Code | None) -> Iterator[str]:
    return (field.id for field in code.fields) if code else iter(())


def _link_order(code: Code | None) -> Iterator[str]:
    return (rule.type for rule in code.links) if code else iter(())
