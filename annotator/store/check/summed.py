"""Verifying all sums: what each row says, how many rows there are, and each text's fingerprint."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Any

from annotator.domain.article import is_text_of
from annotator.domain.change import fold
from annotator.domain.errors import DamageError
from annotator.domain.kinds import KINDS
from annotator.domain.wording import cut
from annotator.store.check.derived import index_problems, list_problems
from annotator.store.check.problem import FILE, NONSENSE, Problem
from annotator.store.check.unreadable import lost, read_rows, reference_problems, unreadable
from annotator.store.file import damaged, naming, sums, tables
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.folding import to_fold

_ALL = 5000
FEW = 500
"""How many rows are read at once where others wait to write."""
_ALTERED = f"is damaged: {damaged.ALTERED}"
_INDEXED = "SELECT count(*) FROM text_fts_docsize WHERE id > ? LIMIT ?"


def refuse_damage(database: Database, *, texts: bool = True, index: bool = False) -> None:
    """Raise a `DamageError` that names the first row whose sum is another.

    `texts` is whether the texts are looked at, and what is counted of the records; `index` whether
    the search index is compared with them.
    """
    for batch in in_batches(database, _ALL, texts=texts):
        for problem in batch:
            raise refusal(problem)
    for problem in reference_problems(database) if texts else ():
        raise refusal(problem.named(database))
    for problem in list_problems(database) if texts else ():
        raise refusal(problem)
    for problem in index_problems(database) if index else ():
        raise refusal(problem)


def refusal(problem: Problem) -> DamageError:
    """Return the refusal that a problem comes to."""
    if problem.kind == FILE:
        return damaged.file("The project", problem.message)
    called = damaged.the_record(problem.kind, problem.record, problem.name, problem.article)
    return DamageError(f"{called} {problem.message}.")


def first_damaged(database: Database) -> Problem | None:
    """Return the first record, edit or text that is damaged, if one can be told."""
    batches = in_batches(database, _ALL)
    with suppress(*NONSENSE):
        return next((one for batch in batches for one in batch if one.record), None)
    return None


def sum_problems(database: Database) -> Iterator[Problem]:
    """Yield every row whose sum is another, every text that is another, and rows that are lost."""
    for batch in in_batches(database, _ALL):
        yield from batch


def in_batches(
    database: Database, rows: int = FEW, *, texts: bool = True
) -> Iterator[Iterable[Problem]]:
    """Yield what is wrong, a few rows at a time: between them nothing is kept open.

    What is wrong is named only when it is asked for, which may take longer than finding it.
    """
    for batch in _looked_through(database, rows, texts=texts):
        yield (problem.named(database) for problem in batch)


def _looked_through(database: Database, rows: int, *, texts: bool) -> Iterator[Iterable[Problem]]:
    for kind in KINDS:
        names = [f'"{column.name}"' for column in tables.columns(kind)]
        yield from _table(database, kind, names, rows)
    edit = [*log.EditRow.__struct_fields__, "changes"]
    yield from _table(database, "edit", edit, rows)
    yield from _hollow_edits(database, rows)
    change = ["edit", "kind", "record", "before", "after"]
    yield from _table(database, "change", change, rows)
    yield from _table(database, "withheld", ["kind", "record", '"values"'], rows)
    yield from _table(database, "brought", ["merge", "edit"], rows)
    columns = ["via", "kind", "record", "attribute", "ours", "theirs", "kept"]
    yield from _table(database, "conflict", columns, rows)
    if texts:
        yield from _texts(database, max(1, rows // 20))


def _table(
    database: Database, table: str, names: Sequence[str], rows: int
) -> Iterator[Iterable[Problem]]:
    """Look through a table; where it ends before its tally, rows are lost."""
    sql = (
        f'SELECT rowid, {", ".join(names)}, "sum" FROM "{table}" '  # noqa: S608 - names of our own
        "WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    tally = sums.tally(database, table)
    counting = cache(lambda: counted_edits(database))
    last, count, total, found = -(2**63), 0, 0, False
    while (batch := read_rows(database, sql, last, rows)) != []:
        if batch is None:
            yield list(unreadable(database, table, names, last, rows))
            return
        if _goes_back(batch, last):
            yield [_out_of_order(table)]
            return
        wrong = [row for row in batch if sums.row_sum(row[1:-1]) != row[-1]]
        found = found or bool(wrong)
        yield map(partial(_problem, database, counting, table, names), (row[1:-1] for row in wrong))
        last, count = batch[-1][0], count + len(batch)
        total += sum(row[-1] for row in batch if isinstance(row[-1], int))
    # Where somebody wrote meanwhile, what was counted is of two states.
    if not found and tally != (count, total) and tally == sums.tally(database, table):
        yield [*lost(database, table), _miscounted(table, count, tally[0])]


def _out_of_order(table: str) -> Problem:
    return Problem(FILE, "", f"its {damaged.part_words(table)} lie in no order")


def _number(cell: object) -> str:
    """Return what should be a number, for people."""
    if cell is None:
        return "an unknown number"
    return f"{cell:,}" if isinstance(cell, int) else f"“{cut(str(cell), 20)}”"


def _miscounted(table: str, count: int, written: object) -> Problem:
    parts = damaged.part_words(table)
    if count == written:
        return Problem(FILE, "", f"some of its {parts} are not as they were saved last")
    return Problem(FILE, "", f"it has {count:,} {parts} where {_number(written)} were saved")


def _goes_back(batch: Sequence[Any], last: int) -> bool:
    """Tell whether a table would be read for ever, as where its pages are not where they belong."""
    return batch[-1][0] <= last


def _problem(
    database: Database,
    counting: Callable[[], CountedEdits],
    table: str,
    names: Sequence[str],
    cells: Sequence[Any],
) -> Problem:
    """Name the record that a row is of, its article, and the fields that differ from history."""
    of = dict(zip((name.strip('"') for name in names), cells, strict=True))
    if table in KINDS:
        ident = damaged.cell(of["id"])
        found = naming.named(database, table, ident, of)
        fields = _differing(database, counting, table, cells)
        message = f"is damaged in {fields}" if fields else _ALTERED
        return Problem(table, ident, message, found.name, found.article)
    if table == "edit":
        return Problem("edit", damaged.cell(of["id"]), _ALTERED)
    what = {
        "change": "has a damaged change in its history",
        "withheld": "is withheld with damaged values",
        "conflict": "has a damaged conflict",
        "brought": "has a damaged note of being brought in",
    }[table]
    kind, ident = of.get("kind", "edit"), of.get("record", of.get("edit"))
    return Problem(damaged.cell(kind) or damaged.SOME, damaged.cell(ident), what)


def _differing(
    database: Database, counting: Callable[[], CountedEdits], kind: str, cells: Sequence[Any]
) -> str:
    """Return the names of the cells that are not what the history makes of the record."""
    columns = tables.columns(kind)
    record = dict(zip((column.name for column in columns), cells, strict=True))["id"]
    with suppress(DamageError, ValueError, TypeError, LookupError):
        folded = fold(to_fold(database, counting(), [str(record)]))
        values = folded.get((kind, str(record)))
        if values is not None:
            wanted = tables.to_row(kind, values)
            pairs = zip(columns, cells, wanted, strict=True)
            return ", ".join(
                words
                for column, is_, was in pairs
                if is_ != was
                for words in damaged.fields_in_words(column.name, is_, was)
            )
    return ""


def _hollow_edits(database: Database, rows: int) -> Iterator[list[Problem]]:
    sql = (
        "SELECT n, id, changes, (SELECT count(*) FROM change WHERE edit = e.id) FROM edit e "
        "WHERE n > ? ORDER BY n LIMIT ?"
    )
    last = -(2**63)
    while (batch := read_rows(database, sql, last, rows)) != []:
        if batch is None:
            yield [Problem(FILE, "", "some of its changes can't be read")]
            return
        if _goes_back(batch, last):
            return  # which the table of edits was told of
        yield [
            Problem("edit", edit, f"has {_number(there)} of its {_number(changes)} changes")
            for _, edit, changes, there in batch
            if there != changes
        ]
        last = batch[-1][0]


def _texts(database: Database, rows: int) -> Iterator[list[Problem]]:
    sql = "SELECT n, sha256, body FROM text WHERE n > ? ORDER BY n LIMIT ?"
    tally = sums.tally(database, "text")
    last, count, total = -(2**63), 0, 0
    while (batch := read_rows(database, sql, last, rows)) != []:
        if batch is None:
            yield list(unreadable(database, "text", ["sha256", "body"], last, rows))
            return
        if _goes_back(batch, last):
            yield [_out_of_order("text")]
            return
        yield [
            Problem("text", str(sha256), "is not the text that it was")
            for _, sha256, body in batch
            if not is_text_of(body, sha256)
        ]
        last, count = batch[-1][0], count + len(batch)
        total += sum(sums.row_sum((row[1],)) for row in batch)
    if tally != (count, total) and tally == sums.tally(database, "text"):
        yield [*lost(database, "text"), _miscounted("text", count, tally[0])]
    indexed = read_rows(database, _INDEXED, -1, 1)
    if indexed is None:
        yield [Problem(FILE, "", "its search index can't be read")]
    elif indexed[0][0] != count:
        yield [Problem(FILE, "", "its search index has not the texts that the file has")]
