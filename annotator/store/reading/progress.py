"""How far a team is: whose articles, in which state, with how many questions and which files.

What is asked for all articles reads them all, and belongs into the background; what is asked for
some of them costs no more when there are more.
"""

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec

from annotator.domain.article import FINISHED
from annotator.domain.edits.articles import SetStatus
from annotator.domain.timing import MOST
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading.brought import BroughtFile, brought_files

_WEEK = 7 * 24 * 60 * 60  # seconds
_NUMBERS = msgspec.json.Decoder(list[int])
ASSIGNED, FINISHED_BY, TITLE = "assigned", "finished", "title"
"""What articles can be sorted by, beside the coders (ids) and their states."""
_ORDERS = {
    TITLE: "a.title COLLATE NOCASE",
    ASSIGNED: "(SELECT count(*) FROM assignment s WHERE s.article = a.id)",
    FINISHED_BY: "(SELECT count(*) FROM status s WHERE s.article = a.id "
    "AND s.status IN ('done', 'nothing'))",
}
_AMONG = "IN (SELECT value FROM json_each(?))"
_BY_STATE = (
    "(SELECT CASE s.status WHEN 'in_progress' THEN 1 WHEN 'new' THEN 0 ELSE 2 END "
    "FROM status s WHERE s.article = a.id AND +s.coder = ?)"
)


class FinishingPace(msgspec.Struct, frozen=True):
    """How many articles a coder gave a status that says they are through, and in how many weeks.

    Weeks are counted from the first such moment to the last, and at least one.
    """

    articles: int
    weeks: float


class WhoHasIt(msgspec.Struct, frozen=True):
    """Who has an article: statuses by coder (id), and the ids of those it is assigned to."""

    number: int
    id: str
    title: str
    statuses: dict[str, str]
    assigned: frozenset[str]


