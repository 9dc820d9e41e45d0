"""Notes to the lead: asking about an article, a code or the codebook, answering, and closing."""

import datetime as dt

import msgspec

from annotator.domain.article import Article
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.study import Remark


class AddRemark(msgspec.Struct, frozen=True, kw_only=True):
    """Write a note to the lead, answer one, or close its thread.

    It is on an article (its id), on a code, or with neither on the codebook as a whole. `asker` is
    the id of the coder whose thread it is; one's own when empty.
    """

    id: str
    text: str = ""
    article: str | None = None
    code: str | None = None
    asker: str = ""
    closes: bool = False

    def plan(self, draft: Draft) -> str:
        """Append the note; refuse one that says nothing."""
        text = self.text.strip()
        if not text and not self.closes:
            raise UserError("The note says nothing.", remedy="Write what is to be known.")
        if self.article is not None:
            draft.need(Article, self.article)
        if self.code is not None:
            draft.need(Code, self.code)
        if self.asker:
            draft.need(Coder, self.asker)
        me = draft.me()
        asker = self.asker or me
        remark = Remark(
            id=self.id,
            asker=asker,
            coder=me,
            text=text,
            at=self._after_the_last(draft, asker),
            article=self.article,
            code=self.code,
            closes=self.closes,
        )
        draft.put(remark)
        if self.closes:
            return "Note closed"
        return "Note to the lead written" if asker == me else "Note answered"

    def _after_the_last(self, draft: Draft, asker: str) -> str:
        """Return now, or the second after what was said last in the thread if that is not over."""
        same = draft.find(Remark, asker=asker, article=self.article, code=self.code)
        last = max((one.at for one in same), default="")
        if last < draft.now:
            return draft.now
        later = dt.datetime.fromisoformat(last) + dt.timedelta(seconds=1)
        return later.strftime("%Y-%m-%dT%H:%M:%SZ")
