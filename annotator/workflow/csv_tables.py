"""Tables that are written for spreadsheets and scripts, beside the datasets."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.formats.csv.cells import csv_writer, neutralised
from annotator.formats.files.atomic import written_beside


def write_table(
    path: Path, rows: Iterable[Sequence[Any]], *, for_spreadsheet: bool = False
) -> None:
    """Write rows, their heading first, as CSV; raise a `UserError` when that can't be.

    For a spreadsheet, what it would run as a formula is disarmed.
    """
    with written_beside(path) as (file,):
        writer = csv_writer(file, for_spreadsheet=for_spreadsheet)
        for row in rows:
            writer.writerow([neutralised(cell) for cell in row] if for_spreadsheet else row)
