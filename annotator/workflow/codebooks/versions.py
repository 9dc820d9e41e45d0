"""The versions of the codebook as a list, and how any two of them differ."""

from collections.abc import Sequence

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.audit.versions import replayed
from annotator.workflow.codebook_differences import CodebookDifference
from annotator.workflow.codebooks.closely import close_differences


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version: its number, when it was made (ISO 8601, UTC), by whom (a handle), and how."""

    version: int
    at: str
    coder: str
    done: str
    edit: str


class KnownVersion(msgspec.Struct, frozen=True):
    """A version with the codebook as it was then."""

    row: VersionRow
    book: Codebook


def known_versions(project: Project, progress: Progress = no_progress) -> list[KnownVersion]:
    """Return the codebook's versions, oldest first; only what touched the codebook is read.

    What was undone, and what others only propose, is no version. Where an undo went back to a
    number, the later one with it holds.
    """
    found: dict[int, KnownVersion] = {}
    for one in replayed(project, progress):
        if one.aside or one.why_not:
            continue
        number = one.now.version
        row = VersionRow(
            version=number,
            at=one.edit.at,
            coder=one.edit.coder,
            done=one.edit.label,
            edit=one.edit.id,
        )
        if number > one.before.version:
            found[number] = KnownVersion(row, one.now)
    return [found[number] for number in sorted(found)]


def version_rows(project: Project) -> list[VersionRow]:
    """Return the versions without the codebooks."""
    return [one.row for one in known_versions(project)]


def between(
    known: Sequence[KnownVersion], earlier: int | None = None, later: int | None = None
) -> tuple[int, int, list[CodebookDifference]]:
    """Return two versions and how they differ; the last one and the one before it by default.

    With one number, that version is compared with the last. Raise a `UserError` for a version
    that is not known.
    """
    by_number = {one.row.version: one for one in known}
    numbers = sorted(by_number)
    if later is None:
        later = numbers[-1] if numbers else 0
    if earlier is None:
        earlier = numbers[-2] if len(numbers) > 1 else later
    for number in (earlier, later):
        if number not in by_number:
            said = f"There are {numbers[0]} to {numbers[-1]}." if numbers else "There is none yet."
            raise UserError(f"The codebook has no version {number}.", remedy=said)
    return earlier, later, close_differences(by_number[earlier].book, by_number[later].book)
