"""Who is coding: what can be a handle, how the project spells it, and how it learns the name."""

from collections.abc import Collection
from typing import TypeVar

from annotator.domain.edits.records import PutCoder
from annotator.domain.edits.team import NameReviewers
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Record
from annotator.domain.rules import check_record
from annotator.domain.run_handles import refuse_run
from annotator.domain.settings import project_settings
from annotator.domain.shells import Mark
from annotator.domain.state import State, find_coder
from annotator.store.project import Project
from annotator.workflow.runs import people_of, runs_called

LONGEST_HANDLE = 24
"""How many characters a handle may have that is typed here."""
R = TypeVar("R", bound=Record)


class _Nobody(State):
    """A project without any records."""

    def get(self, kind: type[R], record: str) -> R | None:  # noqa: ARG002 - State's names
        return None

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:  # noqa: ARG002 - the same
        return {}

    def find(self, kind: type[R], **equal: str | None) -> list[R]:  # noqa: ARG002 - the same
        return []

    def find_among(self, kind: type[R], attribute: str, values: Collection[str]) -> list[R]:  # noqa: ARG002 - the same
        return []

    def known_by(self, marks: Collection[Mark]) -> dict[Mark, list[str]]:  # noqa: ARG002 - the same
        return {}

    def left_out(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:  # noqa: ARG002 - the same
        return {}

    def text(self, sha256: str) -> str:
        raise KeyError(sha256)


_NOBODY = _Nobody()


def handle_problem(handle: str, project: Project | None = None) -> str:
    """Return why this can't be a person's handle, in a project if there is one, or nothing."""
    if len(handle) > LONGEST_HANDLE:
        return f"A handle has at most {LONGEST_HANDLE} characters."
    try:
        check_record(_NOBODY, Coder(id=coder_id(handle), handle=handle))
        if project is not None:
            for one in runs_called(project, handle):
                refuse_run(project, one)
    except UserError as error:
        return " ".join(part for part in (error.message, error.remedy) if part)
    return ""


def coders_of(project: Project | None) -> list[Coder]:
    """Return the people who code and have not left the project; nobody without a project."""
    return [one for one in people_of(project) if not one.archived] if project else []


def as_spelt(handle: str, coders: list[Coder]) -> str:
    """Return a handle as the coder who has it spells it, or as it is when nobody has it."""
    same = (one.handle for one in coders if folded(one.handle) == folded(handle))
    return next(same, handle)


def known_handle(handle: str, project: Project | None) -> str:
    """Return a handle as the project spells it, or nothing if it can't be one."""
    return "" if handle_problem(handle, project) else as_spelt(handle, coders_of(project))


def founding(project: Project, handle: str) -> NameReviewers | None:
    """Return the edit that makes the first coder of a project its reviewer; None for others."""
    reviewers = project_settings(project.info().settings).reviewers
    is_new = not reviewers and not project.find(Coder) and len(project.latest_edits(2)) == 1
    return NameReviewers((handle,)) if handle and is_new else None


def introduction(project: Project, handle: str, name: str) -> PutCoder | None:
    """Return the edit that tells a project the coder's full name; None when there is none to tell.

    A coder without a full name joins the project with the first edit they make.
    """
    if not handle or not name:
        return None
    known = find_coder(project, handle)
    if known is not None and known.name:
        return None
    record = known.id if known is not None else coder_id(handle)
    return PutCoder(Coder(id=record, handle=handle, name=name))
