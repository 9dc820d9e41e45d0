"""Writing in the name of who did something, who need not be who codes by now."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

from annotator.store.project import Project

T = TypeVar("T")


@contextmanager
def acting_as(project: Project, coder: str) -> Generator[None]:
    """Let what is written meanwhile be a coder's."""
    now, project.coder = project.coder, coder
    try:
        yield
    finally:
        project.coder = now


def by_who_codes_now(project: Project, act: Callable[[], T]) -> Callable[[], T]:
    """Return an act that is done in the name of who codes now, whenever it is done."""
    coder = project.coder

    def done() -> T:
        with acting_as(project, coder):
            return act()

    return done
