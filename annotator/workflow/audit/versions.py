"""The versions of the codebook: who made each, when, and how it differs from the one before."""

from collections.abc import Iterator
from typing import Any

import msgspec

from annotator.domain.change import Change, applied
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import from_values
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Values
from annotator.store.project import Project
from annotator.store.reading.history_walk import WalkedEdit
from annotator.workflow.codebook_differences import CodebookDifference, codebook_differences

SCHEMA = "annotator-codebook-history/1"
_State = dict[tuple[str, str], Values | None]


class CodebookVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the codebook, by the edit that made it, with how it differs from before.

    What somebody who is no reviewer proposed in their own file is a draft: it has no number, and
    differs from the version that stood then, with what they had drafted before.
    """

    schema: str = SCHEMA
    version: int | None
    at: str
    coder: str
    done: str
    edit: str
    counts: bool
    why_not: str
    differences: list[CodebookDifference]


_OF_EDIT = ("at", "coder", "done", "edit", "counts", "why_not")
VERSION_COLUMNS = ("version", *_OF_EDIT, "code", "code_name", "what", "before", "after")
"""The columns of the CSV: a row for each difference, and at least one for each version."""


class Replayed(msgspec.Struct, frozen=True):
    """An edit on the codebook, with the codebook before and after it.

    One that is `aside` is somebody's who is no reviewer, a draft of theirs.
    """

    edit: WalkedEdit
    before: Codebook
    now: Codebook
    aside: bool
    why_not: str


def versions(project: Project, progress: Progress = no_progress) -> Iterator[CodebookVersion]:
    """Yield the codebook's versions and the drafts of others, oldest first.

    What was undone is told as it was done, and its undoing after it.
    """
    for one in replayed(project, progress):
        differences = codebook_differences(one.before, one.now)
        if differences or one.now.version != one.before.version:
            yield CodebookVersion(
                version=None if one.aside else one.now.version,
                at=one.edit.at,
                coder=one.edit.coder,
                done=one.edit.label,
                edit=one.edit.id,
                counts=not one.why_not,
                why_not=one.why_not,
                differences=differences,
            )


def replayed(project: Project, progress: Progress = no_progress) -> Iterator[Replayed]:
    """Yield the edits on the codebook with what they did to it, oldest first."""
    counting = project.what_counts()
    state: _State = {}
    drafts: dict[str, _State] = {}
    for n, (edit, changes) in enumerate(project.codebook_edits()):
        progress(n, 0)
        aside = counting.is_aside(edit)
        # What others did to the project itself is no draft: that the version rose among it.
        told = [c for c in changes if not aside or c.kind == "code"]
        why_not = next((why for c in told if (why := counting.why_not(edit, c))), "")
        if aside and not why_not:
            continue
        mine = drafts.setdefault(counting.whose(edit), {}) if aside else state
        before = _codebook({**state, **mine})
        _take(mine, told, state)
        yield Replayed(edit, before, _codebook({**state, **mine}), aside, why_not)


def _take(mine: _State, changes: list[Change], under: _State) -> None:
    """Apply changes to one's own state of records, None for those gone; others are as `under`."""
    for change in changes:
        known = mine[change.key] if change.key in mine else under.get(change.key)
        mine[change.key] = applied(change, known)


def _codebook(state: _State) -> Codebook:
    info = ProjectInfo()
    codes: list[Code] = []
    for (kind, ident), values in state.items():
        if values is None:
            continue
        if kind == "code":
            codes.append(from_values(Code, {"id": ident, "name": ident, **values}))
        else:
            info = from_values(ProjectInfo, values)
    codes.sort(key=lambda code: (code.position, code.id))
    return Codebook(
        title=info.codebook_title,
        description=info.codebook_description,
        version=info.codebook_version if state else 0,
        codes=tuple(codes),
    )


def version_rows(version: CodebookVersion) -> Iterator[list[Any]]:
    """Yield a version as rows of the CSV."""
    head = [getattr(version, name) for name in _OF_EDIT]
    number = "" if version.version is None else version.version
    for one in version.differences or [CodebookDifference("", "", "", "", "")]:
        yield [number, *head, *msgspec.structs.astuple(one)]
