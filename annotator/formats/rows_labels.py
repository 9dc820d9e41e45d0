"""The rows of other programs' labels: they stand before all that could take them for texts."""

from annotator.formats.format import Format, Importer
from annotator.formats.labels import (
    brat,
    conll,
    doccano,
    label_studio,
    own_table,
    prodigy,
    spacy,
    web_annotations,
)

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
    Format(
        id="conll",
        name="CoNLL, BIO",
        suffixes=conll.SUFFIXES,
        imports=Importer(
            read=conll.read,
            kinds=("CoNLL",),
            annotated=True,
            encodings=True,
            recognises=conll.recognises,
            labels=conll.labels,
        ),
    ),
    Format(
        id="spacy",
        name="spaCy",
        suffixes=spacy.SUFFIXES,
        imports=Importer(
            read=spacy.read,
            kinds=("spaCy",),
            annotated=True,
            recognises=spacy.recognises,
            labels=spacy.labels,
        ),
    ),
    Format(
        id="annotations-csv",
        name="Annotations (CSV)",
        suffixes=(),
        imports=Importer(
            read=own_table.read,
            kinds=("CSV with annotations",),
            annotated=True,
            encodings=True,
            recognises=own_table.recognises,
            labels=own_table.labels,
        ),
    ),
)
