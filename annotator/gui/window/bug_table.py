"""The bugs of one run of the program, each counted: what happens in every paint happens once."""

from collections import Counter
from threading import Lock
from types import TracebackType

import msgspec

from annotator.gui.window import bug_report

_MOST = 20
"""So many different bugs are told of; more of them are only counted."""
_SHOWN = 3
"""In so many dialogs one bug is shown; then it is only in the log: one in each paint is a trap."""


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
        self._ever: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()
        self._lock = Lock()
        self.count = 0

    def add(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> str:
        """Count a bug; return what the log is to have of it, an empty text for nothing.

        The log gets the first of a kind, then the second, the fourth, the eighth and so on.
        """
        with self._lock:
            key = bug_report.key(error, trace)
            self.count += 1
            self._ever[key] += 1
            known = self._bugs.get(key)
            if known is not None:
                known.count += 1
            elif len(self._bugs) < _MOST:
                bare = bug_report.bare(error, trace, kind)
                self._bugs[key] = Bug(bare, bug_report.full(error, trace, kind))
                if self._ever[key] == 1:
                    return f"Bug\n{bare}"
            times = self._ever[key]
            return f"Bug, {times} times now: {key}" if times & (times - 1) == 0 else ""

    def may_show(self, error: BaseException | None, trace: TracebackType | None) -> bool:
        """Tell whether a bug may open a dialog: not one that came back at once each time."""
        with self._lock:
            return self._shown[bug_report.key(error, trace)] < _SHOWN

    def told(self, *, details: bool) -> str:
        """Return all of them in words."""
        with self._lock:
            return "\n".join(bug.told(details=details) for bug in self._bugs.values())

    def clear(self) -> None:
        """Begin anew after the dialog was closed; what was shown too often stays known."""
        with self._lock:
            self._shown.update(self._bugs.keys())
            self._bugs.clear()
            self.count = 0
