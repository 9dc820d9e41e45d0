"""Comparing the layers of an article, or of a project: what agrees and what differs, and how."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import length_hint

from annotator.analysis.comparing.likeness import differing
from annotator.analysis.comparing.match import Kind, Match
from annotator.analysis.comparing.pairing import Pair, pair_across, pair_spans
from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.settings import DEFAULT_THRESHOLD

ALIKE = 0.5
"""How far two spans of different codes must overlap at least to be taken for the same span."""
_End = tuple[str, str, str]
"""A link's type, its actor, and its annotation as layer a has it."""


class LinkEnds:
    """The ends of the links of one article's annotations, made comparable by pairs.

    Links are the same when they have the same type and end at the same actor, or at annotations
    that are paired with each other.
    """

    def __init__(self, links: Iterable[Link], pairs: Iterable[Pair]) -> None:
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.annotation].append(link)
        self._partner = {pair.b.id: pair.a.id for pair in pairs}

    def differing(self, a: Annotation, b: Annotation) -> set[str]:
        """Return the types of the links that only one of the two annotations has."""
        return {end[0] for end in self._ends(a) ^ self._ends(b)}

    def _ends(self, annotation: Annotation) -> set[_End]:
        return {self._end(link) for link in self._links.get(annotation.id, ())}

    def _end(self, link: Link) -> _End:
        target = link.target_annotation or ""
        return link.type, link.target_actor or "", self._partner.get(target, target)


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
    return (field.id for field in code.every_field) if code else iter(())


def _link_order(code: Code | None) -> Iterator[str]:
    return (rule.type for rule in code.links) if code else iter(())


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
