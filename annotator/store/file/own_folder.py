"""A temporary folder that is made when it is first needed."""

import shutil
import tempfile
from pathlib import Path


class OwnFolder:
    """A folder of an open project's own, gone when the project is closed."""

    def __init__(self) -> None:
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        """The folder, which is there once it was asked for."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix="annotator-"))
        return self._path

    def remove(self) -> None:
        """Remove it with all that is in it; doing so again does nothing."""
        if self._path is not None:
            shutil.rmtree(self._path, ignore_errors=True)
            self._path = None
