"""The rows of other programs' labels: they stand before all that could take them for texts."""

from annotator.formats.format import Format, Importer
from annotator.formats.labels import brat

LABELS: tuple[Format, ...] = (
    Format(
        id="brat",
        name="brat",
        suffixes=brat.SUFFIXES,
        imports=Importer(
            read=brat.read,
            kinds=("brat",),
            annotated=True,
            recognises=brat.recognises,
            labels=brat.labels,
            along=brat.along,
        ),
    ),
)
