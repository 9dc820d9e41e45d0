"""What lies between reviewers on an article: gold that has one thing twice, and other words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from annotator.analysis.comparing.likeness import differing
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.gold_twice import gold_twice
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.overlaps import overlap


def contested(article: ArticleLayers, threshold: float) -> list[Match]:
    """Return the pairs of gold of one thing, then labels on which reviewers' words differ.

    A word on a label is not listed where the gold labels that the words name are such a pair.
    """
    twice = gold_twice(article, threshold)
    found = [_of_two(article.article.id, a, b) for a, b in twice]
    paired = {frozenset((a.id, b.id)) for a, b in twice}
    known = {one.id: one for one in article.annotations}
    for ident, words in differing_words(article).items():
        golds = frozenset(word.gold for word in words if word.gold in known)
        if golds not in paired:
            found.append(_of_words(known[ident], [known[one] for one in sorted(golds)]))
    return found


def differing_words(article: ArticleLayers) -> dict[str, list[Decision]]:
    """Return the decisions on coders' labels (ids) on which reviewers did not decide the same."""
    coders = {one.id for one in article.annotations if one.layer != GOLD_LAYER}
    words: defaultdict[str, list[Decision]] = defaultdict(list)
    for word in article.decisions:
        if word.annotation in coders:
            words[word.annotation].append(word)
    return {
        ident: sorted(said, key=lambda word: (word.at, word.id))
        for ident, said in words.items()
        if len({(word.verdict, word.gold) for word in said}) > 1
    }


def with_contested(matches: Iterable[Match], found: Sequence[Match]) -> list[Match]:
    """Return matches with what is contested; where it is the same one, that says so as well."""
    by_ident = {_ident(one): one for one in matches}
    for one in found:
        known = by_ident.get(_ident(one))
        kinds = (*one.kinds, *known.kinds) if known is not None else one.kinds
        by_ident[_ident(one)] = structs.replace(known or one, kinds=kinds)
    return list(by_ident.values())


def contested_words(article: ArticleLayers, match: Match, handle_of: Callable[[str], str]) -> str:
    """Say which reviewers made the two gold labels, or what each of them decided."""
    if Kind.GOLD_TWICE in match.kinds:
        return " / ".join(f"Gold by {handle_of(one.coder)}" for one in match.annotations)
    theirs = next(one for one in match.annotations if one.layer != GOLD_LAYER)
    words = differing_words(article).get(theirs.id, [])
    return "; ".join(sorted(f"{handle_of(one.reviewer)}: {one.verdict.value}" for one in words))


def _ident(match: Match) -> tuple[object, ...]:
    return match.layers, tuple(one.id for one in match.annotations)


def _of_two(article: str, a: Annotation, b: Annotation) -> Match:
    fields = tuple(differing(a.values, b.values))
    kinds = [Kind.GOLD_TWICE]
    kinds += [Kind.OTHER_BOUNDARY] if a.fragments != b.fragments else []
    kinds += [Kind.OTHER_VALUE] if fields else []
    return Match(
        article=article,
        layers=(GOLD, GOLD),
        a=a,
        b=b,
        overlap=overlap(a.fragments, b.fragments) if a.fragments else 1.0,
        kinds=tuple(kinds),
        fields=fields,
    )


def _of_words(one: Annotation, golds: Sequence[Annotation]) -> Match:
    return Match(
        article=one.article,
        layers=(one.coder, GOLD),
        a=one,
        b=next(iter(golds), None),
        kinds=(Kind.OTHER_WORD,),
    )
