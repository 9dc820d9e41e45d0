"""What to export, and what that takes of a project: articles with what is kept on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

import msgspec

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Verdict,
    gold_id,
)
from annotator.domain.article import Article, Status, WorkStatus, fingerprint
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.gold_twice import gold_twice_among
from annotator.domain.kinds import R
from annotator.domain.names import folded
from annotator.domain.people import Actor, Coder
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.domain.study import ArticleState, SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment, in_thread_order
from annotator.domain.timing import Timing
from annotator.formats.as_it_came import AsItCame
from annotator.store.project import Project

ALL_LAYERS = "all"
_REPORT_EVERY = 25  # articles
_BEST_FIRST = (Verdict.ACCEPTED, Verdict.CHANGED, Verdict.REJECTED)


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: layers ("all", "gold" or coder handles), articles by id (None for all).

    Where gold is named, only that of settled articles, unless `unsettled` asks for the others, too.
    Practice articles and repetitions are left out, unless they are wanted with `apart`.
    """

    layers: tuple[str, ...] = (ALL_LAYERS,)
    articles: Sequence[str] | None = None
    columns: Sequence[str] | None = None
    for_spreadsheet: bool = False
    unsettled: bool = False
    apart: bool = False


class GoldSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where gold came from: a decision on an annotation, and the handle of that one's coder."""

    decision: Decision
    coder: str


class _Grouped(dict[str, list[R]]):
    """Records by what they are on; asking for what has none adds nothing."""

    def __missing__(self, _key: str) -> list[R]:
        return []

    def add(self, key: str, record: R) -> None:
        """Put a record with those that are on the same."""
        self.setdefault(key, []).append(record)


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """One article with what is exported of it.

    `annotations` are ordered by start, end and id, those of the whole article first; `links`
    holds those of each annotation whose ends are exported, too; `sources` what each gold
    annotation was settled from, whether that is exported or not: what was accepted comes first.
    """

    article: Article
    text: str
    annotations: tuple[Annotation, ...]
    links: Mapping[str, Sequence[Link]]
    sources: Mapping[str, Sequence[GoldSource]]

    @property
    def by_id(self) -> Mapping[str, Annotation]:
        """The annotations by id, to find those at the ends of links."""
        return {one.id: one for one in self.annotations}


