"""Whether the links of paired annotations lead to the same."""

from collections import defaultdict
from collections.abc import Iterable

from annotator.analysis.comparing.pairing import Pair
from annotator.domain.annotation import Annotation, Link

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
