"""Figures on what two coders have alike: precision, recall and F1 of spans and of links."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.arrays import Floats, ratio, summed
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.counting import of_coders
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.material import Material, Members
from annotator.analysis.agreement.measures import GIVEN, SCORES
from annotator.analysis.agreement.meeting import alike, meeting
from annotator.analysis.agreement.spans import paired_indices
from annotator.analysis.comparing.likeness import overlapping
from annotator.analysis.comparing.pairing import Pair
from annotator.domain.annotation import Link

_EVERY = ""
"""Stands for all codes together."""
_HITS, _OVERLAPS, _OURS, _THEIRS = range(4)
_LINKED, _OUR_LINKS, _THEIR_LINKS = range(3)
_NOTES = {
    "exact": "unit: span; the same fragments",
    "overlap": "unit: span; one to one, from one character in common",
    "articles": "unit: code on a whole article",
}
_THINGS = {"articles": "codes", "links": "links"}


class _Score(NamedTuple):
    """Where in the tallies a score's parts are: hits over one side, or over the mean of both."""

    match: str
    hits: int
    below: tuple[int, ...]


_PARTS = {
    "f1_exact": _Score("exact", _HITS, (_OURS, _THEIRS)),
    "precision_exact": _Score("exact", _HITS, (_THEIRS,)),
    "recall_exact": _Score("exact", _HITS, (_OURS,)),
    "f1_overlap": _Score("overlap", _OVERLAPS, (_OURS, _THEIRS)),
    "precision_overlap": _Score("overlap", _OVERLAPS, (_THEIRS,)),
    "recall_overlap": _Score("overlap", _OVERLAPS, (_OURS,)),
    "f1_articles": _Score("articles", _HITS, (_OURS, _THEIRS)),
    "precision_articles": _Score("articles", _HITS, (_THEIRS,)),
    "recall_articles": _Score("articles", _HITS, (_OURS,)),
}

Tallies = dict[str, Floats]
"""By code (and for all, by ""), how many there are: articles × what is counted."""


