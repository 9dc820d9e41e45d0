"""Which layers are compared, which side each is on, and what came of it article by article."""

from collections.abc import Callable, Collection, Sequence
from itertools import combinations

import msgspec

from annotator.analysis.comparing.describing import describe, ends_in
from annotator.analysis.comparing.differences import compare_all
from annotator.analysis.comparing.filtering import is_settled
from annotator.analysis.comparing.match import Match
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.people import Actor, Coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.store.project import Project

ALL = "*"
"""Stands for all coders; on both sides, for each pair of them."""
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

    def suited(self, coders: Sequence[str], *, gold: bool) -> "Chosen":
        """Return the choice without layers that are gone: two coders, or one and gold."""
        known = {*coders, GOLD, ALL}
        if self.a in known and self.b in known:
            return self
        others = [*coders[1:2], *([GOLD] if gold else [])]
        return Chosen(next(iter(coders), ""), next(iter(others), ""))


class DifferenceRow(msgspec.Struct, frozen=True):
    """One difference as the list shows it."""

    match: Match
    title: str
    text: str
    words: str
    settled: bool

    @property
    def ident(self) -> tuple[object, ...]:
        """What the row is of: layers and annotations."""
        return ident_of(self.match)


class Compared(msgspec.Struct, frozen=True):
    """What the layers have on one article; nothing where the reviewer must not see it."""

    matches: tuple[Match, ...] = ()
    rows: tuple[DifferenceRow, ...] = ()
    hidden: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What comparing came to: by articles' ids, in the order in which they came in."""

    chosen: Chosen
    coders: tuple[str, ...]
    gold: bool
    articles: dict[str, Compared]


class ComparisonRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be compared, and what of it may be seen."""

    chosen: Chosen
    threshold: float
    visibility: Visibility
    codebook: Codebook


def ident_of(match: Match) -> tuple[object, ...]:
    """Return what tells a match apart from others: its layers and annotations."""
    return match.layers, tuple(one.id for one in match.annotations)


def work_out(
    project: Project,
    request: ComparisonRequest,
    articles: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """Compare the layers of a project, or of some of its articles."""
    layers = project.layers(articles)
    names = {one.id: one.handle for one in project.find(Coder)}
    found = {layer_of(one) for article in layers for one in article.annotations}
    coders = tuple(sorted(found - {GOLD}, key=lambda one: names.get(one, "").casefold()))
    chosen = request.chosen.suited(coders, gold=GOLD in found)
    if articles is not None:
        chosen = request.chosen
    actors = {one.id: one.name for one in project.find(Actor)}
    seen = [one for one in layers if request.visibility.sees_all_of(one)]
    matches: dict[str, list[Match]] = {one.article.id: [] for one in seen}
    pairs = chosen.pairs(coders)
    for match in compare_all(seen, pairs, request.codebook, request.threshold, progress):
        matches[match.article].append(match)
    result = {one.article.id: Compared(hidden=True) for one in layers}
    for article in seen:
        progress(len(seen), len(seen))  # cancels this part, too
        here = matches[article.article.id]
        result[article.article.id] = _compared(article, here, request, names, actors)
    return Outcome(chosen, coders, GOLD in found, result)


def _compared(
    article: ArticleLayers,
    matches: Sequence[Match],
    request: ComparisonRequest,
    names: dict[str, str],
    actors: dict[str, str],
) -> Compared:
    book = request.codebook
    decisions: dict[str, list[Decision]] = {}
    for word in article.decisions:
        decisions.setdefault(word.annotation, []).append(word)
    ends = ends_in(article, lambda actor: actors.get(actor, ""))
    rows = [
        DifferenceRow(
            match,
            " ".join(article.article.title.split()),
            shortened(match.annotations[0].text, _LONGEST) or _WHOLE,
            describe(match, book, lambda coder: names.get(coder, ""), ends),
            is_settled(match, decisions),
        )
        for match in matches
        if not match.agrees
    ]
    return Compared(tuple(matches), tuple(rows))


class Sides(msgspec.Struct, frozen=True):
    """The layers on the left and on the right: coders' ids, `GOLD` or `ALL`."""

    a: str = ""
    b: str = ""

    def of(self, annotation: Annotation) -> int:
        """Return 1 for the left side and 2 for the right; 0 for a layer that isn't compared."""
        layer = layer_of(annotation)
        if layer == self.a or (self.a == ALL and layer != GOLD):
            return 1
        return _SECOND if layer == self.b else 0

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
        return self.places()[max(0, self.of(annotation) - 1)]


def layer_name(handle_of: Callable[[str], str], layer: str) -> str:
    """Return a layer's name for people."""
    if layer == ALL:
        return "all coders"
    return GOLD if layer == GOLD else handle_of(layer)
