"""Deciding on what a program proposes: what is kept of it where it is accepted or refused."""

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.gold import own
from annotator.domain.ids import new_id
from annotator.domain.refusals import Refusal, Refused, refusal_id
from annotator.domain.runs import scored
from annotator.domain.wording import counted


class KeepScore(msgspec.Struct, frozen=True, kw_only=True):
    """Keep of an annotation what proposed it, how sure that was, 0 to 1, and why."""

    annotation: str
    score: float | None
    reason: str
    by: str
    rule: str = ""

    def plan(self, draft: Draft) -> str:
        """Keep it beside the annotation."""
        found: Annotation = own(draft, self.annotation)
        for said in scored(found.id, self.score, self.reason, self.by, self.rule):
            draft.put(said)
        return "Score kept"


class Refuse(msgspec.Struct, frozen=True):
    """Say no to what is proposed, so that it isn't proposed again."""

    refused: tuple[Refused, ...]

    def plan(self, draft: Draft) -> str:
        """Keep a refusal of each; what was refused before stays as it was."""
        me = draft.me()
        draft.foresee_on(Refusal, "article", [one.article for one in self.refused])
        names: list[str] = []
        for one in self.refused:
            names.append(draft.need(Code, one.code).name)
            if not _is_refused(draft, me, one):
                ident = refusal_id(one.article, me, one.code, one.fragments)
                if draft.get(Refusal, ident) is not None:
                    ident = new_id()  # what was refused here stands elsewhere in the text by now
                made = Refusal(id=ident, coder=me, at=draft.now, **msgspec.structs.asdict(one))
                draft.put(made)
        if len(names) == 1:
            return f"{names[0]} refused"
        return f"{counted(len(names), 'suggestion')} refused"


def _is_refused(draft: Draft, coder: str, one: Refused) -> bool:
    """Tell whether a coder (id) has refused this of these words."""
    return any(
        (known.coder, known.code, known.fragments) == (coder, one.code, one.fragments)
        for known in draft.find(Refusal, article=one.article)
    )
