"""The exporters, and exporting a project."""

from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.base import ExportFormat, Selection
from annotator.formats.csv.writing import CSV_EXPORT
from annotator.formats.jsonl.companion import companion_path
from annotator.formats.jsonl.writing import JSONL_EXPORT
from annotator.store.project import Project

EVERYTHING = Selection()
EXPORTERS: tuple[ExportFormat, ...] = (CSV_EXPORT, JSONL_EXPORT)


def exporter(format_id: str) -> ExportFormat:
    """Return the exporter with this id; raise a `UserError` when there is none."""
    for one in EXPORTERS:
        if one.id == format_id.lower():
            return one
    known = ", ".join(one.id for one in EXPORTERS)
    raise UserError(f"There is no export format {format_id}.", remedy=f"There are {known}.")


def exporter_for(path: Path) -> ExportFormat:
    """Return the exporter that a file's name asks for; raise a `UserError` when none does."""
    for one in EXPORTERS:
        if one.suffix == path.suffix.lower():
            return one
    known = ", ".join(one.suffix for one in EXPORTERS)
    message = f"What format is “{path.name}” to have?"
    raise UserError(message, remedy=f"End its name with one of {known}, or name the format.")


def written_files(chosen: ExportFormat, path: Path) -> tuple[Path, ...]:
    """Return the files that an export to `path` writes or replaces, `path` first."""
    return (path, companion_path(path)) if chosen is JSONL_EXPORT else (path,)


def export(
    project: Project,
    path: Path | str,
    format_id: str | None = None,
    selection: Selection = EVERYTHING,
    progress: Progress = no_progress,
) -> ExportFormat:
    """Write what is selected of a project and return the format, named or by the file's suffix.

    Texts and anchors are verified. Nothing is left behind when a `UserError` refuses or
    `progress` cancels by raising `CancelledError`; a file that was there before then stays.
    """
    target = Path(path)
    chosen = exporter(format_id) if format_id else exporter_for(target)
    chosen.write(project, selection, target, progress)
    return chosen
