"""Whose work is whose: merging two coders, parting them, replacing one by another."""

import msgspec
from msgspec import structs

from annotator.domain.draft import Draft
from annotator.domain.edits.team import say_shared
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record
from annotator.domain.settings import REVIEWERS_SETTING, project_settings
from annotator.domain.teamwork import Assignment, make_assignment
from annotator.domain.whose_work import WorkRule
from annotator.domain.wording import counted, noun


class KeepRules(msgspec.Struct, frozen=True):
    """Keep with the project whose the work is that comes under a handle, or no longer.

    Coders who are new join. What is brought in from then on is given to whom the rules say.
    """

    rules: tuple[WorkRule, ...] = ()
    gone: tuple[WorkRule, ...] = ()
    coders: tuple[Coder, ...] = ()
    label: str = "Whose work is whose"

    def plan(self, draft: Draft) -> str:
        """Put the coders and the rules in place."""
        for coder in self.coders:
            draft.put(coder)
        info = draft.need(ProjectInfo, PROJECT_ID)
        gone = {rule.name for rule in self.gone}
        kept = {name: value for name, value in info.settings.items() if name not in gone}
        kept |= {rule.name: rule.target for rule in self.rules}
        reviewers = project_settings(info.settings).reviewers
        whole = {rule.coder: rule.target for rule in self.rules if not rule.device}
        if not whole.keys().isdisjoint(reviewers):
            now = dict.fromkeys(whole.get(one, one) for one in reviewers)
            kept[REVIEWERS_SETTING] = list(now)
        if kept != info.settings:
            draft.put(structs.replace(info, settings=kept))
        return self.label


class GiveWork(msgspec.Struct, frozen=True):
    """Put records as another coder's, and remove those that were theirs (kind and id).

    `kept` says besides what is to be done with what comes later.
    """

    records: tuple[Record, ...]
    gone: tuple[tuple[type[Record], str], ...] = ()
    kept: KeepRules = KeepRules()
    label: str = "Work given to another coder"

    def plan(self, draft: Draft) -> str:
        """Remove and put them."""
        self.kept.plan(draft)
        for kind, ident in self.gone:
            record = draft.get(kind, ident)
            if record is not None:
                draft.remove(record)
        for record in self.records:
            draft.put(record)
        return self.label


class HandOver(msgspec.Struct, frozen=True):
    """Give what is assigned to one coder to another: coders' and articles' ids."""

    coder: str
    to: str
    articles: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Move the assignments."""
        old, new = draft.need(Coder, self.coder), draft.need(Coder, self.to)
        if old.id == new.id:
            raise UserError(f"{old.handle} can't be replaced by {new.handle}.")
        for article in self.articles:
            before = draft.get(Assignment, make_assignment(article, old.id, "").id)
            if before is not None:
                draft.remove(before)
            made = make_assignment(article, new.id, draft.now)
            if draft.get(Assignment, made.id) is None:
                draft.put(made)
        say_shared(draft, self.articles)
        count = len(self.articles)
        passed = noun(count, "is", "are")
        return f"{counted(count, 'article')} of {old.handle} {passed} {new.handle}’s now"