class PairFigures:
    """Makes the figures that compare two layers; for all coders the pairs' counts are added."""

    def __init__(
        self, maker: FigureMaker, codes: Mapping[str, Coded], whole: Mapping[str, Coded]
    ) -> None:
        self._maker = maker
        self._coded, self._whole = codes, whole
        self._codes = codes.keys()
        self._cache: dict[tuple[str, Members], Tallies] = {}

    def spans(self, topic: Topic) -> Iterator[Figure]:
        """Make precision, recall (of pairs) and F1 of spans that are wanted."""
        yield from self._scores("spans", topic, SCORES, self._span_tallies)

    def articles(self, topic: Topic) -> Iterator[Figure]:
        """Make those of codes on whole articles that are wanted."""
        yield from self._scores("articles", topic, GIVEN, self._given_tallies)

    def _scores(
        self,
        kind: str,
        topic: Topic,
        measures: Sequence[str],
        tallied: Callable[[Members], Tallies],
    ) -> Iterator[Figure]:
        wanted = [measure for measure in measures if self._maker.wants(measure)]
        if not wanted:
            return
        table = self._table(kind, topic, tallied, 4)
        drawn = self._drawn(topic, table)
        for measure in wanted:
            score = _PARTS[measure]
            if len(score.below) > 1 or len(topic.members) == 2:
                yield self._figure(topic, measure, table, drawn, score, _NOTES[score.match])

    def links(self, topic: Topic) -> Iterator[Figure]:
        """Make the F1 of links, if it is wanted and anybody has links from this code."""
        if not self._maker.wants("link_f1") or not self._links_of(topic.code):
            return
        table = self._table("links", topic, self._link_tallies, 3)
        score = _Score("links", _LINKED, (_OUR_LINKS, _THEIR_LINKS))
        threshold = f"{self._maker.options.threshold:g}"
        note = f"unit: link whose both ends are paired (overlap of {threshold} or more)"
        yield self._figure(topic, "link_f1", table, self._drawn(topic, table), score, note)

    def _drawn(self, topic: Topic, table: Floats) -> Floats | None:
        """Return the sums of the resamples, from which all scores follow."""
        draws = self._maker.draws(topic)
        return None if draws is None else summed(table, draws)

    def _figure(
        self,
        topic: Topic,
        measure: str,
        table: Floats,
        drawn: Floats | None,
        score: _Score,
        note: str,
    ) -> Figure:
        return self._maker.figure(
            topic,
            measure,
            _scored(summed(table, None), score),
            None if drawn is None else _scored(drawn, score),
            units=int(table[:, score.below].sum()),
            counts=self._counts(topic, score),
            hits=int(table[:, score.hits].sum()) if len(score.below) == 1 else None,
            bearing=table[:, score.below].sum(axis=1) > 0,
            notes=(note, self._sides(topic, score)),
            undefined="nothing to compare",
        )

    def _counts(self, topic: Topic, score: _Score) -> str:
        things = _THINGS.get(score.match, "spans")
        if len(score.below) > 1:
            return of_coders(things, len(topic.members))
        whose = topic.members[0 if _OURS in score.below else 1]
        return f"{things} of {self._maker.material.handles[whose]}"

    def _sides(self, topic: Topic, score: _Score) -> str:
        """Say how the two layers of a pair, or those of all pairs, come into a score."""
        if len(score.below) == 1:
            return f"{self._maker.material.handles[topic.members[0]]} taken for right"
        return "" if len(topic.members) == 2 else "summed over the pairs of coders"

    def _table(
        self, kind: str, topic: Topic, make: Callable[[Members], Tallies], columns: int
    ) -> Floats:
        material = self._maker.material
        table = np.zeros((len(material.articles), columns))
        for pair in material.pairs_of_coders:
            if set(pair) <= set(topic.members):
                if (kind, pair) not in self._cache:
                    self._cache[kind, pair] = make(pair)
                table = table + self._cache[kind, pair].get(topic.code, 0.0)
        return table[topic.articles]

    def _span_tallies(self, pair: Members) -> Tallies:
        material = self._maker.material
        both = material.read[:, pair].sum(axis=1, keepdims=True) == len(pair)
        tallies = {code: self._of_code(coded, pair) for code, coded in self._coded.items()}
        tallies[_EVERY] = sum(tallies.values(), np.zeros((len(material.articles), 4)))
        return {code: table * both for code, table in tallies.items()}

    def _given_tallies(self, pair: Members) -> Tallies:
        articles = len(self._maker.material.articles)
        both = self._maker.material.read[:, pair].all(axis=1, keepdims=True)
        tallies: Tallies = {}
        for code, coded in self._whole.items():
            table = np.zeros((articles, 4))
            for column, coder in zip((_OURS, _THEIRS), pair, strict=True):
                table[coded.article[coded.coder == coder], column] = 1
            table[:, _HITS] = table[:, _OURS] * table[:, _THEIRS]
            tallies[code] = table * both
        tallies[_EVERY] = sum(tallies.values(), np.zeros((articles, 4)))
        return tallies

    def _of_code(self, coded: Coded, pair: Members) -> Floats:
        articles = len(self._maker.material.articles)
        table = np.zeros((articles, 4))
        spans = np.unique(coded.fragments[:, 0])
        for column, coder in zip((_OURS, _THEIRS), pair, strict=True):
            own = spans[coded.coder[spans] == coder]
            table[:, column] = np.bincount(coded.article[own], minlength=articles)
        met = meeting(coded, pair)
        table[:, _HITS] = alike(coded, pair, articles)
        table[:, _OVERLAPS] = np.bincount(coded.article[met.ours], minlength=articles)
        for article in met.tangled.tolist():
            self._maker.material.tick()
            one, other = ([a for a in coded.of(article, at) if a.fragments] for at in pair)
            same = Counter(a.fragments for a in one) & Counter(a.fragments for a in other)
            table[article, _HITS] = same.total()
            table[article, _OVERLAPS] = len(paired_indices(overlapping(one, other, 0.0)))
        return table

    def _link_tallies(self, pair: Members) -> Tallies:
        tallies = _empty(self._maker.material, 3)
        for article, pairs in enumerate(self._maker.material.pairs(pair)):
            links = self._by_annotation[article]
            if not links or not pairs:
                continue
            chosen = [p for p in pairs if p.a.code in self._codes]
            ours, theirs = _comparable_links(links, chosen, pairs)
            _count_codes(tallies, article, _OUR_LINKS, (link[0] for link in ours))
            _count_codes(tallies, article, _THEIR_LINKS, (link[0] for link in theirs))
            _count_codes(tallies, article, _LINKED, (link[0] for link in ours & theirs))
        return tallies

    @cached_property
    def _by_annotation(self) -> list[dict[str, list[Link]]]:
        found: list[dict[str, list[Link]]] = []
        for layers in self._maker.material.articles:
            links: defaultdict[str, list[Link]] = defaultdict(list)
            for link in layers.links:
                links[link.annotation].append(link)
            found.append(dict(links))
        return found

    @cached_property
    def _linking_codes(self) -> frozenset[str]:
        return frozenset(
            one.code
            for article, own in enumerate(self._maker.material.own)
            for annotations in own
            for one in annotations
            if one.id in self._by_annotation[article]
        )

    def _links_of(self, code: str) -> bool:
        linking = self._linking_codes & self._codes
        return code in linking if code else bool(linking)


def _empty(material: Material, columns: int) -> Tallies:
    articles = len(material.articles)
    return defaultdict(lambda: np.zeros((articles, columns)))


def _count_codes(tallies: Tallies, article: int, column: int, codes: Iterable[str]) -> None:
    for code in codes:
        tallies[code][article, column] += 1
        tallies[_EVERY][article, column] += 1


_LinkKey = tuple[str, str, str, str]
"""The code and the id (in the first layer) of where a link starts, its type, and its end."""


def _comparable_links(
    links: dict[str, list[Link]], starts: Sequence[Pair], ends: Sequence[Pair]
) -> tuple[set[_LinkKey], set[_LinkKey]]:
    own = {pair.a.id: pair.a.id for pair in ends}
    partner = {pair.b.id: pair.a.id for pair in ends}
    ours: set[_LinkKey] = set()
    theirs: set[_LinkKey] = set()
    for pair in starts:
        for found, annotation, known in ((ours, pair.a, own), (theirs, pair.b, partner)):
            for link in links.get(annotation.id, ()):
                end = link.target_actor or known.get(link.target_annotation or "", "")
                if end:
                    found.add((pair.a.code, pair.a.id, link.type, end))
    return ours, theirs


def _scored(totals: Floats, score: _Score) -> Floats:
    below = totals[:, score.below].sum(axis=1)
    return ratio(totals[:, score.hits] * len(score.below), below)
