"""Keeping which articles were drawn to be coded next, and with which chance."""

from collections.abc import Mapping

import msgspec

from annotator.domain.article import Article
from annotator.domain.draft import Draft
from annotator.domain.draws import Drawn, drawn_id
from annotator.domain.errors import UserError
from annotator.domain.settings import NextOrder
from annotator.domain.wording import counted


class DrawNext(msgspec.Struct, frozen=True):
    """Keep that articles were drawn for whoever does it, in this order, with their chances.

    An article that was drawn for them before keeps the chance that it had then.
    """

    chances: Mapping[str, float]
    by: NextOrder

    def plan(self, draft: Draft) -> str:
        """Put a record for each article."""
        me = draft.me()
        if not all(0 < chance <= 1 for chance in self.chances.values()):
            raise UserError("A chance to be drawn is above 0 and at most 1.", where="draw")
        draft.foresee(Article, self.chances)
        before = draft.find(Drawn, coder=me)
        batch = max((one.batch for one in before), default=0) + 1
        known = {one.article for one in before}
        new = {one: chance for one, chance in self.chances.items() if one not in known}
        for place, (article, chance) in enumerate(new.items()):
            draft.need(Article, article)
            draft.put(
                Drawn(
                    id=drawn_id(article, me),
                    article=article,
                    coder=me,
                    by=self.by,
                    probability=round(chance, 9),
                    batch=batch,
                    place=place,
                    at=draft.now,
                )
            )
        return f"{counted(len(new), 'article')} drawn to be coded next"
