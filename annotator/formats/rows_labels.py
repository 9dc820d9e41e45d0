"""The rows of other programs' labels: they stand before all that could take them for texts."""

from annotator.formats.format import Format, Importer
from annotator.formats.labels import brat, doccano, label_studio, prodigy, web_annotations

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
    Format(
        id="doccano",
        name="doccano",
        suffixes=(),
        imports=Importer(
            read=doccano.read,
            kinds=("doccano",),
            annotated=True,
            encodings=True,
            recognises=doccano.recognises,
            labels=doccano.labels,
        ),
    ),
    Format(
        id="label-studio",
        name="Label Studio",
        suffixes=(),
        imports=Importer(
            read=label_studio.read,
            kinds=("Label Studio",),
            annotated=True,
            encodings=True,
            recognises=label_studio.recognises,
            labels=label_studio.labels,
        ),
    ),
    Format(
        id="prodigy",
        name="Prodigy",
        suffixes=(),
        imports=Importer(
            read=prodigy.read,
            kinds=("Prodigy",),
            annotated=True,
            encodings=True,
            recognises=prodigy.recognises,
            labels=prodigy.labels,
        ),
    ),
    Format(
        id="web-annotations",
        name="Web annotations (W3C)",
        suffixes=web_annotations.SUFFIXES,
        imports=Importer(
            read=web_annotations.read,
            kinds=("web annotations",),
            annotated=True,
            encodings=True,
            recognises=web_annotations.recognises,
            labels=web_annotations.labels,
            along=web_annotations.along,
        ),
    ),
)
