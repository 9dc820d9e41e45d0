"""Which layers are compared, which side each is on, and what came of it article by article."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

import msgspec

from annotator.analysis.comparing.describing import describe, ends_in
from annotator.analysis.comparing.differences import compare_all
from annotator.analysis.comparing.filtering import is_settled
from annotator.analysis.comparing.match import CONTESTED, EVERY, Kind, Match
from annotator.analysis.comparing.things import things
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.people import Actor, Coder
from annotator.domain.rounds import apart_from_study
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.store.project import Project
from annotator.workflow.review.contested import contested, contested_words, with_contested
from annotator.workflow.runs import run_coders

ALL = EVERY
"""Stands for all coders; on both sides, for all of them together."""
_SECOND = 2
GOLD_PLACE = 2
"""Gold's number among the colours; layers A and B have 0 and 1."""
_LONGEST = 70
_WHOLE = "The whole article"


class Chosen(msgspec.Struct, frozen=True):
    """The two layers to compare: coders' ids, `GOLD` or `ALL`; empty for what suits best."""

    a: str = ""
    b: str = ""

    def pairs(self, coders: Sequence[str]) -> list[tuple[str, str]]:
        """Return the pairs of layers that are compared among these coders."""
        if not self.a or not self.b:
            return []
        if self.a != ALL:
            return [(self.a, self.b)] if self.a != self.b else []
        if self.b == GOLD:
            return [(coder, GOLD) for coder in coders]
        return list(combinations(coders, 2))

    def suited(self, coders: Sequence[str], *, gold: bool, runs: Sequence[str] = ()) -> "Chosen":
        """Return the choice without layers that are gone: all of many coders, two, one and gold.

        The runs of programs come last, where there are too few others.
        """
        known = {*coders, *runs, GOLD, ALL}
        if self.a in known and self.b in known:
            return self
        if len(coders) > 2:
            return Chosen(ALL, ALL)
        first = [*coders, *runs]
        others = [
            *coders[1:2],
            *([GOLD] if gold else []),
            *[one for one in runs if one != first[0]],
        ]
        return Chosen(next(iter(first), ""), next(iter(others), ""))


Ident = tuple[str, tuple[str, str], tuple[str, ...]]
"""What tells a match apart from others: its article, layers and annotations."""


class DifferenceRow(msgspec.Struct, frozen=True):
    """One difference as the list shows it."""

    match: Match
    title: str
    text: str
    words: str
    settled: bool

    @property
    def ident(self) -> Ident:
        """What the row is of: article, layers and annotations."""
        return ident_of(self.match)


class Compared(msgspec.Struct, frozen=True):
    """What the layers have on one article; nothing where the reviewer must not see it."""

    matches: tuple[Match, ...] = ()
    rows: tuple[DifferenceRow, ...] = ()
    hidden: bool = False


class Grounds(msgspec.Struct, frozen=True):
    """Which layers are compared, and whose layers there are."""

    chosen: Chosen = Chosen()
    coders: tuple[str, ...] = ()
    gold: bool = False
    runs: tuple[str, ...] = ()
    """Layers of programs (ids): each can be compared by itself, and is none of the coders."""

    @property
    def of_all(self) -> bool:
        """Whether all coders are compared with one another at once."""
        return self.chosen.a == self.chosen.b == ALL

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of layers that are compared."""
        return self.chosen.pairs(self.coders)


class ComparisonRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be compared, and what of it may be seen."""

    grounds: Grounds
    threshold: float
    visibility: Visibility
    codebook: Codebook


def compared_articles(project: Project, *, apart: bool = False) -> list[str]:
    """Return the ids of the articles to compare: the study's, or those that are `apart` from it."""
    kept = apart_from_study(project)
    return [one for one in project.article_ids() if (one in kept) is apart]


def ident_of(match: Match) -> Ident:
    """Return what tells a match apart from others: its article, layers and annotations."""
    return match.article, match.layers, tuple(one.id for one in match.annotations)


def grounds(project: Project, chosen: Chosen) -> Grounds:
    """Return whose layers a project has, by handle, and which of them are compared."""
    names = {one.id: one.handle for one in project.find(Coder)}
    found = {GOLD if layer == GOLD_LAYER else coder for coder, layer in project.labellers()}
    every = sorted(found - {GOLD}, key=lambda one: names.get(one, "").casefold())
    programs = run_coders(project)
    coders = tuple(one for one in every if one not in programs)
    runs = tuple(one for one in every if one in programs)
    return Grounds(
        chosen.suited(coders, gold=GOLD in found, runs=runs), coders, GOLD in found, runs
    )


def matched(article: ArticleLayers, request: ComparisonRequest) -> list[Match]:
    """Return what each pair of layers has on an article, in the order in which it is listed.

    With it what lies between reviewers, whoever is compared.
    """
    there, book, threshold = request.grounds, request.codebook, request.threshold
    known = (*there.coders, *there.runs)
    every = [*there.coders, *sorted(article.readers().difference(known))]
    if there.of_all and len(every) > _SECOND:
        found = things(article, every, book, threshold)
    else:
        found = compare_all([article], there.pairs, book, threshold)
    found = with_contested(found, contested(article, request.threshold))
    return sorted(found, key=lambda match: (match.place, match.layers))


