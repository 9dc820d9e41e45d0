"""Writing the figures on the quality of suggestions to a file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from annotator.formats.files.atomic import written_beside
from annotator.workflow.csv_tables import write_table
from annotator.workflow.suggesting.quality.records import (
    Acceptance,
    Quality,
    QualityFigure,
    QualityPoint,
    ScoreBand,
)

TABLES = ("figures", "curve", "scores", "decisions")
"""The tables that one file holds; its column `table` tells of which one a row is."""
_KINDS = (QualityFigure, QualityPoint, ScoreBand, Acceptance)
COLUMNS = tuple(
    dict.fromkeys(("table", *(name for kind in _KINDS for name in kind.__struct_fields__)))
)


def quality_rows(quality: Quality, decided: Iterable[Acceptance] = ()) -> list[dict[str, Any]]:
    """Return all figures as flat rows, which pandas takes; `table` says of which table each is."""
    parts: Mapping[str, Iterable[msgspec.Struct]] = {
        "figures": quality.figures,
        "curve": quality.curve,
        "scores": quality.bands,
        "decisions": decided,
    }
    return [
        {"table": name, **msgspec.to_builtins(one)} for name, own in parts.items() for one in own
    ]


def write_quality(path: Path, quality: Quality, decided: Iterable[Acceptance] = ()) -> None:
    """Write all figures: JSON if the file's name ends in `.json`, or else CSV.

    In a CSV what a table has no column for is empty. Raises a `UserError` when that can't be.
    """
    rows = quality_rows(quality, decided)
    if path.suffix.lower() != ".json":
        write_table(path, [COLUMNS, *([row.get(name) for name in COLUMNS] for row in rows)])
        return
    with written_beside(path) as (file,):
        file.write(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
