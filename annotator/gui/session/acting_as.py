"""Writing in the name of who did something, who need not be who codes by now."""

from collections.abc import Generator
from contextlib import contextmanager

from annotator.store.project import Project


@contextmanager
def acting_as(project: Project, coder: str) -> Generator[None]:
    """Let what is written meanwhile be a coder's."""
    now, project.coder = project.coder, coder
    try:
        yield
    finally:
        project.coder = now
