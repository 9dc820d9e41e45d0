"""Saving what is sound of a damaged project."""

from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.store.file.overwriting import free_path
from annotator.store.rescue.report import RescueReport
from annotator.store.rescue.rescuing import rescue

SUFFIX = ".annotator"


def rescued(damaged: Path, out: Path, progress: Progress = no_progress) -> RescueReport:
    """Write what can be proved sound of a damaged project into a new one, and tell what it is.

    Raise a `UserError` when nothing can be saved or `out` can't be written.
    """
    return rescue(damaged, out, progress)


def proposed_name(damaged: Path) -> Path:
    """Return a free path beside a damaged project for what is rescued of it."""
    return free_path(damaged.parent, f"{damaged.stem} rescued", SUFFIX)
