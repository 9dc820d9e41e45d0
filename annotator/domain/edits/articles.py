"""Articles: new ones to import, correcting their metadata, excluding furniture, statuses."""

from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.article import FINISHED, Article, Status, WorkStatus, merged_ranges
from annotator.domain.draft import Draft
from annotator.domain.edits.practice import Practised, keep_result
from annotator.domain.ids import derived_id
from annotator.domain.layout import RoleStretch
from annotator.domain.record import Values
from annotator.domain.study import SentBack
from annotator.domain.timing import Stretch, Timing, timing_of
from annotator.domain.wording import counted


class NewArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article to import; `created` defaults to now.

    `excluded` holds ranges in code points; `stretches` are those of which is known what they are.
    """

    id: str
    title: str
    text: str
    meta: Values = msgspec.field(default_factory=dict[str, Any])
    excluded: tuple[tuple[int, int], ...] = ()
    stretches: tuple[RoleStretch, ...] = ()
    note: str = ""
    created: str = ""


class EditArticle(msgspec.Struct, frozen=True, kw_only=True):
    """Correct an article's title, metadata or note; its text stays as it is."""

    article: str
    title: str | None = None
    meta: Values = msgspec.field(default_factory=dict[str, Any])
    note: str | None = None

    def plan(self, draft: Draft) -> str:
        """Set what is given; an empty metadata value removes its key."""
        article = draft.need(Article, self.article)
        merged = {k: v for k, v in (article.meta | self.meta).items() if v not in (None, "")}
        title = article.title if self.title is None else self.title
        note = article.note if self.note is None else self.note
        draft.put(structs.replace(article, title=title, meta=merged, note=note))
        return "Article corrected"


class Exclude(msgspec.Struct, frozen=True):
    """Say which stretches of a text (code points) are not the article."""

    article: str
    ranges: tuple[tuple[int, int], ...]

    def plan(self, draft: Draft) -> str:
        """Replace the excluded ranges."""
        article = draft.need(Article, self.article)
        ranges = merged_ranges(list(self.ranges))
        draft.put(structs.replace(article, excluded=ranges))
        before = sum(r.end - r.start for r in article.excluded)
        return "Excluded" if sum(r.end - r.start for r in ranges) >= before else "Included again"


class RemoveArticles(msgspec.Struct, frozen=True):
    """Take articles out of the project, with their annotations; undoing brings all back."""

    articles: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Delete the articles and everything on them."""
        draft.foresee_removal(Article, self.articles)
        for record in self.articles:
            draft.remove(draft.need(Article, record))
        count = len(self.articles)
        return f"{counted(count, 'article')} removed" if count != 1 else "Article removed"


class SetStatus(msgspec.Struct, frozen=True):
    """Say how far the coder has come with an article.

    What they `worked` on it goes with a new status, and makes no edit by itself. An article that
    was sent back to them is so no longer once they have finished it. `practised` is how they did on
    an article that they practise on, if this finishes it.
    """

    article: str
    status: WorkStatus
    worked: tuple[Stretch, ...] = ()
    practised: Practised | None = None

    def plan(self, draft: Draft) -> str:
        """Set the coder's own status."""
        me = draft.me()
        record = status_id(self.article, me)
        old = draft.get(Status, record)
        draft.put(Status(id=record, article=self.article, coder=me, status=self.status))
        if old is None or old.status is not self.status:
            for stretch in self.worked:
                _keep_time(draft, timing_of(stretch, me))
        if self.status in FINISHED:
            for sent in draft.find(SentBack, article=self.article, coder=me):
                draft.remove(sent)
        if self.practised is not None:
            keep_result(draft, self.article, self.practised)
        return STATUS_LABELS[self.status]


def _keep_time(draft: Draft, timing: Timing) -> None:
    known = draft.get(Timing, timing.id)
    if timing.seconds > (known.seconds if known is not None else 0):
        draft.put(timing)


STATUS_LABELS = {
    WorkStatus.NEW: "Set back to new",
    WorkStatus.IN_PROGRESS: "Reopened",
    WorkStatus.DONE: "Article done",
    WorkStatus.NOTHING: "Nothing to code here",
}


def status_id(article: str, coder: str) -> str:
    """Return the id of a coder's status on an article."""
    return derived_id("status", article, coder)


def made(draft: Draft, new: NewArticle) -> Article:
    """Keep a new article's text and return its record."""
    return Article(
        id=new.id,
        title=new.title,
        text_sha256=draft.add_text(new.text),
        length=len(new.text),
        meta={k: v for k, v in new.meta.items() if v not in (None, "")},
        excluded=merged_ranges(list(new.excluded)),
        note=new.note,
        created=new.created or draft.now,
    )