class Dataset:
    """A project as a selection exports it, read once; raise a `UserError` for unknown names."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self._project = project
        self.codebook = project.codebook()
        self.field_ids = {one.id: [field.id for field in one.fields] for one in self.codebook.codes}
        """The fields of each code, in their order."""
        self.coders = {coder.id: coder for coder in project.find(Coder)}
        chosen = _chosen(project.find(Article), selection.articles)
        apart = frozenset[str]() if selection.apart else apart_from_study(project)
        self.articles = [one for one in chosen if one.id not in apart]
        self.came = AsItCame(project)
        """What stretches of the articles are, and what programs said of their labels."""
        self.left_apart = len(chosen) - len(self.articles)
        """How many practice articles and repetitions are left out."""
        self._layers = self._resolved(selection.layers)
        self.settlements = {one.article: one for one in project.find(Settlement)}
        self._without_gold: frozenset[str] = frozenset()
        self.unsettled = 0
        """How many articles with gold lack it in the export, as they are not settled."""
        self.unreviewed = 0
        """How many articles without any gold are not in an export of gold alone."""
        if self._layers is not None and GOLD_LAYER in self._layers and not selection.unsettled:
            self._leave_unsettled_out()

    def _leave_unsettled_out(self) -> None:
        """Leave out gold that is not settled; in an export of gold alone, the articles with it.

        Gold of articles of which nobody has said how far review has come was made before that was
        said, and counts as settled.
        """
        reviewed = self._project.reviewed_articles()
        standing = {a for a, one in self.settlements.items() if one.state is ArticleState.SETTLED}
        standing |= reviewed - self.settlements.keys()
        out = {one.id for one in self.articles} - standing
        self._without_gold = frozenset(out)
        self.unsettled = len(out & reviewed)
        if self._layers == frozenset((GOLD_LAYER,)):
            self.unreviewed = len(out - reviewed)
            self.articles = [one for one in self.articles if one.id in standing]

    def _resolved(self, layers: Iterable[str]) -> frozenset[str] | None:
        if ALL_LAYERS in layers:
            return None
        handles = {folded(coder.handle): coder.handle for coder in self.coders.values()}
        known = {GOLD_LAYER: GOLD_LAYER} | handles
        for layer in layers:
            if folded(layer) not in known:
                remedy = f"There are {', '.join([*sorted(known.values()), ALL_LAYERS])}."
                raise UserError(f"There is no layer {layer}.", remedy=remedy)
        return frozenset(known[folded(layer)] for layer in layers)

    def labelled(self, progress: Progress = no_progress) -> Iterator[Labelled]:
        """Yield the articles in the project's order, after verifying texts and anchors."""
        total = len(self.articles)
        for done, article in enumerate(self.articles):
            if done % _REPORT_EVERY == 0:
                progress(done, total)
            yield self._one(article)
        progress(total, total)

    def _one(self, article: Article) -> Labelled:
        text = self._project.text(article.text_sha256)
        found = self._project.find(Annotation, article=article.id)
        kept = sorted(filter(self.takes, found), key=_place)
        _verify(article, text, kept)
        ids = {one.id for one in kept}
        links = {one: [link for link in self.links[one] if _ends_in(link, ids)] for one in ids}
        return Labelled(
            article=article,
            text=text,
            annotations=tuple(kept),
            links=links,
            sources=self._sources_of(kept, found),
        )

    def _sources_of(
        self, kept: Iterable[Annotation], found: Iterable[Annotation]
    ) -> dict[str, list[GoldSource]]:
        handles = {one.id: self.coders[one.coder].handle for one in found}
        return {
            one.id: sorted(
                (
                    GoldSource(decision=word, coder=handles[word.annotation])
                    for word in self.settling.get(one.id, ())
                    if word.annotation in handles
                ),
                key=_best_first,
            )
            for one in kept
            if one.layer == GOLD_LAYER
        }

    def takes(self, annotation: Annotation) -> bool:
        """Return whether the annotation's layer is exported."""
        if annotation.layer == GOLD_LAYER and annotation.article in self._without_gold:
            return False
        return self._layers is None or self.layer(annotation) in self._layers

    def layer(self, annotation: Annotation) -> str:
        """Return the layer as exports name it: gold, or the coder's handle."""
        return self._named(annotation.layer, annotation.coder)

    def _named(self, layer: str, coder: str) -> str:
        return GOLD_LAYER if layer == GOLD_LAYER else self.coders[coder].handle

    def annotated(self) -> set[str]:
        """Return the articles, of all there are, with annotations whose layers are exported."""
        return {
            article
            for article, layer, coder in self._project.labelling()
            if self._layers is None or self._named(layer, coder) in self._layers
            if layer != GOLD_LAYER or article not in self._without_gold
        }

    def statuses(self, article: str) -> dict[str, WorkStatus]:
        """Return the statuses on an article by handle, of the coders whose layers are exported."""
        named = {self.coders[one.coder].handle: one.status for one in self._statuses[article]}
        return {h: named[h] for h in sorted(named) if self._layers is None or h in self._layers}

    def assignments(self, article: str) -> list[Assignment]:
        """Return who is to code an article, by handle, of those whose layers are exported."""
        named = {self.coders[one.coder].handle: one for one in self._assignments[article]}
        return [named[h] for h in sorted(named) if self._layers is None or h in self._layers]

    def state(self, article: str) -> str:
        """Return how far review has come with an article; nothing where nobody has said it."""
        found = self.settlements.get(article)
        return found.state.value if found is not None else ""

    def sent_back(self, article: str) -> list[SentBack]:
        """Return to whom an article went back, by handle, of those whose layers are exported."""
        named = {self.coders[one.coder].handle: one for one in self._sent_back[article]}
        return [named[h] for h in sorted(named) if self._has_layer(h)]

    def gold_twice(self) -> int:
        """Return how many things have two gold labels in the export."""
        by_article: dict[str, list[Annotation]] = {}
        chosen = {article.id for article in self.articles}
        for one in self._project.find(Annotation, layer=GOLD_LAYER):
            if one.article in chosen and self.takes(one):
                by_article.setdefault(one.article, []).append(one)
        threshold = project_settings(self._project.info().settings).pairing_threshold
        return sum(
            len(gold_twice_among(gold, self._words_on(gold), threshold))
            for gold in by_article.values()
            if len(gold) > 1
        )

    def _words_on(self, gold: Iterable[Annotation]) -> list[Decision]:
        """Return the decisions that name gold labels, with the others on what these came of."""
        named = [word for one in gold for word in self._naming[one.id]]
        sources = dict.fromkeys(word.annotation for word in named)
        return [word for source in sources for word in self.decisions[source]]

    @cached_property
    def _naming(self) -> Mapping[str, list[Decision]]:
        grouped = _Grouped[Decision]()
        for decisions in self.decisions.values():
            for decision in decisions:
                if decision.gold:
                    grouped.add(decision.gold, decision)
        return grouped

    def timed(self) -> set[str]:
        """Return the articles of which it is known how long coders of exported layers worked."""
        chosen = {article.id for article in self.articles}
        timings = (one for one in self._project.find(Timing) if one.article in chosen)
        return {one.article for one in timings if self._has_layer(self.coders[one.coder].handle)}

    def exports(self, coder: str) -> bool:
        """Tell whether a coder's (id) layer is exported."""
        return self._has_layer(self.coders[coder].handle)

    def _has_layer(self, layer: str) -> bool:
        return self._layers is None or layer in self._layers

    @cached_property
    def links(self) -> Mapping[str, list[Link]]:
        """The project's links by the annotation that they start from, oldest first."""
        grouped = _Grouped[Link]()
        for link in self._project.find(Link):
            grouped.add(link.annotation, link)
        return grouped

    @cached_property
    def decisions(self) -> Mapping[str, list[Decision]]:
        """The decisions on each annotation, oldest first."""
        grouped = _Grouped[Decision]()
        for decision in self._project.find(Decision):
            grouped.add(decision.annotation, decision)
        for decisions in grouped.values():
            decisions.sort(key=lambda decision: (decision.at, decision.id))
        return grouped

    @cached_property
    def settling(self) -> Mapping[str, list[Decision]]:
        """The decisions that name a gold annotation, by its id."""
        grouped = _Grouped[Decision]()
        for decisions in self.decisions.values():
            for decision in decisions:
                if decision.gold and decision.gold != decision.annotation:
                    grouped.add(decision.gold, decision)
        return grouped

    @cached_property
    def comments(self) -> Mapping[str, list[Comment]]:
        """The thread on each annotation, in its order."""
        grouped = _Grouped[Comment]()
        for comment in in_thread_order(self._project.find(Comment)):
            grouped.add(comment.annotation, comment)
        return grouped

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The project's actors by id."""
        return {actor.id: actor for actor in self._project.find(Actor)}

    @cached_property
    def _statuses(self) -> Mapping[str, list[Status]]:
        grouped = _Grouped[Status]()
        for status in self._project.find(Status):
            grouped.add(status.article, status)
        return grouped

    @cached_property
    def _assignments(self) -> Mapping[str, list[Assignment]]:
        grouped = _Grouped[Assignment]()
        for one in self._project.find(Assignment):
            grouped.add(one.article, one)
        return grouped

    @cached_property
    def _sent_back(self) -> Mapping[str, list[SentBack]]:
        grouped = _Grouped[SentBack]()
        for one in self._project.find(SentBack):
            grouped.add(one.article, one)
        return grouped

    @cached_property
    def kept(self) -> Mapping[str, Annotation]:
        """The annotations that are exported, by id, without verifying them."""
        chosen = {article.id for article in self.articles}
        found = self._project.find(Annotation)
        return {one.id: one for one in found if one.article in chosen and self.takes(one)}

    def severed_links(self) -> int:
        """Return how many links of exported annotations end at annotations that are not."""
        if not self.links:
            return 0
        kept = self.kept.keys()
        return sum(not _ends_in(link, kept) for one in kept for link in self.links[one])

    def severed_decisions(self) -> int:
        """Return how many decisions on exported annotations name gold that is not."""
        if not self.settling:
            return 0
        words = (word for one in self.kept for word in self.decisions[one])
        return sum(bool(word.gold) and word.gold not in self.kept for word in words)