class ProgressReading:
    """Answers what a lead asks of a team, each with a few statements.

    Articles whose ids are `apart` don't count, and are in no list.
    """

    def __init__(self, database: Database, apart: Collection[str] = ()) -> None:
        self._conn = database.conn
        self._database = database
        self._apart = among(apart)

    def without(self, apart: Collection[str]) -> "ProgressReading":
        """Return what answers the same, but for these articles (ids)."""
        return ProgressReading(self._database, apart)

    # By coder

    def statuses(self) -> dict[str, dict[str, int]]:
        """Return how many articles a coder (id) gave which status: kept, and so quick."""
        found: dict[str, dict[str, int]] = {}
        for coder, status, count in self._conn.execute("SELECT * FROM status_count"):
            found.setdefault(coder, {})[status] = count
        sql = (
            f"SELECT coder, status, count(*) FROM status WHERE article {_AMONG} "  # noqa: S608 - words of our own
            "GROUP BY coder, status"
        )
        for coder, status, count in self._conn.execute(sql, [self._apart]):
            found[coder][status] -= count
        return found

    def assigned(self) -> dict[str, int]:
        """Return how many articles are assigned to each coder (id)."""
        sql = f"SELECT coder, count(*) FROM assignment WHERE article NOT {_AMONG} GROUP BY coder"  # noqa: S608 - words of our own
        return dict(self._conn.execute(sql, [self._apart]).fetchall())

    def open_assignments(self) -> dict[str, int]:
        """Return how many articles are assigned to each coder (id) who is not through with them."""
        sql = (
            "SELECT a.coder, count(*) FROM assignment a LEFT JOIN status s "  # noqa: S608 - words of our own
            "ON s.article = a.article AND +s.coder = a.coder AND s.status IN ('done', 'nothing') "
            f"WHERE s.id IS NULL AND a.article NOT {_AMONG} GROUP BY a.coder"
        )
        return dict(self._conn.execute(sql, [self._apart]).fetchall())

    def finishing(self) -> dict[str, FinishingPace]:
        """Return how fast each coder (id) finished articles, told from when they did so."""
        sql = (
            "SELECT coder, count(*), min(at), max(at) FROM ("  # noqa: S608 - words of our own
            "SELECT s.coder AS coder, max(e.at) AS at FROM status s "
            "JOIN change c ON c.record = s.id JOIN edit e ON e.id = c.edit "
            "WHERE c.kind = 'status' AND e.kind = ? "
            f"AND s.status {_AMONG} AND s.article NOT {_AMONG} GROUP BY s.article, s.coder) "
            "GROUP BY coder"
        )
        parameters = [SetStatus.__name__, among(FINISHED), self._apart]
        rows = self._conn.execute(sql, parameters).fetchall()
        return {
            coder: FinishingPace(count, max(_seconds(first, last) / _WEEK, 1))
            for coder, count, first, last in rows
        }

    def seconds(self) -> dict[str, int]:
        """Return how long each coder (id) worked, told in the history and beside it, once."""
        most = f"min(max(seconds, 0), {MOST})"
        sql = f"SELECT coder, sum({most}) FROM timing WHERE article NOT {_AMONG} GROUP BY coder"  # noqa: S608 - words of our own
        found: dict[str, int] = dict(self._conn.execute(sql, [self._apart]).fetchall())
        beside = (
            "SELECT c.id, w.millis, coalesce(t.seconds, 0) FROM worked w "  # noqa: S608 - words of our own
            "JOIN coder c ON c.handle = w.coder LEFT JOIN timing t ON t.article = w.article "
            f"AND t.coder = c.id AND t.day = w.day AND t.mark = w.mark WHERE w.article NOT {_AMONG}"
        )
        for coder, millis, told in self._conn.execute(beside, [self._apart]):
            more = min(max(0, millis // 1000), MOST) - told
            found[coder] = found.get(coder, 0) + max(0, more)
        return found

    def timed(self) -> dict[str, tuple[int, int]]:
        """Return of how many finished articles it is known how long a coder (id) took, in seconds.

        Those seconds are of all of them together.
        """
        sql = (
            f"SELECT t.coder, count(DISTINCT t.article), sum(min(max(t.seconds, 0), {MOST})) "  # noqa: S608 - words of our own
            "FROM timing t JOIN status s ON s.article = t.article AND +s.coder = t.coder "
            f"WHERE s.status IN ('done', 'nothing') AND t.article NOT {_AMONG} GROUP BY t.coder"
        )
        rows = self._conn.execute(sql, [self._apart]).fetchall()
        return {coder: (articles, seconds) for coder, articles, seconds in rows}

    def files(self) -> dict[str, BroughtFile]:
        """Return the file that was last brought in with work of each coder (id)."""
        return brought_files(self._database)

    # By article

    def read_by(self) -> tuple[int, int]:
        """Return how many articles anybody is through with, and how many two or more are."""
        sql = (
            "SELECT count(*), coalesce(sum(n > 1), 0) FROM (SELECT count(*) AS n FROM status "  # noqa: S608 - words of our own
            f"WHERE status IN ('done', 'nothing') AND article NOT {_AMONG} GROUP BY article)"
        )
        one, two = self._conn.execute(sql, [self._apart]).fetchone()
        return one, two

    def count(self) -> int:
        """Return how many articles there are."""
        sql = f"SELECT count(*) FROM article WHERE id NOT {_AMONG}"  # noqa: S608 - words of our own
        return self._conn.execute(sql, [self._apart]).fetchone()[0]

    def sorted_by(self, what: str, *, downwards: bool = False) -> list[int]:
        """Return the numbers of all articles, sorted by one of `_ORDERS` or a coder's (id) state.

        Without anything to sort by, in the order in which they came in.
        """
        way = "DESC" if downwards else ""
        by = _ORDERS.get(what, _BY_STATE if what else "a.n")
        values = [self._apart, *([what] if what and what not in _ORDERS else [])]
        sql = (
            "SELECT json_group_array(n) FROM (SELECT a.n AS n FROM article a "  # noqa: S608 - words of our own
            f"WHERE a.id NOT {_AMONG} ORDER BY {by} {way}, a.n)"
        )
        return _NUMBERS.decode(self._conn.execute(sql, values).fetchone()[0])

    def who_has(self, numbers: Sequence[int]) -> list[WhoHasIt]:
        """Return who has the articles with these numbers, in this order; those there are."""
        heads = self._conn.execute(
            f"SELECT n, id, title FROM article WHERE n {_AMONG}",  # noqa: S608 - words of our own
            [msgspec.json.encode(list(numbers)).decode()],
        ).fetchall()
        ids = [among(ident for _, ident, _ in heads)]
        statuses: dict[str, dict[str, str]] = {}
        sql = f"SELECT article, coder, status FROM status WHERE article {_AMONG}"  # noqa: S608 - words of our own
        for article, coder, status in self._conn.execute(sql, ids):
            statuses.setdefault(article, {})[coder] = status
        assigned: dict[str, set[str]] = {}
        sql = f"SELECT article, coder FROM assignment WHERE article {_AMONG}"  # noqa: S608 - words of our own
        for article, coder in self._conn.execute(sql, ids):
            assigned.setdefault(article, set()).add(coder)
        found = {
            n: WhoHasIt(
                n, ident, title, statuses.get(ident, {}), frozenset(assigned.get(ident, ()))
            )
            for n, ident, title in heads
        }
        return [found[n] for n in numbers if n in found]

    def unfinished(self, coder: str, only: Collection[str] | None = None) -> list[str]:
        """Return the ids of the articles that are assigned to a coder (id) and not done, in order.

        `only` are those that are asked about.
        """
        sql = (
            "SELECT a.article FROM assignment a LEFT JOIN status s "
            "ON s.article = a.article AND +s.coder = a.coder AND s.status IN ('done', 'nothing') "
            "WHERE a.coder = ? AND s.id IS NULL ORDER BY a.n"
        )
        rows = [article for (article,) in self._conn.execute(sql, [coder])]
        return rows if only is None else [one for one in rows if one in only]


def _seconds(first: str, last: str) -> float:
    try:
        return (dt.datetime.fromisoformat(last) - dt.datetime.fromisoformat(first)).total_seconds()
    except ValueError:
        return 0
