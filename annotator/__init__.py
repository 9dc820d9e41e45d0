"""Media Annotator: tag quotes, sources, framing and sentiment in news articles."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.store.project import Project

__version__ = "0.1.0"


def open_project(path: Path | str, coder: str = "", *, read_only: bool = False) -> "Project":
    """Open a project file: the same `Project` that the window uses.

    One that is opened `read_only`, or can't be written, is read without changing a byte of it. A
    `UserError` says why a file can't be opened. What is written carries this machine's id, as in
    the window.
    """
    from annotator.store.project import Project  # noqa: PLC0415 - the window starts faster without
    from annotator.workflow.device import use_own_device  # noqa: PLC0415 - the same

    use_own_device()
    return Project.open(path, coder, read_only=read_only)
