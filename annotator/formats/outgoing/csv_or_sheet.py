"""Tables that are written as CSV or as the one sheet of a spreadsheet, from the same typed rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.formats.csv.cells import neutralised
from annotator.formats.csv.columns import Cell
from annotator.formats.csv.separators import CsvLayout, csv_layout, fraction_cell, layout_writer
from annotator.formats.files.atomic import written_beside
from annotator.formats.selection import Selection
from annotator.formats.xlsx.sheets import TypedColumn, written_book

Row = Sequence[Cell | float | None]
"""The cells of a row: texts, numbers, truths, or nothing."""


def write_csv_table(
    path: Path, selection: Selection, columns: Sequence[TypedColumn], rows: Iterable[Row]
) -> None:
    """Write a heading and rows as CSV, laid out as it was chosen."""
    names = [one.name for one in columns]
    layout = csv_layout(selection)
    with written_beside(path) as (file,):
        writer = layout_writer(file, selection, names, frozenset())
        writer.writerow(names)
        for row in rows:
            cells = [_laid_out(one, layout) for one in row]
            if selection.for_spreadsheet:
                cells = [neutralised(one) if isinstance(one, str) else one for one in cells]
            writer.writerow(cells)


def _laid_out(cell: Cell | float | None, layout: CsvLayout) -> Cell | float:
    return fraction_cell(cell, layout) if isinstance(cell, float) else csv_cell(cell)


def csv_cell(cell: Cell | float | None) -> Cell:
    """Return a cell as CSV has it: whole numbers without a point, nothing as an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    return cell


def write_sheet_table(
    path: Path, name: str, columns: Sequence[TypedColumn], rows: Iterable[Row]
) -> None:
    """Write a heading and rows as a spreadsheet with one sheet."""
    with written_beside(path) as (file,), written_book(file) as book:
        sheet = book.add(name, columns)
        for row in rows:
            sheet.write(row)
