"""Writing files beside their targets and renaming them into place."""

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import UserError


@contextmanager
def written_beside(*targets: Path) -> Generator[tuple[BinaryIO, ...]]:
    """Open a file beside each target; all take their places at the end, or none is left.

    Raise a `UserError` when one can't be written.
    """
    parts = [target.with_name(f".{target.name}.part") for target in targets]
    try:
        with ExitStack() as stack:
            files = tuple(stack.enter_context(part.open("wb")) for part in parts)
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    except OSError as error:
        message = f"{targets[0]} can't be written: {error.strerror or error}."
        raise UserError(message, remedy="Choose another folder, or make room.") from None
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
