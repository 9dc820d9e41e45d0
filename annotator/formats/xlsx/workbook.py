"""Reads the sheets of a spreadsheet, after a look at how large they say that they are."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.zips import BoundedZip, opened_zip

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_CELLS = 4_000_000
"""How many cells a sheet may span, empty ones among them: each takes room when it is read."""
LARGEST_SHEET = 256 * 2**20
"""How many bytes a sheet may have when it is unpacked."""

_SHEET = re.compile(
    r"xl/(?:worksheets|chartsheets|macrosheets|dialogsheets)/.+\.xml", re.IGNORECASE
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_REFERENCE = re.compile(r"([A-Za-z]{1,7})(\d{1,10})")
_DAYS = range(20_000, 80_000)  # serial numbers of the days from 1954 to 2119
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
_SAVE_AGAIN = "Save it again as .xlsx, or as CSV."

Cell = str | int | float | bool | None


class Sheet(msgspec.Struct, frozen=True):
    """A sheet's name and rows, each with its number (from 1); blank rows are left out."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def sheets_of(data: bytes, where: str) -> tuple[list[Sheet], list[str]]:
    """Return the sheets that one sees, and the names of those that are hidden.

    Of formulas there is what was last computed. Raise a `UserError`.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - few need it

    with opened_zip(data, where) as opened:
        _check(opened, where)
    book = _opened(data, where)
    found: list[Sheet] = []
    hidden: list[str] = []
    for n, one in enumerate(book.sheets_metadata):
        if one.typ != SheetTypeEnum.WorkSheet:
            continue
        if one.visible != SheetVisibleEnum.Visible:
            hidden.append(one.name)
            continue
        found.append(Sheet(one.name, list(_rows(book, n, f"{where}, sheet “{one.name}”"))))
    return found, hidden


def day_of(number: float) -> str:
    """Return the day, or moment, that a serial number stands for, in ISO 8601."""
    moment = _EPOCH + dt.timedelta(seconds=round(number * 86_400))
    return moment.date().isoformat() if number == int(number) else _moment(moment)


def is_serial(value: object) -> bool:
    """Tell whether a number is likely a day as spreadsheets count them."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return _DAYS.start <= value < _DAYS.stop


def _opened(data: bytes, where: str) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - few need it

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        remedy = "Take its password off in the spreadsheet program."
        raise UserError("It is locked with a password.", where=where, remedy=remedy) from None
    except (CalamineError, OSError, ValueError) as error:
        message = f"The spreadsheet can’t be read: {error}."
        raise UserError(message, where=where, remedy=_SAVE_AGAIN) from None
    except BaseException as error:  # noqa: BLE001 - what the library's panics are
        raise _panic(error, where) from None


def _rows(book: "CalamineWorkbook", n: int, where: str) -> Iterator[tuple[int, list[Cell]]]:
    from python_calamine import CalamineError  # noqa: PLC0415 - few need it

    try:
        sheet: CalamineSheet = book.get_sheet_by_index(n)
        first, left = sheet.start or (0, 0)
        for number, row in enumerate(sheet.iter_rows(), first + 1):
            cells = [_cell(one) for one in row]
            if any(one not in (None, "") for one in cells):
                yield number, [*[None] * left, *cells]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        message = f"The sheet can’t be read: {error}."
        raise UserError(message, where=where, remedy=_SAVE_AGAIN) from None
    except BaseException as error:  # noqa: BLE001 - what the library's panics are
        raise _panic(error, where) from None


def _panic(error: BaseException, where: str) -> BaseException:
    """Return what a damaged file makes of the library, which ends with no exception of Python's."""
    if type(error).__name__ != "PanicException":
        return error
    return UserError("The spreadsheet is damaged.", where=where, remedy=_SAVE_AGAIN)


def _cell(value: Any) -> Cell:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, dt.timedelta) else value


def _moment(value: dt.datetime) -> str:
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(timespec="seconds" if value.second else "minutes")


# How large the sheets are


def _check(opened: BoundedZip, where: str) -> None:
    """Raise a `UserError` when a sheet spans too many cells, however few it has."""
    for name in opened.names:
        if name.lower().endswith(_PICTURES):
            continue
        data = opened.read(name, LARGEST_SHEET)
        if _SHEET.fullmatch(name) or b"sheetData" in data or data[:2] in _UTF16:
            _check_extent(data, f"{where}, {name}")
        elif b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise UserError("The spreadsheet is damaged.", where=where, remedy=_SAVE_AGAIN)


def _check_extent(data: bytes, where: str) -> None:
    from lxml import etree  # noqa: PLC0415 - few need it

    row = column = cells = 0
    rows: list[int] = []
    columns: list[int] = []
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for event, element in events:
            name = str(element.tag).rpartition("}")[2]
            if event == "end":
                if name == "row":
                    element.clear()
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
                continue
            if name == "row":
                said = element.get("r")
                row = int(said) if said and said.isdecimal() and len(said) < 11 else row + 1
                column = 0
            elif name == "c":
                place = _REFERENCE.fullmatch(element.get("r") or "")
                row, column = _place(place) if place else (row, column + 1)
                cells += 1
                rows = [min([*rows[:1], row]), max([*rows[1:], row])]
                columns = [min([*columns[:1], column]), max([*columns[1:], column])]
    except etree.XMLSyntaxError as error:
        message = f"The spreadsheet is damaged: {error.msg}."
        raise UserError(message, where=where, remedy=_SAVE_AGAIN) from None
    if rows and (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MOST_CELLS:
        message = f"The sheet spans more than {MOST_CELLS:,} cells, of which it has {cells:,}."
        remedy = "Delete what stands far from the table, or save the table as CSV."
        raise UserError(message, where=where, remedy=remedy)


def _place(found: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
