"""Many files that grow bit by bit, of which few are open and little is held."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_MOST = 8 * 2**20  # bytes that wait to be written


class AppendedFiles:
    """Files in a folder to which lines are added; all is written when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[Path, bytearray] = {}
        self._begun: set[Path] = set()
        self._size = 0

    def add(self, place: Path, lines: Iterable[str], heading: str = "") -> None:
        """Add lines to the file at a place in the folder, which begins with a heading."""
        first = [heading] if heading and place not in self._begun else []
        self._begun.add(place)
        data = "".join(f"{line}\n" for line in (*first, *lines)).encode()
        self._waiting.setdefault(place, bytearray()).extend(data)
        self._size += len(data)
        if self._size > _MOST:
            self._write()

    def _write(self) -> None:
        for place, data in self._waiting.items():
            path = self._folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(data)
        self._waiting.clear()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write()
