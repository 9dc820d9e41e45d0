"""Spreadsheets (XLSX): each row of a sheet is one article, with its metadata beside the text."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.csv.heading import LOOKED_AT, heading_of
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.headings import DATES, checked_mapping, known_names
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Told
from annotator.formats.tables.plan import SAMPLE, Cells, planned
from annotator.formats.tables.rows import Table, told_apart, written
from annotator.formats.xlsx.workbook import Sheet, day_of, is_serial, sheets_of

SUFFIXES = (".xlsx", ".xlsm")
_NAMED = 10


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a spreadsheet, whatever its name."""
    return "xl/workbook.xml" in glimpse.members


def mapping_of(path: Path, options: ReadOptions) -> Mapping[str, str]:
    """Return what each column of the sheets is taken for; raise a `UserError`."""
    found: dict[str, str] = {}
    for one in _tables(path, options).read:
        found |= {column: one.table.plan.mapping[column] for column in one.header} | found
    return found


def lists(path: Path, options: ReadOptions) -> bool:
    """Tell whether no sheet has texts, but one says of which articles it is."""
    try:
        tables = _tables(path, options)
    except UserError:
        return False
    return any(one.table.plan.listed for one in tables.read) and all(
        one.table.plan.listed for one in tables.read
    )


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield an article for each row of the sheets with texts, and what is left aside."""
    try:
        tables = _tables(path, options)
        tables.read[0].table.check()
    except UserError as error:
        yield error if error.where else error.at(path.name)
        return
    if tables.aside:
        count = len(tables.aside)
        names = enumerated([f"“{one}”" for one in tables.aside[:_NAMED]])
        more = ", …" if count > _NAMED else ""
        message = (
            f"{counted(count, 'sheet')} {noun(count, 'is', 'are')} left aside, hidden or"
            f" without a column of texts: {names}{more}."
        )
        yield Told(path.name, message)
    for one in tables.read:
        yield from one.found()


class _SheetTable(msgspec.Struct, frozen=True):
    """A sheet whose heading was found."""

    place: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[Any]]]
    table: Table
    above: Told | None

    @property
    def has_articles(self) -> bool:
        try:
            self.table.check()
        except UserError:
            return False
        return True

    def found(self) -> Iterator[Found]:
        if self.above is not None:
            yield self.above
        yield from self.table.plan.told(self.place)
        for number, row in self.rows:
            where = f"{self.place}, row {number}"
            yield self.table.taken(where, _dated(_cells(self.header, row), self.table.plan.mapping))


class _Tables(msgspec.Struct, frozen=True):
    """The sheets of a spreadsheet that are read, at least one, and the names of the others."""

    read: list[_SheetTable]
    aside: list[str]


def _tables(path: Path, options: ReadOptions) -> _Tables:
    sheets, aside = sheets_of(bounded_bytes(path), path.name)
    filled = [one for one in sheets if one.rows]
    if not filled:
        raise UserError("No sheet that one sees has anything in it.", where=path.name)
    given = options.mapping or {}
    everywhere = {column for one in filled for column in _header(one)[0]}
    _check_given(given, everywhere, path.name)
    tables = [_sheet_table(path, one, options, several=len(sheets) > 1) for one in filled]
    read = [one for one in tables if one.has_articles]
    if not read:
        return _Tables(tables[:1], aside)
    named = [one for one in read if len(one.header) > 1 or known_names(one.header)]
    # One column of a name that says nothing is a remark, where there are tables beside it.
    read = named or read
    if any(not one.table.plan.listed for one in read):
        read = [one for one in read if not one.table.plan.listed]
    left = [one.name for one, made in zip(filled, tables, strict=True) if made not in read]
    return _Tables(read, [*left, *aside])


def _check_given(given: Mapping[str, str], everywhere: set[str], where: str) -> None:
    for column in given:
        if column not in everywhere:
            try:
                checked_mapping(sorted(everywhere), {column: given[column]})
            except UserError as error:
                raise error.at(where) from None


def _sheet_table(path: Path, sheet: Sheet, options: ReadOptions, *, several: bool) -> _SheetTable:
    place = f"{path.name}, sheet “{sheet.name}”" if several else path.name
    try:
        header, at = _header(sheet)
        given = {c: t for c, t in (options.mapping or {}).items() if c in header}
        body = sheet.rows[at + 1 :] if at is not None else sheet.rows
        sample = [_cells(header, row) for _, row in body[:SAMPLE]]
        plan = planned(header, msgspec.structs.replace(options, mapping=given), sample)
    except UserError as error:
        raise error.at(place) from None
    first = [(n, [written(one) for one in row]) for n, row in sheet.rows[:LOOKED_AT]]
    above = heading_of([row for _, row in first]).told(first, place) if at else None
    table = Table(path=path, plan=plan, encoding="")
    return _SheetTable(place, header, body, table, above)


def _header(sheet: Sheet) -> tuple[tuple[str, ...], int | None]:
    """Return the columns' names, and at which of the rows they stand, if at any."""
    first = [_trimmed([written(one) for one in row]) for _, row in sheet.rows[:LOOKED_AT]]
    at = heading_of(first).at
    if at is None:
        return ("text",), None
    return told_apart(first[at]), at


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _cells(header: Sequence[str], row: Sequence[Any]) -> Cells:
    return dict(zip(header, row, strict=False))


def _dated(cells: Cells, mapping: Mapping[str, str]) -> Cells:
    """Return the cells with numbers that are days, in a column of days, as days."""
    return {
        column: day_of(cell) if mapping.get(column) in DATES and is_serial(cell) else cell
        for column, cell in cells.items()
    }
