"""Writing the audit trail: edits, lives of labels or versions of the codebook, as CSV or JSONL."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.formats.csv.cells import csv_writer, neutralised
from annotator.formats.files.atomic import written_beside
from annotator.formats.jsonl.lines import encoded
from annotator.store.project import Project
from annotator.workflow.audit.lives import LIFE_COLUMNS, life_rows, lives
from annotator.workflow.audit.names import EVERYTHING, TrailNames
from annotator.workflow.audit.trail import TRAIL_COLUMNS, trail, trail_rows
from annotator.workflow.audit.versions import VERSION_COLUMNS, version_rows, versions

SUFFIXES = (".csv", ".jsonl")


class TrailForm(StrEnum):
    """What of the history is written."""

    EDITS = "edits"
    LIVES = "lives"
    CODEBOOK = "codebook"


class TrailOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted: the form, some labels alone (ids, for lives), and for whose eyes."""

    form: TrailForm = TrailForm.EDITS
    of: tuple[str, ...] = ()
    seen_by: Visibility = EVERYTHING
    for_spreadsheet: bool = False


_Entry = tuple[msgspec.Struct, Iterable[Sequence[Any]]]
"""A line of JSONL, and the same as rows of CSV."""
_COLUMNS = {
    TrailForm.EDITS: TRAIL_COLUMNS,
    TrailForm.LIVES: LIFE_COLUMNS,
    TrailForm.CODEBOOK: VERSION_COLUMNS,
}
_THINGS = {
    TrailForm.EDITS: ("change", "changes"),
    TrailForm.LIVES: ("label", "labels"),
    TrailForm.CODEBOOK: ("version of the codebook", "versions of the codebook"),
}


def write_trail(
    project: Project,
    path: Path,
    order: TrailOrder = TrailOrder(),  # noqa: B008 - it never changes
    progress: Progress = no_progress,
) -> str:
    """Write the trail to a file, and say what was written: "3 changes".

    No more than a few edits are held at once. Raise a `UserError` when the file can't be written,
    and let `progress` cancel by raising `CancelledError`: nothing is left behind then.
    """
    as_csv = _is_csv(path)
    project.refuse_broken_pages()
    names = TrailNames(project, order.seen_by)
    count = 0
    with written_beside(path) as (file,), project.one_state():
        entries = _entries(project, names, order, progress)
        if as_csv:
            writer = csv_writer(file, for_spreadsheet=order.for_spreadsheet)
            writer.writerow(_COLUMNS[order.form])
            for count, (_, rows) in enumerate(entries, start=1):  # noqa: B007 - used below
                for row in rows:
                    writer.writerow([_cell(one, safe=order.for_spreadsheet) for one in row])
        else:
            for count, (line, _) in enumerate(entries, start=1):  # noqa: B007 - used below
                file.write(encoded(line))
    return counted(count, *_THINGS[order.form])


def _is_csv(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"{path.name} says by its ending neither CSV nor JSONL."
        raise UserError(message, remedy=f"Give it the ending {' or '.join(SUFFIXES)}.")
    return suffix == SUFFIXES[0]


def _entries(
    project: Project, names: TrailNames, order: TrailOrder, progress: Progress
) -> Iterator[_Entry]:
    if order.form is TrailForm.EDITS:
        for line, change in trail(project, names, progress):
            yield line, trail_rows(names, line, change)
    elif order.form is TrailForm.LIVES:
        for life in lives(project, names, order.of, progress):
            yield life, life_rows(life)
    else:
        for version in versions(project, progress):
            yield version, version_rows(version)


def _cell(value: Any, *, safe: bool) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralised(value) if safe else value
