"""The rows of pages to be read: articles with their labels in colours and in the margin."""

from annotator.formats.format import EVERYTHING, Exporter, Format, Part, Purpose
from annotator.formats.outgoing.reading import writing

_HELD = EVERYTHING - {
    *(Part.STATUSES, Part.EXCLUDED, Part.ROLES, Part.RUNS, Part.PROVENANCE, Part.COMMENTS),
    *(Part.ASSIGNMENTS, Part.TIMES),
}

READING: tuple[Format, ...] = (
    Format(
        id="pages-html",
        name="Annotated articles (HTML)",
        suffixes=(".html",),
        exports=Exporter(
            title="HTML: articles with coloured labels, to read and print",
            about=(
                "For reading, showing and printing: labels in their colours, with "
                "notes in the margin and a legend."
            ),
            suffix=".html",
            purpose=Purpose.READING,
            write=writing.write_html,
            preview=writing.preview,
            holds=_HELD,
            losses=writing.losses,
            options=writing.OPTIONS,
        ),
    ),
    Format(
        id="pages-pdf",
        name="Annotated articles (PDF)",
        suffixes=(".pdf",),
        exports=Exporter(
            title="PDF: articles with coloured labels, on paper",
            about=(
                "For printing and handing in: labels in their colours, with notes in "
                "the margin and a legend."
            ),
            suffix=".pdf",
            purpose=Purpose.READING,
            write=writing.write_pdf,
            preview=writing.preview,
            holds=_HELD,
            losses=writing.losses,
            options=writing.OPTIONS,
        ),
    ),
)