def settled_of(article: ArticleLayers) -> Callable[[Match], bool]:
    """Return what tells whether a match on the article has been decided on."""
    decisions: dict[str, list[Decision]] = {}
    for word in article.decisions:
        decisions.setdefault(word.annotation, []).append(word)
    return lambda match: is_settled(match, decisions)


def work_out(
    project: Project, request: ComparisonRequest, articles: Collection[str]
) -> dict[str, Compared]:
    """Compare the chosen layers of some articles, and say in words where they differ."""
    layers = project.layers(articles)
    names = {one.id: one.handle for one in project.find(Coder)}
    ends = {link.target_actor for one in layers for link in one.links if link.target_actor}
    actors = {one.id: one.name for one in project.get_all(Actor, ends).values()}
    return {
        one.article.id: _compared(one, request, names, actors)
        if request.visibility.sees_all_of(one)
        else Compared(hidden=True)
        for one in layers
    }


def _compared(
    article: ArticleLayers,
    request: ComparisonRequest,
    names: Mapping[str, str],
    actors: Mapping[str, str],
) -> Compared:
    matches = matched(article, request)
    book, is_decided = request.codebook, settled_of(article)

    def words(match: Match) -> str:
        if not CONTESTED.isdisjoint(match.kinds):
            said = contested_words(article, match, lambda coder: names.get(coder, ""))
            return shortened(said, _LONGEST)
        if match.versions:
            return shortened(_of_all_words(match, book, names), _LONGEST)
        return describe(match, book, lambda coder: names.get(coder, ""), ends)

    ends = ends_in(article, lambda actor: actors.get(actor, ""))
    rows = [
        DifferenceRow(
            match,
            " ".join(article.article.title.split()),
            shortened(match.annotations[0].text, _LONGEST) or _WHOLE,
            words(match),
            is_decided(match),
        )
        for match in matches
        if not match.agrees
    ]
    return Compared(tuple(matches), tuple(rows))


def _of_all_words(match: Match, book: Codebook, names: Mapping[str, str]) -> str:
    """Say how many have a thing and who has not, how many versions there are and what differs."""
    parts: list[str] = []
    if match.lacking:
        have, readers = len(match.versions), len(match.readers)
        without = ", ".join(names.get(coder, "") for coder in match.lacking)
        parts.append(f"{have} of {readers} have it: not {without}")
    versions = len(set(match.alike))
    if versions > 1:
        code = book.code(match.code)
        differs = ["code"] if Kind.OTHER_CODE in match.kinds else []
        differs += ["boundary"] if Kind.OTHER_BOUNDARY in match.kinds else []
        for ident in match.fields:
            field = code.field(ident) if code else None
            differs.append(field.name if field else ident)
        for link in match.links:
            rule = code.link_rule(link) if code else None
            differs.append(rule.name if rule else link)
        parts.append(f"{versions} versions: {', '.join(differs)}")
    return "; ".join(parts)


class Sides(msgspec.Struct, frozen=True):
    """The layers on the left and on the right: coders' ids, `GOLD` or `ALL`.

    With `coders` (ids) all of them are compared at once: the first half stands on the left.
    """

    a: str = ""
    b: str = ""
    coders: tuple[str, ...] = ()

    def of(self, annotation: Annotation) -> int:
        """Return 1 for the left side and 2 for the right; 0 for a layer that isn't compared."""
        layer = layer_of(annotation)
        if self.coders:
            return self._half_of(layer)
        if layer == self.a or (self.a == ALL and layer != GOLD):
            return 1
        return _SECOND if layer == self.b else 0

    def _half_of(self, layer: str) -> int:
        if layer not in self.coders:
            return 0
        first = self.coders.index(layer) < (len(self.coders) + 1) // 2
        return 1 if first else _SECOND

    def names(self, handle_of: Callable[[str], str]) -> tuple[str, str]:
        """Return what the two sides are called."""
        return layer_name(handle_of, self.a), layer_name(handle_of, self.b)

    def places(self) -> tuple[int, int]:
        """Return the numbers of the two sides' colours."""
        return (GOLD_PLACE if self.a == GOLD else 0), (GOLD_PLACE if self.b == GOLD else 1)

    def place_of(self, annotation: Annotation) -> int:
        """Return the number of the colour that an annotation has."""
        if layer_of(annotation) == GOLD:
            return GOLD_PLACE
        if annotation.coder in self.coders:
            return self.place_of_coder(annotation.coder)
        return self.places()[max(0, self.of(annotation) - 1)]

    def place_of_coder(self, coder: str) -> int:
        """Return the number of a coder's (id) colour where all are compared at once."""
        place = self.coders.index(coder)
        return place if place < GOLD_PLACE else place + 1


def side_names(match: Match, handle_of: Callable[[str], str]) -> tuple[str, str]:
    """Return what the two sides of a match are called; of two gold labels, whose they are."""
    if match.a is not None and match.b is not None and match.layers == (GOLD, GOLD):
        return f"gold by {handle_of(match.a.coder)}", f"gold by {handle_of(match.b.coder)}"
    return Sides(*match.layers).names(handle_of)


def layer_name(handle_of: Callable[[str], str], layer: str) -> str:
    """Return a layer's name for people."""
    if layer == ALL:
        return "all coders"
    return GOLD if layer == GOLD else handle_of(layer)
