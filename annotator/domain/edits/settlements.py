"""How far review has come with an article: in review, settled, locked; sent back to a coder."""

import msgspec

from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.draft import Draft
from annotator.domain.edits.articles import status_id
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.study import (
    ArticleState,
    SentBack,
    Settlement,
    sent_back_id,
    settlement_id,
)
from annotator.domain.wording import counted

_DONE = {
    ArticleState.OPEN: "not in review any more",
    ArticleState.IN_REVIEW: "in review",
    ArticleState.SETTLED: "settled",
}


class SetArticleState(msgspec.Struct, frozen=True):
    """Say how far review has come with articles (ids): in review, settled, or open."""

    articles: tuple[str, ...]
    state: ArticleState

    def plan(self, draft: Draft) -> str:
        """Keep it, with who said so and when; refuse it for locked articles."""
        draft.foresee(Settlement, map(settlement_id, self.articles))
        for article in self.articles:
            known = draft.get(Settlement, settlement_id(article))
            if known is not None and known.locked and known.state is not self.state:
                name = draft.need(Article, article).title
                raise UserError("The article is locked.", where=name, remedy="Unlock it first.")
            if known is None or known.state is not self.state:
                _put(draft, article, self.state)
        return f"{_articles(self.articles)} {_DONE[self.state]}"


class LockArticles(msgspec.Struct, frozen=True):
    """Lock settled articles (ids), so that their gold and decisions stay; or unlock them."""

    articles: tuple[str, ...]
    locked: bool = True

    def plan(self, draft: Draft) -> str:
        """Keep it, with who did so and when; refuse to lock what is not settled."""
        draft.foresee(Settlement, map(settlement_id, self.articles))
        for article in self.articles:
            known = draft.get(Settlement, settlement_id(article))
            settled = known is not None and known.state is ArticleState.SETTLED
            if self.locked and not settled:
                name = draft.need(Article, article).title
                message = "Only a settled article can be locked."
                raise UserError(message, where=name, remedy="Settle it first.")
            if known is not None and known.locked is not self.locked:
                _put(draft, article, known.state, locked=self.locked)
        return f"{_articles(self.articles)} {'locked' if self.locked else 'unlocked'}"


class SendBack(msgspec.Struct, frozen=True, kw_only=True):
    """Send an article back to a coder (ids): they are to go on with it, for a reason."""

    article: str
    coder: str
    reason: str = ""

    def plan(self, draft: Draft) -> str:
        """Set their status back to in progress, and keep who sent it back and why."""
        handle = draft.need(Coder, self.coder).handle
        sent = SentBack(
            id=sent_back_id(self.article, self.coder),
            article=self.article,
            coder=self.coder,
            reviewer=draft.me(),
            reason=self.reason.strip(),
            at=draft.now,
        )
        draft.put(sent)
        status = status_id(self.article, self.coder)
        progress = WorkStatus.IN_PROGRESS
        draft.put(Status(id=status, article=self.article, coder=self.coder, status=progress))
        known = draft.get(Settlement, settlement_id(self.article))
        if known is not None and known.state is ArticleState.SETTLED:
            if known.locked:
                raise UserError("The article is locked.", remedy="Unlock it first.")
            _put(draft, self.article, ArticleState.IN_REVIEW)
        return f"Sent back to {handle}"


def begin_review(draft: Draft, article: str) -> None:
    """Have an article in review with the first decision on it."""
    known = _known(draft, article)
    if known is None or known.state is ArticleState.OPEN:
        _put(draft, article, ArticleState.IN_REVIEW)


def review_again(draft: Draft, article: str) -> None:
    """Have a settled article in review again, since something on it is open."""
    known = _known(draft, article)
    if known is not None and known.state is ArticleState.SETTLED and not known.locked:
        _put(draft, article, ArticleState.IN_REVIEW)


def _known(draft: Draft, article: str) -> Settlement | None:
    """Return an article's state; found by the article, since that it has none can be known."""
    return next(iter(draft.find(Settlement, article=article)), None)


def _put(draft: Draft, article: str, state: ArticleState, *, locked: bool = False) -> None:
    made = Settlement(
        id=settlement_id(article),
        article=article,
        reviewer=draft.me(),
        state=state,
        locked=locked,
        at=draft.now,
    )
    draft.put(made)


def _articles(articles: tuple[str, ...]) -> str:
    return "Article" if len(articles) < 2 else counted(len(articles), "article")
