"""How long a project waits where another program's lock is in the way."""

from collections.abc import Callable
from contextlib import suppress

from annotator.domain.errors import DamageError
from annotator.store.file import connection
from annotator.store.file.watched import Patience
from annotator.store.walked import WalkedProject


class WaitingProject(WalkedProject):
    """An open project file, as far as it waits for what keeps it from reading."""

    _patience: Patience | None = None

    def be_patient(self, milliseconds: int, when_locked: Callable[[], object] = bool) -> None:
        """Say how long to wait for another program's lock before a `BusyError`.

        Once something has waited in vain nothing waits any more, until `look_for_lock` finds that
        the lock is gone; `when_locked` is called then, inside of what can't be done.
        """
        self._patience = Patience(milliseconds, when_locked)
        connection.be_patient(self._database, self._patience)

    def look_for_lock(self) -> bool:
        """Look whether the file can be read; tell whether something had to do without before.

        Raise a `BusyError` when a lock still keeps readers out.
        """
        with suppress(DamageError):  # which whoever reads or writes is told
            connection.refuse_locked(self._database)
        patience = self._patience
        if patience is None or not patience.is_met:
            return False
        kept, patience.is_met, patience.kept_from_reading = patience.kept_from_reading, False, False
        connection.be_patient(self._database, patience)
        return kept

    def stop_when(self, unwanted: Callable[[], bool]) -> None:
        """Raise a `CancelledError` in the midst of reading, once that is unwanted."""
        connection.stop_when(self._database, unwanted)
