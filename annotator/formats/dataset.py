"""What to export, and what that takes of a project: articles with what is kept on them.

A few articles at a time are in memory, with what is on them; of all others no more than the
article itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

import msgspec

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Placed,
    Verdict,
    gold_id,
)
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.batches import batched
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.gold_twice import WordsOnGold, of_one_thing
from annotator.domain.names import folded
from annotator.domain.people import Actor, Coder
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.domain.study import ArticleState, SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment, in_thread_order
from annotator.formats.ahead import Ahead, Few, OnLabels, a_few
from annotator.formats.as_it_came import AsItCame
from annotator.formats.selection import ALL_LAYERS, Selection
from annotator.store.project import Project
from annotator.store.reading.exported import ExportedLabels, LabelFigures, LinkFigures, Taken

_REPORT_EVERY = 25  # articles
_AT_ONCE = 500  # articles of which it is read where their labels stand
_BEST_FIRST = (Verdict.ACCEPTED, Verdict.CHANGED, Verdict.REJECTED)


class GoldSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where gold came from: a decision on an annotation, and the handle of that one's coder."""

    decision: Decision
    coder: str


class Labelled(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One article with what is exported of it.

    `annotations` are ordered by start, end and id, those of the whole article first; `links` are by
    the ids of those that they go out from, and both ends of each are there. `sources` is what each
    gold annotation was settled from, whether that is exported or not: what was accepted comes
    first; `decisions` and `comments` what was said of each annotation, oldest first.
    """

    article: Article
    text: str
    annotations: tuple[Annotation, ...]
    links: Mapping[str, Sequence[Link]]
    decisions: Mapping[str, Sequence[Decision]]
    comments: Mapping[str, Sequence[Comment]]
    sources: Mapping[str, Sequence[GoldSource]]

    @cached_property
    def by_id(self) -> Mapping[str, Annotation]:
        """The annotations by id, to find those at the ends of links."""
        return {one.id: one for one in self.annotations}


class Dataset:
    """A project as a selection exports it; raise a `UserError` for unknown names.

    What is asked of a single article is quick while `labelled` is at it.
    """

    def __init__(self, project: Project, selection: Selection) -> None:
        if selection.pseudonyms is not None:
            raise ValueError("names are replaced in a copy, before it is read")
        self._project = project
        self.codebook = project.codebook()
        self.field_ids = {one.id: [field.id for field in one.fields] for one in self.codebook.codes}
        """The fields of each code, in their order."""
        self.coders = {coder.id: coder for coder in project.find(Coder)}
        self._version = project.data_version()
        self._every = project.article_count()
        chosen = _chosen(project.find(Article), selection.articles)
        apart = frozenset[str]() if selection.apart else apart_from_study(project)
        self.articles = [one for one in chosen if one.id not in apart]
        self._ahead = Ahead(project)
        self.links = OnLabels(self._ahead, Link)
        """The links that go out from an annotation (id), wherever they end, oldest first."""
        self.decisions = OnLabels(self._ahead, Decision, _by_time)
        """The decisions on an annotation (id), oldest first."""
        self.comments = OnLabels(self._ahead, Comment, in_thread_order)
        """The thread on an annotation (id), in its order."""
        self.came = AsItCame(project, self._ahead)
        """What stretches of the articles are, and what programs said of their labels."""
        self.left_apart = len(chosen) - len(self.articles)
        """How many practice articles and repetitions are left out."""
        self._layers = self._resolved(selection.layers)
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
        states = dict(self._project.article_states())
        standing = {a for a, state in states.items() if state == ArticleState.SETTLED}
        standing |= reviewed - states.keys()
        out = {one.id for one in self.articles} - standing
        self._without_gold = frozenset(out & reviewed)
        self.unsettled = len(self._without_gold)
        if self._layers == frozenset((GOLD_LAYER,)):
            self.unreviewed = len(out - reviewed)
            self.articles = [one for one in self.articles if one.id in standing]

    def _resolved(self, layers: Iterable[str]) -> frozenset[str] | None:
        if ALL_LAYERS in layers:
            return None
        return frozenset(self.layer_called(one, ALL_LAYERS) for one in layers)

    def layer_called(self, said: str, *besides: str, where: str = "") -> str:
        """Return the layer that somebody names, in any case: gold, or a coder's handle.

        Raise a `UserError` that lists them, and what else could be said (`besides`), for others.
        """
        known = {folded(coder.handle): coder.handle for coder in self.coders.values()}
        known |= {GOLD_LAYER: GOLD_LAYER}
        if folded(said) not in known:
            remedy = f"There are {', '.join([*sorted(known.values()), *besides])}."
            raise UserError(f"There is no layer {said}.", where=where, remedy=remedy)
        return known[folded(said)]

    def labelled(self, progress: Progress = no_progress) -> Iterator[Labelled]:
        """Yield the articles in the project's order, after verifying texts and anchors."""
        total, done = len(self.articles), 0
        for some in a_few(self._project, self.articles):
            few, texts = Few(self._project, some), self._project.texts_of(some)
            for kind in (Link, Decision, Comment):
                few.on_labels(kind)
            self._meet_newcomers()
            for article in some:
                if done % _REPORT_EVERY == 0:
                    progress(done, total)
                self._ahead.few = few
                yield self._one(article, texts[article.text_sha256], few)
                done += 1
        progress(total, total)

    def _one(self, article: Article, text: str, few: Few) -> Labelled:
        found = few.on_articles(Annotation).get(article.id, ())
        kept = sorted(filter(self.takes, found), key=_place)
        _verify(article, text, kept)
        ids = {one.id for one in kept}
        links, decisions = few.on_labels(Link), few.on_labels(Decision)
        comments = few.on_labels(Comment)
        own = {one: [link for link in links.get(one, ()) if _ends_in(link, ids)] for one in ids}
        return Labelled(
            article=article,
            text=text,
            annotations=tuple(kept),
            links=own,
            decisions={one: _by_time(decisions.get(one, ())) for one in ids},
            comments={one: in_thread_order(comments.get(one, ())) for one in ids},
            sources=self._sources_of(kept, found, decisions),
        )

    def _meet_newcomers(self) -> None:
        """Read coders and actors again where another program has written since."""
        version = self._project.data_version()
        if version != self._version:
            self._version = version
            self.coders = {coder.id: coder for coder in self._project.find(Coder)}
            self.__dict__.pop("actors", None)
            self.__dict__.pop("actor_order", None)

    def _sources_of(
        self,
        kept: Iterable[Annotation],
        found: Iterable[Annotation],
        decisions: Mapping[str, Sequence[Decision]],
    ) -> dict[str, list[GoldSource]]:
        gold = [one.id for one in kept if one.layer == GOLD_LAYER]
        if not gold:
            return {}
        sources: dict[str, list[GoldSource]] = {one: [] for one in gold}
        for one in found:
            handle = self.coders[one.coder].handle
            for word in decisions.get(one.id, ()):
                if word.gold in sources and word.gold != word.annotation:
                    sources[word.gold].append(GoldSource(decision=word, coder=handle))
        return {one: sorted(came_of, key=_best_first) for one, came_of in sources.items()}

    def takes(self, annotation: Annotation) -> bool:
        """Return whether the annotation's layer is exported."""
        if annotation.layer == GOLD_LAYER and annotation.article in self._without_gold:
            return False
        return self._layers is None or self.layer(annotation) in self._layers

    def layer(self, annotation: Annotation) -> str:
        """Return the layer as exports name it: gold, or the coder's handle."""
        gold = annotation.layer == GOLD_LAYER
        return GOLD_LAYER if gold else self.coders[annotation.coder].handle

    def statuses(self, article: str) -> dict[str, WorkStatus]:
        """Return the statuses on an article by handle, of the coders whose layers are exported."""
        found = self._ahead.on_article(Status, article)
        named = {self.coders[one.coder].handle: one.status for one in found}
        return {h: named[h] for h in sorted(named) if self._layers is None or h in self._layers}

    def assignments(self, article: str) -> list[Assignment]:
        """Return who is to code an article, by handle, of those whose layers are exported."""
        found = self._ahead.on_article(Assignment, article)
        named = {self.coders[one.coder].handle: one for one in found}
        return [named[h] for h in sorted(named) if self._layers is None or h in self._layers]

    def settlement(self, article: str) -> Settlement | None:
        """Return who said how far review has come with an article (id), and what."""
        found = self._ahead.on_article(Settlement, article)
        return found[-1] if found else None

    def state(self, article: str) -> str:
        """Return how far review has come with an article; nothing where nobody has said it."""
        found = self.settlement(article)
        return found.state.value if found is not None else ""

    def sent_back(self, article: str) -> list[SentBack]:
        """Return to whom an article went back, by handle, of those whose layers are exported."""
        found = self._ahead.on_article(SentBack, article)
        named = {self.coders[one.coder].handle: one for one in found}
        return [named[h] for h in sorted(named) if self._has_layer(h)]

    def exports(self, coder: str) -> bool:
        """Tell whether a coder's (id) layer is exported."""
        return self._has_layer(self.coders[coder].handle)

    def _has_layer(self, layer: str) -> bool:
        return self._layers is None or layer in self._layers

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The project's actors by id."""
        return {actor.id: actor for actor in self._project.find(Actor)}

    @cached_property
    def actor_order(self) -> Mapping[str, int]:
        """The place of each actor (id) in the order of their coming."""
        return {actor: place for place, actor in enumerate(self.actors)}

    # What is told of it before it is written

    @cached_property
    def counted(self) -> ExportedLabels:
        """What counts the annotations that are exported, and what is on them."""
        chosen = frozenset(one.id for one in self.articles)
        coders = frozenset(one for one in self.coders if self.exports(one))
        few = len(chosen) <= self._every / 2
        every = () if few else self._project.article_ids()
        return self._project.exported(
            Taken(
                articles=chosen if few and len(chosen) < self._every else None,
                but=frozenset(every) - chosen,
                coders=None if self._layers is None else coders,
                gold=self._has_layer(GOLD_LAYER),
                without_gold=self._without_gold,
            )
        )

    @cached_property
    def figures(self) -> LabelFigures:
        """How many annotations are exported, and what is in them."""
        return self.counted.figures()

    @cached_property
    def link_figures(self) -> LinkFigures:
        """How many links go out from the annotations that are exported, by where they lead."""
        return self.counted.link_figures()

    def same_texts(self) -> int:
        """Return how many articles have a text that another one has, too."""
        counts = Counter(one.text_sha256 for one in self.articles)
        return sum(count for count in counts.values() if count > 1)

    def texts_at(self, annotations: Collection[str]) -> Mapping[str, str]:
        """Return the words of a few annotations by their ids."""
        found = self._project.get_all(Annotation, annotations)
        return {one.id: one.text for one in found.values()}

    def kept(self) -> Iterator[Annotation]:
        """Yield the annotations that are exported, article by article, without verifying them."""
        for some in a_few(self._project, self.articles):
            few = Few(self._project, some)
            for article in some:
                self._ahead.few = few
                yield from filter(self.takes, few.on_articles(Annotation).get(article.id, ()))

    def placed(self) -> Iterator[Sequence[Placed]]:
        """Yield where the exported annotations of each article that has any stand, unverified."""
        for few in batched((one.id for one in self.articles), _AT_ONCE):
            yield from self.counted.placed(few).values()

    def gold_twice(self) -> int:
        """Return how many things have two gold labels in the export."""
        threshold = project_settings(self._project.info().settings).pairing_threshold
        count = 0
        for few in batched(self.counted.several_gold(), _AT_ONCE):
            gold = self.counted.placed(few, GOLD_LAYER).values()
            alike = [pair for on_one in gold for pair in of_one_thing(on_one, threshold)]
            words = WordsOnGold(self._words_on({one.id for pair in alike for one in pair}))
            count += sum(not words.are_both_wanted(a.id, b.id) for a, b in alike)
        return count

    def _words_on(self, gold: Set[str]) -> Sequence[Decision]:
        """Return the decisions that name gold labels, with the others on what these came of."""
        named = self._project.find_among(Decision, "gold", gold) if gold else ()
        sources = {word.annotation for word in named}
        return self._project.find_among(Decision, "annotation", sources) if sources else ()


def _chosen(articles: list[Article], wanted: Sequence[str] | None) -> list[Article]:
    if wanted is None:
        return articles
    missing = set(wanted) - {article.id for article in articles}
    if missing:
        raise UserError(f"There is no article {min(missing)} in this project.")
    known = frozenset(wanted)
    return [article for article in articles if article.id in known]


def _place(annotation: Annotation) -> tuple[int, int, str]:
    pieces = annotation.fragments
    return (pieces[0].start, pieces[-1].end, annotation.id) if pieces else (-1, -1, annotation.id)


def _best_first(source: GoldSource) -> tuple[object, ...]:
    """Order what gold was settled from: by verdict, and what it was made like before the rest."""
    word = source.decision
    rank = _BEST_FIRST.index(word.verdict)
    return rank, gold_id(word.annotation) != word.gold, word.at, source.coder, word.id


def _by_time(decisions: Sequence[Decision]) -> Sequence[Decision]:
    if len(decisions) < 2:
        return decisions
    return sorted(decisions, key=lambda decision: (decision.at, decision.id))


def _ends_in(link: Link, annotations: Set[str]) -> bool:
    return link.target_annotation is None or link.target_annotation in annotations


def _verify(article: Article, text: str, annotations: Iterable[Annotation]) -> None:
    remedy = "Run “annotator check” on the project; nothing was exported."
    for one in annotations:
        if not one.stands_in(text):
            message = f"Annotation {one.id} is not where its text stands."
            raise UserError(message, where=f"“{article.title}”", remedy=remedy)
