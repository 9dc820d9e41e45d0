"""The rows of tools whose projects hold texts with labels."""

from annotator.formats.format import (
    DATASET,
    NOT_IN_TOOLS,
    Exporter,
    Format,
    Importer,
    Part,
    Purpose,
)
from annotator.formats.labels import dna, qualcoder, refi, taguette, uima, webanno_tsv
from annotator.formats.outgoing.first_files import first_files
from annotator.formats.outgoing.research import dna as to_dna
from annotator.formats.outgoing.research import refi as to_refi
from annotator.formats.outgoing.research import uima as to_uima
from annotator.formats.outgoing.research import webanno
from annotator.formats.outgoing.research.plain_labels import preview

TOOLS: tuple[Format, ...] = (
    Format(
        id="uima-xmi",
        name="UIMA CAS XMI (INCEpTION)",
        suffixes=uima.SUFFIXES,
        imports=Importer(
            read=uima.read,
            kinds=("UIMA XMI (INCEpTION)",),
            annotated=True,
            recognises=uima.recognises,
            labels=uima.labels,
            along=uima.along,
        ),
        exports=Exporter(
            title="UIMA CAS XMI: INCEpTION’s folders, a file per coder",
            about=(
                "For carrying on in INCEpTION or WebAnno, and for programs on UIMA; "
                "the types come with it."
            ),
            suffix="",
            purpose=Purpose.RESEARCH,
            write=to_uima.write,
            preview=preview,
            files=first_files(to_uima.write),
            losses=to_uima.losses,
            holds=DATASET - NOT_IN_TOOLS,
            folder=True,
        ),
    ),
    Format(
        id="webanno-tsv",
        name="WebAnno TSV",
        suffixes=webanno_tsv.SUFFIXES,
        imports=Importer(
            read=webanno_tsv.read,
            kinds=("WebAnno TSV",),
            annotated=True,
            recognises=webanno_tsv.recognises,
            labels=webanno_tsv.labels,
        ),
        exports=Exporter(
            title="WebAnno TSV 3.3: a folder per article, a file per coder",
            about="For WebAnno, INCEpTION and scripts that read its table of tokens.",
            suffix="",
            purpose=Purpose.RESEARCH,
            write=webanno.write,
            preview=webanno.preview,
            files=first_files(webanno.write),
            losses=webanno.losses,
            holds=DATASET - NOT_IN_TOOLS - {Part.WHOLE_ARTICLE, Part.METADATA},
            folder=True,
        ),
    ),
    Format(
        id="refi-qda",
        name="REFI-QDA",
        suffixes=refi.SUFFIXES,
        imports=Importer(
            read=refi.read,
            kinds=("REFI-QDA",),
            annotated=True,
            recognises=refi.recognises,
            labels=refi.labels,
        ),
        exports=Exporter(
            title="REFI-QDA: a project for MAXQDA, NVivo, ATLAS.ti, QualCoder",
            about=(
                "For carrying on in a program for qualitative analysis, with codes, "
                "notes, links and variables."
            ),
            suffix=".qdpx",
            purpose=Purpose.RESEARCH,
            write=to_refi.write,
            preview=preview,
            losses=to_refi.losses,
            holds=DATASET - NOT_IN_TOOLS | {Part.ARTICLE_NOTES},
            options=(to_refi.ANSWER_CODES,),
        ),
    ),
    Format(
        id="qualcoder",
        name="QualCoder",
        suffixes=qualcoder.SUFFIXES,
        imports=Importer(
            read=qualcoder.read,
            kinds=("QualCoder",),
            annotated=True,
            recognises=qualcoder.recognises,
            labels=qualcoder.labels,
            along=qualcoder.along,
        ),
    ),
    Format(
        id="taguette",
        name="Taguette",
        suffixes=taguette.SUFFIXES,
        imports=Importer(
            read=taguette.read,
            kinds=("Taguette",),
            annotated=True,
            recognises=taguette.recognises,
            labels=taguette.labels,
        ),
    ),
    Format(
        id="dna",
        name="DNA (Discourse Network Analyzer)",
        suffixes=dna.SUFFIXES,
        imports=Importer(
            read=dna.read,
            kinds=("DNA",),
            annotated=True,
            recognises=dna.recognises,
            labels=dna.labels,
        ),
        exports=Exporter(
            title="DNA: a database of statements, for discourse networks",
            about=(
                "For the Discourse Network Analyzer: statements with who says them, "
                "whom they name and where they stand."
            ),
            suffix=".dna",
            purpose=Purpose.RESEARCH,
            write=to_dna.write,
            preview=preview,
            losses=to_dna.losses,
            holds=DATASET - NOT_IN_TOOLS - {Part.WHOLE_ARTICLE, Part.FRAGMENTS}
            | {Part.ARTICLE_NOTES},
            options=(to_dna.LOGIN,),
        ),
    ),
)
