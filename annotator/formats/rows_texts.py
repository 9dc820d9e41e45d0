"""The rows of labels by their words alone: they stand after other programs', before all else."""

from annotator.formats.format import Format, Importer
from annotator.formats.labels.by_text import reading

TEXTS: tuple[Format, ...] = (
    Format(
        id="labels-by-text",
        name="Labels by their text",
        suffixes=(),
        imports=Importer(
            read=reading.read,
            kinds=("labels by their text",),
            annotated=True,
            encodings=True,
            recognises=reading.recognises,
            labels=reading.labels,
        ),
    ),
)
