"""Articles and their layers as agreement needs them: who read what, and what belongs together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.continuum import Line
from annotator.analysis.comparing.pairing import Pair, pair_spans
from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.record import Fragment

Members = tuple[int, ...]
"""Coders by their places, in order: two, or all."""


def _no_tick() -> None:
    """Nobody asks whether to go on."""


class Group(msgspec.Struct, frozen=True):
    """Annotations of one code that several coders made of the same thing: ids by coder's place."""

    article: int
    code: str
    ids: dict[int, str]


class Material:
    """The articles that at least two of the coders have read, and what those said there.

    What somebody marked in an article that they have not finished does not count. Excluded ranges
    are cut out of the continuum; marks there are kept for pairing and comparing spans. `tick` is
    called between articles in longer work, and may raise to stop it.
    """

    def __init__(
        self,
        articles: Sequence[ArticleLayers],
        coders: Mapping[str, str],
        threshold: float,
        tick: Callable[[], None] = _no_tick,
        *,
        pairs: bool = True,
    ) -> None:
        if len(coders) < 2:
            message = "Agreement is between coders, and fewer than two are chosen."
            raise UserError(message, remedy="Choose at least two coders.")
        self.ids = list(coders)
        self.handles = list(coders.values())
        self.threshold = threshold
        self.tick = tick
        self._with_pairs = pairs
        self.articles = [one for one in articles if sum(map(one.has_read, self.ids)) > 1]
        self.read = np.array(
            [[one.has_read(coder) for coder in self.ids] for one in self.articles], dtype=np.bool_
        ).reshape(len(self.articles), len(self.ids))
        self.own = [self._by_coder(place) for place in range(len(self.articles))]
        self._pairs: dict[Members, list[list[Pair]]] = {}
        self._groups: dict[Members, dict[str, list[Group]]] = {}

    def _by_coder(self, place: int) -> list[list[Annotation]]:
        index = {coder: at for at, coder in enumerate(self.ids) if self.read[place, at]}
        found: list[list[Annotation]] = [[] for _ in self.ids]
        for annotation in self.articles[place].annotations:
            gold = annotation.layer == GOLD_LAYER  # as `layer_of` says, for very many
            at = index.get(GOLD if gold else annotation.coder)
            if at is not None:
                found[at].append(annotation)
        return found

    @cached_property
    def pairs_of_coders(self) -> list[Members]:
        """All pairs of coders."""
        return list(combinations(range(len(self.ids)), 2))

    @cached_property
    def member_sets(self) -> list[Members]:
        """All pairs of coders, and all coders together if they are more than two.

        Without pairs only all together.
        """
        together = tuple(range(len(self.ids)))
        if len(together) < 3:
            return self.pairs_of_coders
        return [*(self.pairs_of_coders if self._with_pairs else ()), together]

    def shared_by(self, members: Members) -> Ints:
        """Return the articles that at least two of the members have read."""
        return np.flatnonzero(self.read[:, members].sum(axis=1) > 1)

    def pairs(self, members: Members) -> list[list[Pair]]:
        """Return the pairs of two coders' annotations, article by article."""
        if members not in self._pairs:
            self._pairs[members] = [self._paired(at, members) for at in range(len(self.articles))]
        return self._pairs[members]

    def _paired(self, article: int, members: Members) -> list[Pair]:
        self.tick()
        one, other = (self.own[article][at] for at in members)
        return pair_spans(one, other, self.threshold) if one and other else []

    def groups(self, members: Members, code: str) -> list[Group]:
        """Return annotations of one code and of the same thing: what grows from pairs.

        Pairs of any two coders join into groups, those that overlap most first; a pair that would
        bring two annotations of one coder into a group is left out.
        """
        if members not in self._groups:
            found: dict[str, list[Group]] = {}
            for group in self._all_groups(members):
                found.setdefault(group.code, []).append(group)
            self._groups[members] = found
        return self._groups[members].get(code, [])

    def _all_groups(self, members: Members) -> Iterator[Group]:
        inner = list(combinations(members, 2))
        for article in range(len(self.articles)):
            yield from _grown(
                article,
                [(p, one, two) for one, two in inner for p in self.pairs((one, two))[article]],
            )

    @cached_property
    def line(self) -> Line:
        """The articles' continua end to end, without the excluded ranges."""
        lengths = [
            len(one.text) - sum(f.end - f.start for f in one.article.excluded)
            for one in self.articles
        ]
        bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp)
        return Line(bounds, self.read)

    def on_line(self, article: int, fragment: Fragment | tuple[int, int]) -> tuple[int, int]:
        """Return where a stretch of an article is on the line."""
        start, end = (fragment.start, fragment.end) if isinstance(fragment, Fragment) else fragment
        begin = int(self.line.bounds[article])
        excluded = self.articles[article].article.excluded
        if not excluded:
            return begin + start, begin + end
        return begin + _kept_before(excluded, start), begin + _kept_before(excluded, end)

    def all_on_line(self, article: Ints, places: Ints) -> Ints:
        """Return where stretches (start and end, in rows) of some articles are on the line."""
        found = places + self.line.bounds[article][:, None]
        cut = np.array([bool(one.article.excluded) for one in self.articles], dtype=np.bool_)
        for row in np.flatnonzero(cut[article]).tolist():
            start, end = places[row].tolist()
            found[row] = self.on_line(int(article[row]), (start, end))
        return found


def _kept_before(excluded: Sequence[Fragment], place: int) -> int:
    return place - sum(max(0, min(f.end, place) - f.start) for f in excluded)


def _grown(article: int, pairs: list[tuple[Pair, int, int]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for pair, one, other in sorted(pairs, key=lambda p: (-p[0].overlap, p[1:])):
        ours = groups[pair.a.id].ids if pair.a.id in groups else {one: pair.a.id}
        theirs = groups[pair.b.id].ids if pair.b.id in groups else {other: pair.b.id}
        if not ours.keys() & theirs.keys():
            both = Group(article, pair.a.code, ours | theirs)
            groups |= dict.fromkeys(both.ids.values(), both)
    return list({id(group): group for group in groups.values()}.values())
