"""The listed annotations as CSV, in the order in which they are listed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.annotation import JOINT
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.formats.csv.cells import csv_writer, neutralised
from annotator.formats.files.atomic import written_beside
from annotator.store.project import Project
from annotator.store.reading.label_listing import LabelRow
from annotator.workflow.label_cells import answers_in_words, code_of, is_gold

COLUMNS = (
    *("annotation", "code", "coder", "layer", "article", "title", "outlet", "start", "end"),
    *("text", "answers", "actors", "note", "origin", "codebook_version", "created", "modified"),
)
_AT_ONCE = 500


def write_labels(
    project: Project,
    path: Path,
    numbers: Sequence[int],
    visibility: Visibility,
    progress: Progress = no_progress,
    *,
    for_spreadsheet: bool = False,
) -> str:
    """Write the annotations with these numbers, and say how many: "3 annotations".

    What may not be seen is left out. No more than a page of them is held at once.
    """
    book = project.codebook()
    handles = {one.id: one.handle for one in project.find(Coder)}
    count = 0
    with written_beside(path) as (file,):
        writer = csv_writer(file, for_spreadsheet=for_spreadsheet)
        writer.writerow(COLUMNS)
        for page in _pages(numbers):
            progress(count, len(numbers))
            rows = project.labels.rows(page, visibility)
            for number in page:
                if number in rows:
                    cells = _cells(book, handles, rows[number])
                    writer.writerow([neutralised(x) if for_spreadsheet else x for x in cells])
                    count += 1
    return counted(count, "annotation")


def _pages(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), _AT_ONCE):
        yield numbers[first : first + _AT_ONCE]


def _cells(book: Codebook, handles: dict[str, str], row: LabelRow) -> list[Any]:
    one = row.annotation
    return [
        one.id,
        code_of(book, row).id,
        handles.get(one.coder, one.coder),
        "gold" if is_gold(row) else "coder",
        one.article,
        row.title,
        row.outlet,
        "" if one.start is None else one.start,
        "" if one.end is None else one.end,
        JOINT.join(one.texts),
        answers_in_words(book, row),
        "|".join(row.actors),
        one.note,
        one.origin.value,
        one.codebook_version,
        one.created,
        one.modified,
    ]
