"""Whether answers to fields are suggested, how good they would be, and why they are not."""

from collections.abc import Iterable

from annotator.analysis.suggest.bar import FEWEST_LABELS, Shown
from annotator.domain.wording import percent
from annotator.workflow.suggesting.answers import AnswerStanding
from annotator.workflow.suggesting.quality.tables import (
    NOTHING,
    Cell,
    FigureSheet,
    SheetColumn,
    SheetRow,
    share,
)

_ANSWERS = (
    SheetColumn("Field", "What is asked, with its code", 170, is_number=False),
    SheetColumn("Suggested", "Whether answers are suggested, and to which share of the labels", 76),
    SheetColumn("Right", "Which share of all held-out labels was answered right", 56),
    SheetColumn("Of these", "Which share of those was right that would have been suggested", 64),
    SheetColumn("At least", "The lower end of its interval, which has to reach the bar", 64),
    SheetColumn("Labels", "The labels that it is measured by: none that was suggested", 60),
    SheetColumn("By number of labels", "How often what is learned is right", 170, is_number=False),
    SheetColumn("Why", "Why answers are suggested, or are not", 420, is_number=False),
)


def answer_table(standings: Iterable[AnswerStanding]) -> FigureSheet:
    """Return a row for each field that could be answered, those that are come first."""
    return FigureSheet(_ANSWERS, tuple(map(_row, in_order(standings))))


def in_order(standings: Iterable[AnswerStanding]) -> list[AnswerStanding]:
    """Return the fields as the table has them."""
    return sorted(standings, key=lambda one: not one.is_suggested)


def _row(one: AnswerStanding) -> SheetRow:
    found = one.shown if one.shown is not None and one.shown.labels >= FEWEST_LABELS else None
    curve = ", ".join(f"{point.labels:,}: {share(point.right)}" for point in one.curve)
    surest = ", ".join(f"{point.labels:,}: {share(point.surest)}" for point in one.curve)
    cells = (
        Cell(f"{one.code.name} · {one.field.name}", one.why),
        Cell(percent(found.share) if found is not None and one.is_suggested else "no", one.why),
        Cell(share(found.right if found is not None else None), one.why),
        *_of_suggested(found if one.is_suggested else None),
        Cell(f"{one.shown.labels:,}" if one.shown is not None else NOTHING, one.why),
        Cell(curve, f"All of them: {curve}. The surest fifth: {surest}." if curve else ""),
        Cell(one.why, one.why),
    )
    return SheetRow(cells)


def _of_suggested(found: Shown | None) -> tuple[Cell, Cell]:
    """Return how often those are right that are suggested."""
    if found is None:
        return Cell(NOTHING), Cell(NOTHING)
    said = f"{percent(found.right_shown)} were right, surely {percent(found.low)}"
    return Cell(share(found.right_shown), said), Cell(share(found.low), said)
