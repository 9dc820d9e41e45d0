"""What a table of statements leaves out, in sentences."""

from collections.abc import Iterator

import msgspec

from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.dataset import Dataset
from annotator.formats.metadata import metadata_left_out
from annotator.formats.outgoing.statements.events import EVENT_META, agreement, event_time
from annotator.formats.outgoing.statements.roles import StatementReading, statement_reading
from annotator.formats.outgoing.statements.taking import StatementTaking
from annotator.formats.selection import Selection


class _Figures(msgspec.Struct):
    """What there is of a dataset's statements, and what of them is not said."""

    statements: int = 0
    others: int = 0
    speakerless: int = 0
    neither: int = 0
    undated: int = 0
    layers: set[str] = msgspec.field(default_factory=set[str])


def _figures(dataset: Dataset, reading: StatementReading) -> _Figures:
    found = _Figures()
    taking = StatementTaking(dataset, reading)
    for labelled in dataset.labelled():
        stated = list(taking.of(labelled))
        found.statements += len(stated)
        found.others += len(labelled.annotations) - len(stated)
        found.speakerless += sum(not one.speakers for one in stated)
        found.neither += sum(agreement(one.polarity) == "" for one in stated)
        if not event_time(str(labelled.article.meta.get("published", ""))):
            found.undated += len(stated)
        found.layers.update(dataset.layer(one.annotation) for one in stated)
    return found


def table_losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what the table of statements leaves out of the selection."""
    reading = statement_reading(dataset.codebook, selection)
    yield from _common(_figures(dataset, reading), reading)


def event_losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what an event list leaves out of the selection."""
    reading = statement_reading(dataset.codebook, selection)
    found = _figures(dataset, reading)
    yield from _common(found, reading)
    if found.neither:
        yield (
            f"{counted(found.neither, 'statement')} {noun(found.neither, 'is', 'are')} neither for "
            "nor against, and will have no agreement."
        )
    yield from metadata_left_out(dataset.articles, EVENT_META, "column")
    if found.undated:
        yield f"{counted(found.undated, 'statement')} will have no time: no day is known."


def _common(found: _Figures, reading: StatementReading) -> Iterator[str]:
    codes = [one.code.id for one in reading.spoken]
    if not codes:
        yield "The codebook has no code whose annotations could be statements."
        return
    if found.others:
        yield (
            f"Rows are annotations of {enumerated(codes)}: {counted(found.others, 'other')} will "
            "only be there as what statements lead to, or are over."
        )
    if found.speakerless:
        yield f"{counted(found.speakerless, 'statement')} will have nobody who says it."
    if len(found.layers) > 1:
        yield (
            f"Statements of {counted(len(found.layers), 'layer')} will be there side by side; "
            "choose one, or gold, to have each thing once."
        )
