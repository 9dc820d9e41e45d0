"""How commands open a project: nothing damaged is told, backups are made before it is changed."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotator.cli.output import plain, say
from annotator.cli.ways_back import backup_plan, naming_ways_back
from annotator.domain.errors import UserError
from annotator.domain.run_handles import refuse_run
from annotator.domain.state import find_coder
from annotator.store.backups.keeper import BackupKeeper
from annotator.store.project import Project
from annotator.workflow.coders import handle_problem
from annotator.workflow.runs import runs_called


@contextmanager
def opened(
    path: Path, acting: str = "", *, searching: bool = False, writing: bool = False
) -> Generator[Project]:
    """Open a project with all its sums verified, and close it at the end.

    Nothing of it is changed unless it is for `writing`; backups are made before large edits then,
    and one that can't be made is a warning. `searching` is whether the search index is needed,
    which is compared with the texts then. `acting` is the handle of who does it, known or new.
    Raise a `UserError` when the project can't be opened or is damaged, or that is no handle.
    """
    with naming_ways_back(path, opening=True):
        found = Project.open(path, read_only=not writing)
    with naming_ways_back(path), found as project:
        for note in project.notes:
            warn(note)
        project.refuse_damage(index=searching)
        project.coder = _spelt(acting, project)
        if writing:
            if project.clock_note():
                warn(project.clock_note())
            project.keeper = BackupKeeper(backup_plan(), lambda error: warn(str(error)))
        yield project


def _spelt(handle: str, project: Project) -> str:
    """Return the handle of who acts as the project spells it."""
    known = find_coder(project, handle) if handle else None
    if handle and known is None and (problem := handle_problem(handle)):
        raise UserError(problem)
    for one in runs_called(project, handle) if handle else ():
        refuse_run(project, one)
    return known.handle if known is not None else handle


def warn(words: str) -> None:
    """Say on standard error what does not stop a command."""
    say(f"annotator: warning: {plain(words)}", err=True)
