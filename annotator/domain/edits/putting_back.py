"""Bringing single articles back as they were in a backup."""

import msgspec
from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.draft import Draft
from annotator.domain.draws import DrawnArticle
from annotator.domain.edits.correcting import refuse_correcting
from annotator.domain.kinds import KINDS, R, kind_name
from annotator.domain.layout import ArticleLayout
from annotator.domain.record import Record
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score
from annotator.domain.study import Inclusion, PracticeResult, SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Timing
from annotator.domain.wording import counted


class ArticleBefore(msgspec.Struct, frozen=True, kw_only=True):
    """An article with all that was on it. With `whole`, all layers go back, else only one's own."""

    article: Article
    text: str
    records: tuple[Record, ...]
    whole: bool = False

    def of(self, kind: type[R]) -> list[R]:
        """Return its records of a kind."""
        return [one for one in self.records if isinstance(one, kind)]


class PutBack(msgspec.Struct, frozen=True):
    """Make articles what they were.

    `shared` are the codes, coders and actors that they need: those that the project has stay as
    they are. Of an article that does not go back whole, others' labels and words stay untouched;
    what was deleted with an annotation of one's own comes back with it. Where the text was
    corrected since, the earlier one comes back, and others' labels are carried to it.
    """

    articles: tuple[ArticleBefore, ...]
    shared: tuple[Record, ...] = ()

    def plan(self, draft: Draft) -> str:
        """Put back what was there, and remove what was not."""
        for record in self.shared:
            if draft.get(type(record), record.id) is None:
                draft.put(record)
        for done, before in enumerate(self.articles):
            draft.progress(done, len(self.articles))
            _Return(draft, before).make()
        return f"{counted(len(self.articles), 'article')} brought back"


class _Return:
    """One article on its way back."""

    def __init__(self, draft: Draft, before: ArticleBefore) -> None:
        self._draft = draft
        self._before = before
        self._id = before.article.id
        self._me = "" if before.whole else draft.me()
        self._lost = draft.get(Article, self._id) is None

    def make(self) -> None:
        self._draft.add_text(self._before.text)
        self._put(self._article())
        here = self._draft.find(Annotation, article=self._id)
        was = {one.id: one for one in self._before.of(Annotation) if self._may(one)}
        for one in here:
            if self._may(one) and one.id not in was:
                self._draft.remove(one)
        known = {one.id for one in here}
        for one in was.values():
            self._put(one)
        self._put_links(was)
        for kind in (Decision, Comment, Score):
            self._put_words(kind, set(was), known)
        self._put_own(Status)
        self._put_own(Timing)
        self._put_own(Refusal)
        self._put_own(DrawnArticle)
        if self._before.whole or self._lost:
            for kind in (
                Assignment,
                Inclusion,
                ArticleLayout,
                PracticeResult,
                SentBack,
                Settlement,
            ):
                self._put_own(kind)

    def _article(self) -> Article:
        """Return the article; another text than it has by now takes the place of that."""
        before, now = self._before.article, self._draft.get(Article, self._id)
        if now is None or now.text_sha256 == before.text_sha256:
            return before
        refuse_correcting(self._draft, now)
        return structs.replace(before, first_text=now.first_text or now.text_sha256)

    def _may(self, one: Annotation) -> bool:
        return not self._me or (one.coder == self._me and one.layer != GOLD_LAYER)

    def _put(self, record: Record) -> None:
        """Put a record back, unless it is as it was but for the time that every edit stamps."""
        if self._draft.get(type(record), record.id) != record:
            self._draft.put(record)

    def _put_links(self, was: dict[str, Annotation]) -> None:
        """Put back the links that go out from these annotations and have their other end."""
        links = {one.id: one for one in self._before.of(Link) if one.annotation in was}
        for annotation in was:
            for one in self._draft.find(Link, annotation=annotation):
                if one.id not in links:
                    self._draft.remove(one)
        for one in links.values():
            end = one.target_annotation
            if end is None or self._draft.get(Annotation, end) is not None:
                self._put(one)

    def _put_words(
        self, kind: type[Decision] | type[Comment] | type[Score], was: set[str], known: set[str]
    ) -> None:
        """Put decisions or comments back: all of them, or those that went with an annotation."""
        words = {one.id: one for one in self._before.of(kind) if one.annotation in was}
        if self._before.whole:
            for annotation in was:
                for one in self._draft.find(kind, annotation=annotation):
                    if one.id not in words:
                        self._draft.remove(one)
        for one in words.values():
            if self._before.whole or one.annotation not in known:
                self._put(one)

    def _put_own(self, kind: type[R]) -> None:
        """Put what lies on an article back, everybody's or one's own."""
        author = KINDS[kind_name(kind)].author

        def mine(one: R) -> bool:
            return not self._me or not author or getattr(one, author) == self._me

        was = {one.id: one for one in self._before.of(kind) if mine(one)}
        for one in self._draft.find(kind, article=self._id):
            if mine(one) and one.id not in was:
                self._draft.remove(one)
        for one in was.values():
            self._put(one)
