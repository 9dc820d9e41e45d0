"""Tables that are written for spreadsheets and scripts, beside the datasets."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.batches import batched
from annotator.formats.files.atomic import written_beside

_AT_ONCE = 1000  # rows


def write_table(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows, their heading first, as CSV; raise a `UserError` when that can't be."""
    with written_beside(path) as (file,):
        for few in batched(rows, _AT_ONCE):
            text = io.StringIO(newline="")
            csv.writer(text).writerows(few)
            file.write(text.getvalue().encode())
