"""What following a folder asks of a project at each look: the history's end, and who did what."""

from collections.abc import Collection

from annotator.domain.undo import MERGE, REDO, UNDO
from annotator.store.file.database import Database
from annotator.store.history import log

_TOUCHING = ("annotation", "status", "timing", "assignment")
"""Kinds of record that are a coder's on an article."""
_ABOUT = ("link", "decision", "comment")
"""Kinds of record that are on annotations."""
_MOST_RECORDS = 1_000
"""How many changed records are looked at to find out whom they concern."""


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

    def concerns(self, articles: Collection[str], marker: str) -> bool:
        """Tell whether a package with these articles (ids) may say more now than at an edit (id).

        It does not where all that was done since is on other articles. What no article is known of,
        such as a code, concerns every package.
        """
        place = self._place(marker)
        if place is None or self.has_lost(marker):
            return True
        sql = (
            "SELECT DISTINCT kind, record FROM change WHERE edit IN (SELECT id FROM edit "
            "WHERE n > ? UNION SELECT target FROM edit WHERE n > ? AND target IS NOT NULL) LIMIT ?"
        )
        limit = _MOST_RECORDS + 1
        records = self._database.conn.execute(sql, [place, place, limit]).fetchall()
        if len(records) > _MOST_RECORDS:
            return True
        return any(self._is_about(kind, record, articles) for kind, record in records)

    def _is_about(self, kind: str, record: str, articles: Collection[str]) -> bool:
        """Tell whether a record is, or ever was, on one of these articles, or on none."""
        found = {record} if kind == "article" else self._articles_of(kind, record)
        return not found or any(one in articles for one in found)

    def _articles_of(self, kind: str, record: str) -> set[str]:
        if kind in _TOUCHING:
            return self._ever(kind, record, "article")
        if kind not in _ABOUT:
            return set()
        ends = self._ever(kind, record, "annotation") | self._ever(
            kind, record, "target_annotation"
        )
        places = [self._ever("annotation", one, "article") for one in ends]
        return set[str]().union(*places) if all(places) else set()

    def _ever(self, kind: str, record: str, attribute: str) -> set[str]:
        """Return what the history ever said of an attribute of a record."""
        sql = (
            "SELECT DISTINCT json_extract(side.value, ?) FROM change c, "
            "json_each(json_array(c.before, c.after)) side "
            "WHERE c.record = ? AND c.kind = ? AND side.value IS NOT NULL"
        )
        asked = [f"$.{attribute}", record, kind]
        return {value for (value,) in self._database.conn.execute(sql, asked) if value}

    def _place(self, edit: str) -> int | None:
        row = self._database.conn.execute("SELECT n FROM edit WHERE id = ?", [edit]).fetchone()
        return row[0] if row else None