def _chosen(articles: list[Article], wanted: Sequence[str] | None) -> list[Article]:
    if wanted is None:
        return articles
    missing = set(wanted) - {article.id for article in articles}
    if missing:
        raise UserError(f"There is no article {min(missing)} in this project.")
    return [article for article in articles if article.id in set(wanted)]


def _place(annotation: Annotation) -> tuple[int, int, str]:
    pieces = annotation.fragments
    return (pieces[0].start, pieces[-1].end, annotation.id) if pieces else (-1, -1, annotation.id)


def _best_first(source: GoldSource) -> tuple[object, ...]:
    """Order what gold was settled from: by verdict, and what it was made like before the rest."""
    word = source.decision
    rank = _BEST_FIRST.index(word.verdict)
    return rank, gold_id(word.annotation) != word.gold, word.at, source.coder, word.id


def _ends_in(link: Link, annotations: Set[str]) -> bool:
    return link.target_annotation is None or link.target_annotation in annotations


def _verify(article: Article, text: str, annotations: Iterable[Annotation]) -> None:
    remedy = "Run “annotator check” on the project; nothing was exported."
    if fingerprint(text) != article.text_sha256:
        raise UserError("The text is not what it was.", where=f"“{article.title}”", remedy=remedy)
    for one in annotations:
        if not one.stands_in(text):
            message = f"Annotation {one.id} is not where its text stands."
            raise UserError(message, where=f"“{article.title}”", remedy=remedy)
