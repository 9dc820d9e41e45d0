"""What an act costs, in statements and rows instead of seconds: the same on every machine."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Values
from annotator.store.file import connection, tables
from annotator.store.file.database import Database
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="quote", name="Quote"),))
WORDS = "The minister said that prices would rise."
_OPCODES = 10
"""How many instructions SQLite takes between two looks: counting each would cost too much."""


@dataclass
class Cost:
    """What was done meanwhile: each number is to stay the same in a larger project."""

    statements: Counter[str] = field(default_factory=Counter)
    """Statements by their first word, one for each row that is written; `--` are triggers."""
    rows: int = 0
    """Rows that were fetched."""
    decoded: Counter[str] = field(default_factory=Counter)
    """Rows of records that were decoded, by kind."""
    instructions: int = 0
    """What SQLite did for it: a scan that fetches one row is seen here alone."""
    calls: int = 0
    """Calls of the package's functions on this thread."""

    @property
    def sums(self) -> tuple[int, int, int]:
        """Statements, rows and records decoded."""
        return self.statements.total(), self.rows, self.decoded.total()

    def follow(self, conn: sqlite3.Connection) -> None:
        """Count what a connection does from now on."""
        before = conn.row_factory

        def fetched(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> object:
            self.rows += 1
            return row if before is None else before(cursor, row)

        def stepped() -> int:
            self.instructions += _OPCODES
            return 0

        conn.row_factory = fetched
        conn.set_trace_callback(lambda sql: self.statements.update([sql.split(maxsplit=1)[0]]))
        conn.set_progress_handler(stepped, _OPCODES)


@contextmanager
def costs(project: Project, *, calls: bool = False) -> Iterator[Cost]:
    """Count what the project's connection does meanwhile, and those that are opened meanwhile.

    A worker's connection is one of these. `calls` counts those of Python as well, which is slow.
    """
    cost = Cost()
    known = project._database.conn
    connect, before = connection.connect, known.row_factory

    def opened(path: Path, mode: str = "rw", *, patience: int | None = None) -> Database:
        database = connect(path, mode, patience=patience)
        cost.follow(database.conn)
        return database

    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        cost.decoded = decoded(patch)
        patch.setattr(connection, "connect", opened)
        cost.follow(known)
        if calls:
            stack.enter_context(_called(cost))
        yield cost
    with suppress(sqlite3.ProgrammingError):  # closed meanwhile
        known.row_factory = before
        known.set_trace_callback(None)
        known.set_progress_handler(None, 0)


@contextmanager
def _called(cost: Cost) -> Iterator[None]:
    package = str(Path(tables.__file__).parents[2])

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(package):
            cost.calls += 1

    before: Callable[..., object] | None = sys.getprofile()
    sys.setprofile(called)
    try:
        yield
    finally:
        sys.setprofile(before)


@contextmanager
def looks(project: Project) -> Iterator[Counter[str]]:
    """Count the queries of a project's connection meanwhile, under the first word of each."""
    found = Counter[str]()
    connection = project._database.conn
    connection.set_trace_callback(lambda sql: found.update([sql.split(maxsplit=1)[0]]))
    try:
        yield found
    finally:
        connection.set_trace_callback(None)


def decoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count from now on the rows of records that are decoded, by kind."""
    found = Counter[str]()
    decode = tables.from_row

    def count(kind: str, row: Sequence[Any]) -> Values:
        found[kind] += 1
        return decode(kind, row)

    monkeypatch.setattr(tables, "from_row", count)
    return found


def label(project: Project, name: str, articles: int, each: int, coder: str = "ana") -> None:
    """Put articles of that name into a project, with so many labels on each."""
    made = [
        NewArticle(id=f"{name}{n}", title=f"{name} {n}", text=f"{WORDS} {name} {n}")
        for n in range(articles)
    ]
    labels = [
        Annotation(
            id=f"{one.id}-{k}",
            article=one.id,
            code="quote",
            coder=coder_id(coder),
            **anchored(one.text, [(k % 20, k % 20 + 5)]),
        )
        for one in made
        for k in range(each)
    ]
    known = project.get(Coder, coder_id(coder)) is not None
    coders = () if known else (Coder(id=coder_id(coder), handle=coder),)
    project.apply(ImportRecords(articles=tuple(made), records=(*coders, *labels)))
