"""Writing the bytes of files that take their places when they are whole."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.store.file.placing import placed_together


@contextmanager
def written_beside(*targets: Path) -> Generator[tuple[BinaryIO, ...]]:
    """Open a file for each target, of which all others describe the first: see `placed_together`.

    All take their places at the end, or none is left. Raise a `UserError` when one can't be
    written, or is a project.
    """
    with placed_together(*targets, replace=True) as parts, ExitStack() as stack:
        yield tuple(stack.enter_context(part.open("wb")) for part in parts)
