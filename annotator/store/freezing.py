"""Writing a freeze: a copy of the project that says of itself what it is, and stays so."""

from collections.abc import Callable
from pathlib import Path

from annotator.store.file import connection, frozen
from annotator.store.opening.opening import opened_anew
from annotator.store.project import Project


def write_freeze(project: Project, path: Path, act: Callable[[Project], object]) -> str:
    """Write a copy, have something done in it, and mark it as a freeze; return its SHA-256.

    It takes its place when all of that is done. Raise a `UserError` when something is there
    already, or it can't be written.
    """
    sums: list[str] = []

    def finish(part: Path) -> None:
        database = connection.connect(part)
        with Project(opened_anew(database), part, project.coder) as copy:
            act(copy)
            copy.forget_models()
        frozen.mark(part)
        sums.append(frozen.file_sum(part))

    project.copy_to(path, replace=False, finish=finish)
    return sums[0]
