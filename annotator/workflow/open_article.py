"""The article that is open: its text, annotations and links, read at once."""

from collections.abc import Generator
from functools import cached_property, partial
from typing import Any

import msgspec
from msgspec import structs

from annotator.analysis.segmentation import Segments
from annotator.domain.annotation import Annotation, AnyPlaced, Decision, Link
from annotator.domain.article import FINISHED, Article, Status, WorkStatus
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.articles import status_id
from annotator.domain.errors import DamageError
from annotator.domain.kinds import id_of
from annotator.domain.layers import ArticleLayers
from annotator.domain.layout import ArticleLayout, RoleStretch
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.domain.study import ArticleState, SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.without_collecting import without_collecting
from annotator.domain.wording import counted, noun, shortened
from annotator.store.project import Project
from annotator.workflow.article_annotations import FEW, ArticleAnnotations
from annotator.workflow.reading_order import in_reading_order, with_changes

_EVERYWHERE = (Code, Actor, Coder)
_TEAMWORK = (Decision, Comment, Status, Assignment, Settlement, SentBack)
_IN_SIGHT = 40
"""How many annotations a list shows at once, or more."""


class OpenArticle(msgspec.Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """An article with everything that the views show of it."""

    article: Article
    text: str
    annotations: ArticleAnnotations
    links: list[Link]
    decisions: list[Decision] = []
    comments: list[Comment] = []
    statuses: dict[str, WorkStatus] = {}
    """By coder's id."""
    assigned: frozenset[str] = frozenset()
    """The ids of the coders who are to code it."""
    settlement: Settlement | None = None
    """How far review has come with it; nothing as long as nobody has decided."""
    sent_back: list[SentBack] = []
    """To whom it went back, who have not finished it since."""
    actors: list[Actor] = []
    """Those at the ends of the links."""
    layout: ArticleLayout | None = None
    """What stretches of the text are; nothing where the article came in without."""

    @classmethod
    def load(cls, project: Project, article: str) -> "OpenArticle | None":
        """Read an article; None when there is no such article.

        Raise a `DamageError` when its text is lost or another one, or something on it is damaged.
        """
        found = project.get(Article, article)
        if found is None:
            return None
        try:
            with without_collecting():
                opened = cls._read(project, found)
                # What a list shows first is read and verified with it.
                opened.annotations.whole(opened.in_order[:_IN_SIGHT])
        except DamageError as error:
            # What can't be read at all has no name of its own; that of the article is known.
            raise (error if error.record else error.at(f"“{shortened(found.title)}”")) from None
        return opened

    @classmethod
    def _read(cls, project: Project, found: Article) -> "OpenArticle":
        article, links = found.id, project.links_within(found.id)
        return cls(
            article=found,
            text=project.text_of(found),
            annotations=_annotations(project, article),
            links=links,
            actors=_actors(project, links),
            layout=next(iter(project.find(ArticleLayout, article=article)), None),
            **_teamwork(project, article),
        )

    def refreshed(self, project: Project, changes: Changes) -> "OpenArticle | None":
        """Return the article after an edit, reading again only what the edit touched."""
        if not self.is_mended_by(changes):
            return OpenArticle.load(project, self.article.id)
        touched, annotations = changes.ids(Annotation), self.annotations
        gone = [one for one in map(annotations.placed.get, touched) if one is not None]
        found = project.get_all(Annotation, touched) if touched else {}
        come = {i: one for i, one in found.items() if one.article == self.article.id}
        if gone or come:
            annotations = annotations.after(come, touched - come.keys())
        links, actors = self.links, self.actors
        if changes.ids(Link) or changes.ids(Actor):
            links = project.links_within(self.article.id)
            actors = _actors(project, links)
        teamwork = any(changes.ids(kind) for kind in _TEAMWORK)
        beside = _teamwork(project, self.article.id) if teamwork else {}
        after = structs.replace(self, annotations=annotations, links=links, actors=actors, **beside)
        if "segments" in vars(self):  # they were computed of the text, which is the same
            vars(after)["segments"] = self.segments
        if "in_order" in vars(self):
            moved = gone or come
            kept = with_changes(self.in_order, gone, come.values()) if moved else self.in_order
            vars(after)["in_order"] = kept
        return after

    def is_mended_by(self, changes: Changes) -> bool:
        """Tell whether only what an edit touched has to be read again, and not all."""
        return bool(changes.changes) and self.article.id not in changes.ids(Article)

    @cached_property
    def segments(self) -> Segments:
        """The text's words, sentences, quotations and paragraphs."""
        return Segments(self.text, [(r.start, r.end) for r in self.article.excluded])

    def damage(self) -> Generator[None, None, str]:
        """Say at last what is wrong with the annotations' places in the text, if anything.

        Those that were not looked at yet are read for it: a `DamageError` names one that is not
        what was written.
        """
        moved = 0
        for few in self.annotations.rest():
            for annotation in few:
                moved += not annotation.stands_in(self.text)
                yield
        if not moved:
            return ""
        stray = counted(moved, "annotation does", "annotations do")
        return f"{stray} not stand where {noun(moved, 'it', 'they')} should."

    @property
    def language(self) -> str:
        """The article's language, as its metadata has it."""
        return self.article.language

    @property
    def stretches(self) -> tuple[RoleStretch, ...]:
        """What stretches of the text are, as they came in."""
        return self.layout.stretches if self.layout is not None else ()

    @property
    def begins_with_title(self) -> bool:
        """Whether the text's first line is the article's title, so that none has to be added."""
        first, title = self.text.partition("\n")[0], _folded(self.article.title)
        return bool(title) and _folded(first) == title

    @cached_property
    def in_order(self) -> list[AnyPlaced]:
        """The annotations in reading order, those of the whole article first."""
        return in_reading_order(self.annotations.placed.values())

    @property
    def layers(self) -> ArticleLayers:
        """The article with all layers on it, as comparing takes it."""
        return ArticleLayers(
            article=self.article,
            text=self.text,
            annotations=tuple(self.annotations.values()),
            links=tuple(self.links),
            decisions=tuple(self.decisions),
            statuses=self.statuses,
            gold_stands=self.gold_stands,
            locked=self.settlement is not None and self.settlement.locked,
        )

    @property
    def gold_stands(self) -> bool:
        """Whether gold counts: not while review has begun and the article is not settled."""
        return self.settlement is None or self.settlement.state is ArticleState.SETTLED

    def links_of(self, annotation: str) -> list[Link]:
        """Return the links that go out from an annotation."""
        return [link for link in self.links if link.annotation == annotation]

    def records(self) -> list[Record]:
        """Return the records that are on the article, and the actors at the links' ends.

        Those of its annotations are there that were read.
        """
        article = self.article.id
        return [
            self.article,
            *self.annotations.read,
            *self.links,
            *self.decisions,
            *self.comments,
            *([self.settlement] if self.settlement is not None else ()),
            *self.sent_back,
            *self.actors,
            *(
                Status(id=status_id(article, coder), article=article, coder=coder, status=status)
                for coder, status in self.statuses.items()
            ),
            *(
                Assignment(
                    id=id_of("assignment", {"article": article, "coder": one}),
                    article=article,
                    coder=one,
                    at="",
                )
                for one in self.assigned
            ),
        ]

    @cached_property
    def latest_decisions(self) -> dict[str, Decision]:
        """What was decided last on each annotation, by its id."""
        return {one.annotation: one for one in sorted(self.decisions, key=lambda d: (d.at, d.id))}

    def touched_by(self, changes: Changes) -> bool:
        """Tell whether an edit changed anything that is shown of this article."""
        if self.article.id in changes.ids(Article):
            return True
        if changes.ids(Annotation) & self.annotations.keys():
            return True
        if any(map(self._is_here, changes.created(Annotation))):
            return True
        return any(changes.ids(kind) for kind in (Link, *_EVERYWHERE, *_TEAMWORK))

    def brought_back(self, changes: Changes) -> str | None:
        """Return the one annotation on the article that an edit made or undoing brought back."""
        created = changes.created(Annotation)
        return created[0].id if len(created) == 1 and self._is_here(created[0]) else None

    def _is_here(self, annotation: Annotation) -> bool:
        return annotation.article == self.article.id


def _annotations(project: Project, article: str) -> ArticleAnnotations:
    found = project.annotations_on(article, FEW)
    whole = [one for one in found[:1] if isinstance(one, Annotation)] and found  # or none is
    records = {one.id: one for one in whole if isinstance(one, Annotation)}
    placed = {one.id: one for one in found}
    return ArticleAnnotations(placed, partial(project.get_all, Annotation), records)


def _actors(project: Project, links: list[Link]) -> list[Actor]:
    wanted = dict.fromkeys(link.target_actor for link in links if link.target_actor)
    found = (project.get(Actor, actor) for actor in wanted)
    return [actor for actor in found if actor is not None]


def _teamwork(project: Project, article: str) -> dict[str, Any]:
    """Read what is decided and asked on an article, who has come how far, and who is to code it."""
    statuses = project.find(Status, article=article)
    finished = {one.coder for one in statuses if one.status in FINISHED}
    return {
        "decisions": project.on_annotations_of(Decision, article),
        "comments": project.on_annotations_of(Comment, article),
        "statuses": {one.coder: one.status for one in statuses},
        "assigned": frozenset(one.coder for one in project.find(Assignment, article=article)),
        "settlement": next(iter(project.find(Settlement, article=article)), None),
        "sent_back": [
            one for one in project.find(SentBack, article=article) if one.coder not in finished
        ],
    }


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def article_called(project: Project, wanted: str) -> str | None:
    """Return the id of the first article with this id or title."""
    names = project.article_names()
    return next((article for article, title, _ in names if wanted in (article, title)), None)
