"""How commands open a project: nothing damaged is told, exported, handed out or merged."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotator.store.project import Project


@contextmanager
def opened(path: Path, coder: str = "", *, searching: bool = False) -> Generator[Project]:
    """Open a project with all its sums verified, and close it at the end.

    `searching` is whether the search index is needed, which is compared with the texts then.
    Raise a `UserError` when the project can't be opened or is damaged.
    """
    with Project.open(path, coder) as project:
        project.refuse_damage(index=searching)
        yield project
