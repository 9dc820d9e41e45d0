"""What any number of coders have of one thing: one match of all of them in place of pairs."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from annotator.analysis.comparing.differences import compare
from annotator.analysis.comparing.match import EVERY, Kind, Match
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.layers import ArticleLayers
from annotator.domain.settings import DEFAULT_THRESHOLD

_Group = dict[str, Annotation]
"""The versions of one thing by their coders."""


def things(
    article: ArticleLayers,
    coders: Sequence[str],
    codebook: Codebook,
    threshold: float = DEFAULT_THRESHOLD,
) -> list[Match]:
    """Return what those of the coders (ids) who have read an article have on it, in reading order.

    The pairs of any two of them grow into things: the same code before others, then what overlaps
    most; a pair that would bring two labels of one coder together is left out. Versions stand in
    the order of the coders, and equal ones have the same number in `alike`.
    """
    readers = [one for one in coders if article.has_read(one)]
    if len(readers) < 2:
        return []
    found = [
        match
        for a, b in combinations(readers, 2)
        for match in compare(article, a, b, codebook, threshold)
    ]
    pairs = {_key(m.a, m.b): m for m in found if m.a is not None and m.b is not None}
    every = {one.id: one for match in found for one in match.annotations}
    grown = _grown(every.values(), pairs.values())
    made = [_thing(article.article.id, group, readers, pairs) for group in grown]
    return sorted(made, key=lambda match: match.place)


def _key(a: Annotation, b: Annotation) -> frozenset[str]:
    return frozenset((a.id, b.id))


def _grown(labels: Iterable[Annotation], pairs: Iterable[Match]) -> list[_Group]:
    groups: dict[str, _Group] = {one.id: {one.coder: one} for one in labels}
    for pair in sorted(pairs, key=_closest):
        one, other = (groups[each.id] for each in pair.annotations)
        if one is not other and not one.keys() & other.keys():
            both = one | other
            groups |= dict.fromkeys((each.id for each in both.values()), both)
    return list({id(group): group for group in groups.values()}.values())


def _closest(pair: Match) -> tuple[object, ...]:
    return Kind.OTHER_CODE in pair.kinds, -pair.overlap, pair.place


def _thing(
    article: str,
    group: _Group,
    readers: Sequence[str],
    pairs: dict[frozenset[str], Match],
) -> Match:
    versions = tuple(group[one] for one in readers if one in group)
    found = [pairs[_key(a, b)] for a, b in combinations(versions, 2) if _key(a, b) in pairs]
    kinds = {kind for pair in found for kind in pair.kinds}
    # Two that pair with a third one, and not with each other, differ in the boundary at least.
    if len(found) < len(list(combinations(versions, 2))):
        kinds.add(Kind.OTHER_BOUNDARY)
    if len(versions) < len(readers):
        kinds.add(Kind.ONLY_ONE)
    return Match(
        article=article,
        layers=(EVERY, EVERY),
        a=versions[0],
        b=versions[1] if len(versions) > 1 else None,
        kinds=tuple(kind for kind in Kind if kind in kinds),
        fields=tuple(dict.fromkeys(field for pair in found for field in pair.fields)),
        links=tuple(dict.fromkeys(link for pair in found for link in pair.links)),
        versions=versions,
        alike=_numbers(versions, pairs),
        readers=tuple(readers),
    )


def _numbers(versions: Sequence[Annotation], pairs: dict[frozenset[str], Match]) -> tuple[int, ...]:
    """Return by version which of the different ones it is: what most have is the first, 0."""
    groups: list[list[int]] = []
    for place, one in enumerate(versions):
        for group in groups:
            pair = pairs.get(_key(versions[group[0]], one))
            if pair is not None and pair.agrees:
                group.append(place)
                break
        else:
            groups.append([place])
    groups.sort(key=lambda group: (-len(group), group[0]))
    number = {place: n for n, group in enumerate(groups) for place in group}
    return tuple(number[place] for place in range(len(versions)))
