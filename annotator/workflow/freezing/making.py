"""Freezing a project: its state at a moment, in a file of its own, and what the project keeps."""

import re
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.change import Changes
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.freezing import KeepFreeze
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.names import folded
from annotator.domain.study import Freeze
from annotator.store.freezing import write_freeze
from annotator.store.project import Project
from annotator.workflow.freezing.contents import (
    FILE,
    checksums_of,
    compute,
    counts_of,
    figures_of,
)

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What some system doesn't let a file's name have."""
_LONGEST = 80


def freezes(project: Project) -> list[Freeze]:
    """Return the freezes that the project keeps, the newest first.

    Where a freeze's own file was brought in, what that says of itself is a second record of it.
    """
    found: dict[tuple[str, str], Freeze] = {}
    for one in sorted(project.find(Freeze), key=lambda one: FILE in one.checksums):
        found[folded(one.name), one.at] = one
    return sorted(found.values(), key=lambda one: one.at)[::-1]


def freeze_named(project: Project, name: str) -> Freeze | None:
    """Return the freeze of this name."""
    wanted = folded(name)
    return next((one for one in freezes(project) if folded(one.name) == wanted), None)


def freeze_path(project: Path, name: str) -> Path:
    """Return where the freeze of this name lies, unless it was put elsewhere: beside the project.

    Its name is that of the project with the freeze's: "study-Main.annotator".
    """
    fit = _UNFIT.sub("-", " ".join(name.split()))[:_LONGEST].strip(" .") or "freeze"
    return project.with_name(f"{project.stem}-{fit}{project.suffix}")


def freeze_project(
    project: Project,
    name: str,
    path: Path | None = None,
    note: str = "",
    progress: Progress = no_progress,
) -> "Frozen":
    """Write a freeze of a project, by whoever sits there, and keep in the project what it was.

    Counts, checksums and figures are those of what is written. Raise a `UserError` when the name
    is empty or taken, something is at the path, or either file can't be written; nothing is left
    behind then, nor when `progress` cancels by raising `CancelledError`.
    """
    refuse_freezing(project, name)
    target = path or freeze_path(project.path, name)
    made: list[Freeze] = []

    def keep(copy: Project) -> None:
        """Say in the copy what it is."""
        planned = Freeze(
            id=new_id(),
            name=name,
            coder="",
            at="",
            note=note,
            codebook_version=copy.codebook().version,
            counts=counts_of(copy),
            checksums=checksums_of(copy),
            figures=figures_of(compute(copy, progress)),
        )
        copy.apply(KeepFreeze(planned))
        found = copy.get(Freeze, planned.id)
        made.extend([found] if found else [])

    total = write_freeze(project, target, keep)
    sums = {**made[0].checksums, FILE: total}
    kept = structs.replace(made[0], id=new_id(), coder="", checksums=sums)
    try:
        changes = project.apply(KeepFreeze(kept))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Frozen(kept, target, changes)


def refuse_freezing(project: Project, name: str) -> None:
    """Raise a `UserError` when a project can't be frozen under a name."""
    if project.read_only:
        raise UserError(f"{project.path.name} can't be frozen: {project.read_only}.")
    if not name.strip():
        raise UserError("A freeze needs a name.", remedy="Name it for what it is for.")
    if freeze_named(project, name) is not None:
        message = f"There is a freeze “{name.strip()}” already."
        raise UserError(message, remedy="Choose another name: a freeze never changes.")


class Frozen(msgspec.Struct, frozen=True):
    """A freeze that was made: what the project keeps of it, its file, and the edit that did it."""

    freeze: Freeze
    path: Path
    changes: Changes
