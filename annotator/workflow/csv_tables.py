"""Tables that are written for spreadsheets and scripts, beside the datasets."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.formats.files.atomic import written_beside


def write_table(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows, their heading first, as CSV; raise a `UserError` when that can't be."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    with written_beside(path) as (file,):
        file.write(text.getvalue().encode())
