"""The rows of other programs' labels: they stand before all that could take them for texts."""

from annotator.formats.format import (
    DATASET,
    NOT_IN_TOOLS,
    Exporter,
    Format,
    Importer,
    Part,
    Purpose,
)
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
from annotator.formats.outgoing import doccano as doccano_out
from annotator.formats.outgoing import prodigy as prodigy_out
from annotator.formats.outgoing.brat import writing as brat_out
from annotator.formats.outgoing.conll import writing as conll_out
from annotator.formats.outgoing.first_files import first_files
from annotator.formats.outgoing.label_studio import writing as label_studio_out
from annotator.formats.outgoing.research import web_annotations as to_web_annotations
from annotator.formats.outgoing.spacy import writing as spacy_writing

_LABELLED = frozenset(
    (Part.EMPTY_ARTICLES, Part.TEXTS, Part.LINKS, Part.FRAGMENTS, Part.OVERLAPS, Part.NOTES)
)
"""What programs for labelling hold, be it in part."""

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
        exports=Exporter(
            title="brat: a folder of texts with their labels beside them",
            about=(
                "For labelling on in brat: a folder for each coder, with the codes and "
                "their colours."
            ),
            suffix="",
            purpose=Purpose.MACHINE_LEARNING,
            write=brat_out.write,
            preview=brat_out.preview,
            files=first_files(brat_out.write),
            losses=brat_out.losses,
            holds=_LABELLED | {Part.FIELDS},
            folder=True,
            options=brat_out.OPTIONS,
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
        exports=Exporter(
            title="doccano: a line for each coder’s labels on an article",
            about=(
                "For labelling on in doccano, whose offsets count characters or UTF-16 "
                "units as its project does."
            ),
            suffix=".jsonl",
            purpose=Purpose.MACHINE_LEARNING,
            write=doccano_out.write,
            preview=doccano_out.preview,
            losses=doccano_out.losses,
            holds=_LABELLED - {Part.NOTES}
            | {Part.METADATA, Part.ARTICLE_NOTES, Part.WHOLE_ARTICLE},
            options=doccano_out.OPTIONS,
        ),
    ),
    Format(
        id="label-studio",
        name="Label Studio",
        suffixes=(),
        beside=label_studio_out.CONFIGURATION,
        imports=Importer(
            read=label_studio.read,
            kinds=("Label Studio",),
            annotated=True,
            encodings=True,
            recognises=label_studio.recognises,
            labels=label_studio.labels,
        ),
        exports=Exporter(
            title="Label Studio: tasks, and the labelling configuration beside them",
            about=(
                "For labelling on or comparing in Label Studio; programs’ labels "
                "arrive as predictions."
            ),
            suffix=".json",
            purpose=Purpose.MACHINE_LEARNING,
            write=label_studio_out.write,
            preview=label_studio_out.preview,
            losses=label_studio_out.losses,
            holds=_LABELLED | {Part.METADATA, Part.WHOLE_ARTICLE, Part.FIELDS, Part.RUNS},
            options=label_studio_out.OPTIONS,
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
        exports=Exporter(
            title="Prodigy: a line with tokens for each coder’s labels on an article",
            about=(
                "For labelling on or training with Prodigy: spans on tokens, relations and choices."
            ),
            suffix=".jsonl",
            purpose=Purpose.MACHINE_LEARNING,
            write=prodigy_out.write,
            preview=prodigy_out.preview,
            losses=prodigy_out.losses,
            holds=_LABELLED | {Part.METADATA, Part.WHOLE_ARTICLE, Part.FIELDS},
            options=prodigy_out.OPTIONS,
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
        exports=Exporter(
            title="W3C Web Annotations: JSON-LD with the texts beside it",
            about=(
                "For web archives, Recogito and whatever else reads the standard of "
                "the W3C, with links as annotations."
            ),
            suffix="",
            purpose=Purpose.RESEARCH,
            write=to_web_annotations.write,
            preview=to_web_annotations.preview,
            files=first_files(to_web_annotations.write),
            losses=to_web_annotations.losses,
            holds=DATASET - NOT_IN_TOOLS - {Part.METADATA},
            folder=True,
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
        exports=Exporter(
            title="CoNLL, BIO: a folder of files with a token on each line",
            about=(
                "For training taggers: words and their tags in columns, from which the "
                "texts can be put together again."
            ),
            suffix="",
            purpose=Purpose.MACHINE_LEARNING,
            write=conll_out.write,
            preview=conll_out.preview,
            files=first_files(conll_out.write),
            losses=conll_out.losses,
            holds=frozenset((Part.EMPTY_ARTICLES, Part.TEXTS, Part.FRAGMENTS, Part.OVERLAPS)),
            folder=True,
            options=conll_out.OPTIONS,
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
        exports=Exporter(
            title="spaCy: a folder of .spacy files with spans and entities",
            about=(
                "For training with spaCy: span groups of each coder’s labels, entities "
                "and categories."
            ),
            suffix="",
            purpose=Purpose.MACHINE_LEARNING,
            write=spacy_writing.write,
            preview=spacy_writing.preview,
            holds=frozenset(
                {Part.EMPTY_ARTICLES, Part.TEXTS, Part.METADATA, Part.LINKS, Part.FRAGMENTS}
                | {Part.OVERLAPS, Part.WHOLE_ARTICLE, Part.FIELDS, Part.NOTES, Part.DECISIONS}
            ),
            losses=spacy_writing.losses,
            folder=True,
            options=spacy_writing.OPTIONS,
        ),
    ),
    Format(
        id="annotations-csv",
        name="Annotations (CSV, XLSX)",
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
