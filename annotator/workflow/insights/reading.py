"""From a project to the facts that insights count; what is not forgotten is not read again."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from annotator.analysis.insights.after_edit import take_over
from annotator.analysis.insights.facts import ArticleFact, Facts, LabelFact
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import GOLD
from annotator.domain.people import Actor, Coder
from annotator.domain.rounds import apart_from_study
from annotator.domain.study import ArticleState
from annotator.domain.visibility import Visibility
from annotator.domain.without_collecting import without_collecting
from annotator.formats.outgoing.statements.roles import StatementReading, reading_of_all
from annotator.store.project import Project
from annotator.workflow.insights.label_facts import (
    NO_FACTS,
    FactsOnArticle,
    LabelTaking,
)
from annotator.workflow.insights.parties import ActorsKnownNow

NO_LEADERS: Mapping[str, str] = {}
"""Where nobody has looked for near copies."""


class FactReader:
    """Reads facts for somebody's eyes, and keeps them article by article.

    Labels stand until they are forgotten. What is known of the project beside them is looked at
    when this is made, and again when it is said that it has changed.
    """

    def __init__(self, project: Project, visibility: Visibility) -> None:
        """Read what is known of the project as a whole; labels are read by `facts`."""
        self._visibility = visibility
        self._kept: dict[str, FactsOnArticle] = {}
        self._bearing: object = None
        self._actors = ActorsKnownNow()
        self.unsettled = 0
        """Of how many articles gold was left out, as they are not settled."""
        self._every: dict[str, Article] = {}
        self._facts: Facts | None = None
        self.look_at_codebook(project)
        self.look_at_actors(project)
        self.look_at_coders(project)
        self.look_at_articles(project)
        self.look_at_rounds(project)
        self.look_at_review(project)

    def facts(
        self,
        project: Project,
        progress: Progress = no_progress,
        leaders: Mapping[str, str] = NO_LEADERS,
    ) -> Facts:
        """Return all facts; what is not kept is read, and stays kept when `progress` cancels.

        `leaders` has for each article (id) with near copies which one of these leads them.
        """
        articles = [one for one in self._every.values() if one.id not in self._apart]
        self._read(project, [one.id for one in articles if one.id not in self._kept], progress)
        concepts: dict[str, str] = {}
        for one in reversed(articles):  # as in exports, something is called as it is called first
            concepts.update(self._kept[one.id].concepts)
        open_ones = (self._kept[one.id] for one in articles if one.id in self._unsettled)
        self.unsettled = sum(any(one.layer == GOLD for one in on.labels) for on in open_ones)
        before = self._facts
        facts = self._facts = Facts(
            [*self._article_facts(articles, leaders)],
            codebook=self._codebook,
            actors=self._known_actors,
            variables=self._variables,
            coders=self._coders,
            concepts=_same(concepts, before.concepts) if before is not None else concepts,
        )
        if before is not None:
            take_over(facts, before)
        return facts

    def forget(self, articles: Iterable[str]) -> None:
        """Have the labels on these articles (ids) read again when they are wanted next."""
        for one in articles:
            self._kept.pop(one, None)

    def look_for(self, visibility: Visibility) -> bool:
        """See with these eyes from now on; tell whether they see otherwise than those before."""
        before, self._visibility = self._visibility, visibility
        if before == visibility:
            return False
        same = before.coder == visibility.coder  # else other labels are one's own
        otherwise = visibility.otherwise_than(before) if same else None
        self.forget([*self._kept] if otherwise is None else otherwise)
        return True

    # What is known beside the labels

    def look_at_codebook(self, project: Project) -> None:
        """Read the codebook; where it says anew what labels say, these are read again."""
        self._codebook: Codebook = project.codebook()
        self._variables = project.info().actor_variables
        self._reading: StatementReading = reading_of_all(self._codebook)
        before, self._bearing = self._bearing, _bearing(self._reading)
        if before != self._bearing:
            self._kept.clear()

    def look_at_actors(self, project: Project, changed: Collection[str] = ()) -> None:
        """Read the actors; labels say anew what is known of those that `changed` (ids).

        They are read again only where an actor became another one, or did so no longer.
        """
        before = self._actors
        self._actors = ActorsKnownNow({one.id: one for one in project.find(Actor)})
        self._known_actors = dict(self._actors)
        differing = self._actors.differing(before, changed)
        if not differing.said and not differing.moved:
            return
        taking = self._taking()
        for article, facts in [*self._kept.items()]:
            actors = facts.actors
            if not actors.isdisjoint(differing.moved):
                self._kept.pop(article)
            elif not actors.isdisjoint(differing.said):
                self._kept[article] = taking.told_anew(facts, differing.said, self._day(article))

    def look_at_coders(self, project: Project) -> None:
        """Read what coders are called."""
        self._coders = {one.id: one.handle for one in project.find(Coder)} | {GOLD: GOLD}

    def look_at_articles(self, project: Project, changed: Collection[str] = ()) -> None:
        """Read the articles, or those that `changed` (ids); labels on these are read again."""
        known = self._every.keys() & changed
        found = project.get_all(Article, known) if changed and len(known) == len(changed) else {}
        if found and len(found) == len(known):
            self._every.update(found)
        else:
            self._every = {one.id: one for one in project.find(Article)}
        self.forget([*changed, *(self._kept.keys() - self._every.keys())])

    def look_at_rounds(self, project: Project) -> None:
        """Read which articles are none of the study."""
        self._apart = apart_from_study(project)

    def look_at_review(self, project: Project) -> None:
        """Read on which articles gold does not stand."""
        states = project.article_states()
        self._unsettled = {one for one, state in states if state != ArticleState.SETTLED}

    # Reading

    def _taking(self) -> LabelTaking:
        return LabelTaking(self._actors, self._reading, self._visibility)

    def _day(self, article: str) -> str:
        return str(self._every[article].meta.get("published", ""))

    def _read(self, project: Project, articles: Collection[str], progress: Progress) -> None:
        taking = self._taking()
        done, total = 0, len(articles)
        progress(done, total)
        some = iter(project.counted_on(articles))
        while done < total:
            with without_collecting():  # looking at what all of them made at once takes too long
                few, found = next(some)
                self._kept.update(dict.fromkeys(few, NO_FACTS))
                for one in found:
                    self._kept[one.article] = taking.of(one, self._day(one.article))
            done += len(few)
            progress(done, total)

    def _article_facts(
        self, articles: Iterable[Article], leaders: Mapping[str, str]
    ) -> Iterator[ArticleFact]:
        """Yield what is known of articles: the same ones as before where nothing is other."""
        before = self._facts.articles if self._facts is not None else ()
        known = {one.id: one for one in before}
        for article in articles:
            labels, cluster = self._labels_on(article.id), leaders.get(article.id, "")
            was = known.get(article.id)
            if (
                was is not None
                and (was.labels is labels or was.labels == labels)
                and (was.meta is article.meta)
                and (was.title, was.cluster) == (article.title, cluster)
            ):
                yield was
            else:
                yield ArticleFact(
                    id=article.id,
                    title=article.title,
                    meta=article.meta,
                    labels=labels,
                    cluster=cluster,
                )

    def _labels_on(self, article: str) -> tuple[LabelFact, ...]:
        labels = self._kept[article].labels
        if article in self._unsettled:
            return tuple([one for one in labels if one.layer != GOLD])
        return labels


def _same(now: Mapping[str, str], before: Mapping[str, str]) -> Mapping[str, str]:
    return before if now == before else now


def _bearing(reading: StatementReading) -> Any:
    """Return what of a codebook bears on what labels say, whatever else is written in it."""
    spoken = [
        (one.code.id, one.code.scope, one.speakers, one.names_itself, one.targets, one.stance)
        for one in reading.spoken
    ]
    concepts = [(one.code.id, one.code.name, one.code.scope, one.field) for one in reading.concepts]
    return spoken, concepts, reading.identities
