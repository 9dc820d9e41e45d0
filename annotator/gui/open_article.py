"""The article that is open: its text, annotations and links, read at once."""

from functools import cached_property

import msgspec
from msgspec import structs

from annotator.analysis.segmentation import Segments
from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.people import Actor, Coder
from annotator.store.project import Project

_EVERYWHERE = (Code, Actor, Coder)


class OpenArticle(msgspec.Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """An article with everything that the views show of it."""

    article: Article
    text: str
    annotations: dict[str, Annotation]
    links: list[Link]

    @classmethod
    def load(cls, project: Project, article: str) -> "OpenArticle | None":
        """Read an article; None when there is no such article."""
        found = project.get(Article, article)
        if found is None:
            return None
        annotations = {a.id: a for a in project.find(Annotation, article=article)}
        return cls(
            article=found,
            text=project.text(found.text_sha256),
            annotations=annotations,
            links=project.links_within(article),
        )

    def refreshed(self, project: Project, changes: Changes) -> "OpenArticle | None":
        """Return the article after an edit, reading again only what the edit touched."""
        if not changes.changes or self.article.id in changes.ids(Article):
            return OpenArticle.load(project, self.article.id)
        annotations = dict(self.annotations)
        for record in changes.ids(Annotation):
            found = project.get(Annotation, record)
            if found is not None and found.article == self.article.id:
                annotations[record] = found
            else:
                annotations.pop(record, None)
        links = project.links_within(self.article.id) if changes.ids(Link) else self.links
        after = structs.replace(self, annotations=annotations, links=links)
        vars(after).update(vars(self))  # what was computed of the text still holds
        return after

    @cached_property
    def segments(self) -> Segments:
        """The text's words, sentences, quotations and paragraphs."""
        return Segments(self.text, [(r.start, r.end) for r in self.article.excluded])

    @property
    def language(self) -> str:
        """The article's language, as its metadata has it."""
        return str(self.article.meta.get("language", ""))

    def in_order(self) -> list[Annotation]:
        """Return the annotations in reading order, those of the whole article first."""
        return sorted(
            self.annotations.values(),
            key=lambda a: (-1, 0, a.created) if a.start is None else (a.start, -(a.end or 0), a.id),
        )

    def links_of(self, annotation: str) -> list[Link]:
        """Return the links that go out from an annotation."""
        return [link for link in self.links if link.annotation == annotation]

    def touched_by(self, changes: Changes) -> bool:
        """Tell whether an edit changed anything that is shown of this article."""
        if self.article.id in changes.ids(Article):
            return True
        if changes.ids(Annotation) & self.annotations.keys():
            return True
        if any(a.article == self.article.id for a in changes.created(Annotation)):
            return True
        if changes.ids(Link):
            return True
        return any(changes.ids(kind) for kind in _EVERYWHERE)
