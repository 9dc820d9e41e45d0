"""Handing out: who is to code what, and what the project says of working together."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.settings import LEFT_SETTING, REVIEWERS_SETTING, project_settings
from annotator.domain.teamwork import Assignment, make_assignment
from annotator.domain.wording import counted, enumerated


class Assign(msgspec.Struct, frozen=True):
    """Give articles to coders: pairs of an article's id and a coder's handle.

    Handles that are new become coders of the project.
    """

    pairs: tuple[tuple[str, str], ...]

    def plan(self, draft: Draft) -> str:
        """Make the assignments that are not there yet."""
        coders = {folded(one.handle): one.id for one in draft.find(Coder)}
        for article, handle in self.pairs:
            if folded(handle) not in coders:
                coders[folded(handle)] = _joined(draft, handle)
            made = make_assignment(article, coders[folded(handle)], draft.now)
            if draft.get(Assignment, made.id) is None:
                draft.put(made)
        articles = list(dict.fromkeys(article for article, _ in self.pairs))
        say_shared(draft, articles)
        count = len(articles)
        return f"{counted(count, 'article')} assigned"


def say_shared(draft: Draft, articles: Sequence[str], *, alone: bool = True) -> None:
    """Say in articles' assignments whether several coders have them.

    Without `alone` what is shared stays so: of what comes in, others may be known elsewhere.
    """
    draft.foresee_on(Assignment, "article", articles)
    for article in articles:
        given = draft.find(Assignment, article=article)
        shared = len(given) > 1
        for one in given:
            if one.shared != shared and (shared or alone):
                draft.put(structs.replace(one, shared=shared))


def _joined(draft: Draft, handle: str) -> str:
    """Make a coder and return the id, which whoever had the handle first and was renamed keeps."""
    renamed = draft.get(Coder, coder_id(handle))
    if renamed is not None:
        message = f"The coder {handle} is called {renamed.handle} in this project now."
        raise UserError(message, remedy=f"Assign to {renamed.handle}, or choose another handle.")
    coder = Coder(id=coder_id(handle), handle=handle)
    draft.put(coder)
    return coder.id


class NameReviewers(msgspec.Struct, frozen=True):
    """Say who may write gold and decisions, by handle; nobody means everybody.

    Handles that are new become coders of the project.
    """

    handles: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Set them."""
        coders = {folded(one.handle): one.id for one in draft.find(Coder)}
        found = [
            coders[folded(one)] if folded(one) in coders else _joined(draft, one)
            for one in self.handles
        ]
        SetSetting(REVIEWERS_SETTING, list(dict.fromkeys(found)) or None).plan(draft)
        return f"Reviewers: {enumerated(self.handles)}" if found else "Everybody reviews"


class LeaveProposals(msgspec.Struct, frozen=True):
    """Leave what somebody proposed of the codebook, by the edits that they did it by."""

    edits: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Keep that they are left."""
        settings = project_settings(draft.need(ProjectInfo, PROJECT_ID).settings)
        left = dict.fromkeys((*settings.left_proposals, *self.edits))
        SetSetting(LEFT_SETTING, list(left)).plan(draft)
        return "Proposal left"


class Unassign(msgspec.Struct, frozen=True):
    """Take assignments back, by their ids."""

    assignments: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Remove them."""
        found = [draft.need(Assignment, record) for record in self.assignments]
        for one in found:
            draft.remove(one)
        say_shared(draft, list(dict.fromkeys(one.article for one in found)))
        return "Assignment taken back"


class SetSetting(msgspec.Struct, frozen=True):
    """Set one of the project's settings; None takes it away."""

    name: str
    value: Any
    label: str = "Setting changed"

    def plan(self, draft: Draft) -> str:
        """Keep it with the project."""
        info = draft.need(ProjectInfo, PROJECT_ID)
        settings = {k: v for k, v in info.settings.items() if k != self.name}
        if self.value is not None:
            settings[self.name] = self.value
        draft.put(structs.replace(info, settings=settings))
        return self.label
