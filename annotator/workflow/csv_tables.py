"""Tables that are written for spreadsheets and scripts, beside the datasets."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.batches import batched
from annotator.formats.csv.cells import csv_writer, neutralised
from annotator.formats.files.atomic import written_beside

_AT_ONCE = 1000  # rows


def write_table(
    path: Path, rows: Iterable[Sequence[Any]], *, for_spreadsheet: bool = False
) -> None:
    """Write rows, their heading first, as CSV; raise a `UserError` when that can't be.

    For a spreadsheet, what it would run as a formula is disarmed.
    """
    if for_spreadsheet:
        with written_beside(path) as (file,):
            writer = csv_writer(file, for_spreadsheet=True)
            for row in rows:
                writer.writerow([neutralised(cell) for cell in row])
        return
    with written_beside(path) as (file,):
        for few in batched(rows, _AT_ONCE):
            text = io.StringIO(newline="")
            csv.writer(text).writerows(few)
            file.write(text.getvalue().encode())
