"""Media Annotator: tag quotes, sources, framing and sentiment in news articles."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.store.project import Project

__version__ = "0.1.0"


def open_project(path: Path | str, coder: str = "") -> "Project":
    """Open a project file: the same `Project` that the window uses."""
    from annotator.store.project import Project  # noqa: PLC0415 - the window starts faster without

    return Project.open(path, coder)
