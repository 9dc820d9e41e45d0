"""The rows of tools whose projects hold texts with labels."""

from annotator.formats.format import Format, Importer
from annotator.formats.labels import dna, qualcoder, refi, taguette, uima, webanno_tsv

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
    ),
)
