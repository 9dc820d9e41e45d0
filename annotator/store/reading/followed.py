"""What following a folder asks of a project at each look: the history's end, and who did what."""

from annotator.domain.undo import MERGE, REDO, UNDO
from annotator.store.file.database import Database
from annotator.store.history import log

_TOUCHING = ("annotation", "status", "timing", "assignment")
"""Kinds of record that are a coder's on an article."""


class FollowedReading:
    """The parts of a history that tell whether anything is to be done: each is one short look."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> str:
        """Return the id of the edit that was written last."""
        return log.last(self._database)

    def has_lost(self, marker: str) -> bool:
        """Tell whether something that was here at an edit (id) may be gone since.

        That is so where the edit is not here, as after a backup was restored, and where bringing in
        was taken back or done again.
        """
        sql = (
            "SELECT 1 FROM edit u JOIN edit t ON t.id = u.target "
            "WHERE u.n > ? AND u.kind IN (?, ?) AND t.kind = ? LIMIT 1"
        )
        place = self._place(marker)
        asked = [place, UNDO, REDO, MERGE]
        return place is None or self._database.conn.execute(sql, asked).fetchone() is not None

    def has_merged(self, marker: str) -> bool:
        """Tell whether something came in since an edit (id), or something may be gone since."""
        sql = "SELECT 1 FROM edit WHERE n > ? AND kind = ? LIMIT 1"
        found = self._database.conn.execute(sql, [self._place(marker), MERGE]).fetchone()
        return found is not None or self.has_lost(marker)

    def touched_by(self, coder: str) -> set[str]:
        """Return the articles (ids) that a coder (id) is to code, or has done something on."""
        found: set[str] = set()
        for kind in _TOUCHING:
            sql = f"SELECT DISTINCT article FROM {kind} WHERE coder = ?"  # noqa: S608 - words of our own
            found.update(article for (article,) in self._database.conn.execute(sql, [coder]))
        return found

    def _place(self, edit: str) -> int | None:
        row = self._database.conn.execute("SELECT n FROM edit WHERE id = ?", [edit]).fetchone()
        return row[0] if row else None
