"""The bugs of one run of the program, each counted: what happens in every paint happens once."""

from threading import Lock
from types import TracebackType

import msgspec

from annotator.gui.window import bug_report

_MOST = 20
"""So many different bugs are told of; more of them are only counted."""


class Bug(msgspec.Struct):
    """One bug and how often it happened."""

    bare: str
    full: str
    count: int = 1

    def told(self, *, details: bool) -> str:
        """Return it in words, with what it quotes if `details` are wanted."""
        again = f"({self.count:,} times)\n" if self.count > 1 else ""
        return f"{again}{self.full if details else self.bare}"


class BugTable:
    """Bugs by where they happened; any thread may add one."""

    def __init__(self) -> None:
        self._bugs: dict[str, Bug] = {}
        self._lock = Lock()
        self.count = 0

    def add(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> str:
        """Count a bug; return what the log is to have of it, an empty text for nothing.

        The log gets the first of a kind, then the second, the fourth, the eighth and so on.
        """
        with self._lock:
            self.count += 1
            key = bug_report.key(error, trace)
            known = self._bugs.get(key)
            if known is not None:
                known.count += 1
                power_of_two = known.count & (known.count - 1) == 0
                return f"Bug, {known.count} times now: {key}" if power_of_two else ""
            if len(self._bugs) >= _MOST:
                return ""
            bare = bug_report.bare(error, trace, kind)
            self._bugs[key] = Bug(bare, bug_report.full(error, trace, kind))
            return f"Bug\n{bare}"

    def told(self, *, details: bool) -> str:
        """Return all of them in words."""
        with self._lock:
            return "\n".join(bug.told(details=details) for bug in self._bugs.values())

    def clear(self) -> None:
        """Begin to count anew, but stay silent in the log about what it knows."""
        with self._lock:
            self._bugs.clear()
            self.count = 0
