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
from annotator.workflow.codebook_differences import CodebookDifference, codebook_differences

SCHEMA = "annotator-codebook-history/1"


class CodebookVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the codebook, by the edit that made it, with how it differs from before."""

    schema: str = SCHEMA
    version: int
    at: str
    coder: str
    done: str
    edit: str
    counts: bool
    differences: list[CodebookDifference]


VERSION_COLUMNS = (
    *("version", "at", "coder", "done", "edit", "counts"),
    *("code", "code_name", "what", "before", "after"),
)
"""The columns of the CSV: a row for each difference, and at least one for each version."""


def versions(project: Project, progress: Progress = no_progress) -> Iterator[CodebookVersion]:
    """Yield the codebook's versions, oldest first.

    What was undone is told as it was done, and its undoing after it.
    """
    state: dict[tuple[str, str], Values] = {}
    book = Codebook(version=0)
    for n, (edit, changes) in enumerate(project.codebook_edits()):
        progress(n, 0)
        _take(state, changes)
        now = _codebook(state)
        differences = codebook_differences(book, now)
        if differences or now.version != book.version:
            yield CodebookVersion(
                version=now.version,
                at=edit.at,
                coder=edit.coder,
                done=edit.label,
                edit=edit.id,
                counts=edit.counts,
                differences=differences,
            )
        book = now


def _take(state: dict[tuple[str, str], Values], changes: list[Change]) -> None:
    for change in changes:
        after = applied(change, state.get(change.key))
        if after is None:
            state.pop(change.key, None)
        else:
            state[change.key] = after


def _codebook(state: dict[tuple[str, str], Values]) -> Codebook:
    info = ProjectInfo()
    codes: list[Code] = []
    for (kind, ident), values in state.items():
        if kind == "code":
            codes.append(from_values(Code, {"id": ident, "name": ident, **values}))
        else:
            info = from_values(ProjectInfo, values)
    codes.sort(key=lambda code: (code.position, code.id))
    return Codebook(
        title=info.codebook_title,
        description=info.codebook_description,
        version=info.codebook_version,
        codes=tuple(codes),
    )


def version_rows(version: CodebookVersion) -> Iterator[list[Any]]:
    """Yield a version as rows of the CSV."""
    head = [getattr(version, name) for name in VERSION_COLUMNS[:6]]
    for one in version.differences or [CodebookDifference("", "", "", "", "")]:
        yield [*head, *msgspec.structs.astuple(one)]
