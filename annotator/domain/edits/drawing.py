"""Keeping which articles were drawn to be coded next, and with which chance."""

from collections.abc import Mapping

import msgspec

from annotator.domain.article import Article
from annotator.domain.draft import Draft
from annotator.domain.draws import DrawnArticle, drawn_id
from annotator.domain.errors import UserError
from annotator.domain.settings import NextOrder
from annotator.domain.wording import counted


class DrawNext(msgspec.Struct, frozen=True, kw_only=True):
    """Keep that articles were drawn for whoever does it, in this order, with their chances.

    `batch` counts the draws for them, from 1. An article that was drawn for them before keeps the
    chance that it had then.
    """

    chances: Mapping[str, float]
    by: NextOrder
    batch: int

    def plan(self, draft: Draft) -> str:
        """Put a record for each article."""
        me = draft.me()
        if self.batch < 1 or not all(0 < chance <= 1 for chance in self.chances.values()):
            raise UserError("A chance to be drawn is above 0 and at most 1.", where="draw")
        draft.foresee(Article, self.chances)
        ids = {article: drawn_id(article, me) for article in self.chances}
        draft.foresee(DrawnArticle, list(ids.values()))
        new = [article for article, ident in ids.items() if draft.get(DrawnArticle, ident) is None]
        for place, article in enumerate(new):
            draft.need(Article, article)
            draft.put(
                DrawnArticle(
                    id=ids[article],
                    article=article,
                    coder=me,
                    by=self.by,
                    probability=round(self.chances[article], 9),
                    batch=self.batch,
                    place=place,
                    at=draft.now,
                )
            )
        return f"{counted(len(new), 'article')} drawn to be coded next"
