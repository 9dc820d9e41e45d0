"""Whole records: founding a project, and taking over those of another one."""

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.articles import NewArticle, made
from annotator.domain.edits.team import say_shared
from annotator.domain.layout import layout_of
from annotator.domain.people import Coder, coder_id
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record
from annotator.domain.settings import REVIEWERS_SETTING
from annotator.domain.shells import ArticleShell
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.wording import counted


class Found(msgspec.Struct, frozen=True):
    """Make the project's first records."""

    records: tuple[Record, ...]

    def plan(self, draft: Draft) -> str:
        """Put them in place."""
        for record in self.records:
            draft.put(record)
        return "Project made"


def founders(info: ProjectInfo, handle: str) -> tuple[Record, ...]:
    """Return the first records of a project: itself and, if known, who founds it and reviews."""
    if not handle:
        return (info,)
    founder = Coder(id=coder_id(handle), handle=handle)
    settings = {**info.settings, REVIEWERS_SETTING: [founder.id]}
    return structs.replace(info, settings=settings), founder


_CHECKED = frozenset((Annotation, Link, Decision, Comment, Status, Assignment))


class ImportRecords(msgspec.Struct, frozen=True, kw_only=True):
    """Import articles, and records on them; records with a known id are replaced.

    `checked` says that annotations, and what is on them, were checked in this very state. A
    `ProjectInfo` among the records says the codebook's version, which then doesn't rise. `filled`
    are the articles that are there whose metadata were completed from lists, and `met` the ids of
    the shells that went to articles: they go.
    """

    articles: tuple[NewArticle, ...] = ()
    records: tuple[Record, ...] = ()
    filled: tuple[Article, ...] = ()
    met: tuple[str, ...] = ()
    label: str = ""
    checked: bool = False

    def plan(self, draft: Draft) -> str:
        """Make the articles, then the records."""
        self._foresee(draft)
        for done, new in enumerate(self.articles):
            if done % 100 == 0:
                draft.progress(done, len(self.articles))
            draft.put(made(draft, new))
            if new.stretches:
                draft.put(layout_of(new.id, new.stretches))
        for article in self.filled:
            draft.put(article)
        for shell in self.met:
            there = draft.get(ArticleShell, shell)
            if there is not None:
                draft.remove(there)
        self._put_records(draft)
        count = len(self.articles)
        return self.label or f"{counted(count, 'article')} imported"

    def _put_records(self, draft: Draft) -> None:
        for record in self.records:
            if self.checked and type(record) in _CHECKED:
                draft.put_checked(record)
            else:
                draft.put(record)
            if isinstance(record, ProjectInfo):
                draft.keep_codebook_version()
        given = {one.article: None for one in self.records if isinstance(one, Assignment)}
        if given:
            say_shared(draft, list(given), alone=False)

    def _foresee(self, draft: Draft) -> None:
        draft.foresee(Article, [one.id for one in (*self.articles, *self.filled)])
        draft.foresee(ArticleShell, self.met)
        by_kind: dict[type[Record], list[str]] = {}
        for record in self.records:
            by_kind.setdefault(type(record), []).append(record.id)
        for kind, ids in by_kind.items():
            draft.foresee(kind, ids)


class BringBack(msgspec.Struct, frozen=True):
    """Take over records, and links after them, of labels that somebody has worked on elsewhere.

    Where the codebook allows only so many links, the new ones take the place of the oldest.
    """

    records: tuple[Record, ...]
    links: tuple[Link, ...]
    label: str

    def plan(self, draft: Draft) -> str:
        """Put them in place."""
        ImportRecords(records=self.records).plan(draft)
        for link in self.links:
            label = draft.need(Annotation, link.annotation)
            rule = draft.need(Code, label.code).link_rule(link.type)
            there = draft.find(Link, annotation=link.annotation)
            same = [one for one in there if one.type == link.type]
            if rule is not None and rule.maximum is not None:
                for surplus in same[rule.maximum - 1 :]:
                    draft.remove(surplus)
            draft.put(link)
        return self.label


class PutCoder(msgspec.Struct, frozen=True):
    """Add a coder, or rename or archive the one that has the same id."""

    coder: Coder

    def plan(self, draft: Draft) -> str:
        """Keep the coder."""
        known = draft.get(Coder, self.coder.id) is not None
        draft.put(self.coder)
        return f"Coder {self.coder.handle} {'changed' if known else 'added'}"
