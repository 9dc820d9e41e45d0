"""The rows of documents that hold articles: pages, office files, books, mails, feeds, crawls."""

from annotator.formats.documents import docx, epub, feeds, html, mail, mhtml, odt, pdf, rtf, warc
from annotator.formats.format import Extra, Format, Importer

_WEB = Extra(
    "web",
    "trafilatura",
    "The extra “web” finds short paragraphs and lists of web pages, too.",
)

DOCUMENTS: tuple[Format, ...] = (
    Format(
        id="mhtml",
        name="Saved page (MHTML)",
        suffixes=mhtml.SUFFIXES,
        imports=Importer(
            read=mhtml.read,
            kinds=("MHTML",),
            encodings=True,
            recognises=mhtml.recognises,
            extra=_WEB,
        ),
    ),
    Format(
        id="warc",
        name="Crawl (WARC)",
        suffixes=warc.SUFFIXES,
        imports=Importer(
            read=warc.read,
            kinds=("WARC",),
            encodings=True,
            recognises=warc.recognises,
            extra=_WEB,
        ),
    ),
    Format(
        id="mail",
        name="E-mail (EML, mbox)",
        suffixes=mail.SUFFIXES,
        imports=Importer(
            read=mail.read,
            kinds=("e-mail",),
            encodings=True,
            recognises=mail.recognises,
        ),
    ),
    Format(
        id="feed",
        name="News feed (RSS, Atom)",
        suffixes=feeds.SUFFIXES,
        imports=Importer(
            read=feeds.read,
            kinds=(
                "RSS",
                "Atom",
            ),
            recognises=feeds.recognises,
        ),
    ),
    Format(
        id="html",
        name="Web page (HTML)",
        suffixes=html.SUFFIXES,
        imports=Importer(
            read=html.read,
            kinds=("web pages",),
            encodings=True,
            recognises=html.recognises,
            extra=_WEB,
        ),
    ),
    Format(
        id="epub",
        name="Book (EPUB)",
        suffixes=epub.SUFFIXES,
        imports=Importer(
            read=epub.read,
            kinds=("EPUB",),
            recognises=epub.recognises,
        ),
    ),
    Format(
        id="docx",
        name="Word document (DOCX)",
        suffixes=docx.SUFFIXES,
        imports=Importer(
            read=docx.read,
            kinds=("DOCX",),
            recognises=docx.recognises,
        ),
    ),
    Format(
        id="odt",
        name="OpenDocument text (ODT)",
        suffixes=odt.SUFFIXES,
        imports=Importer(
            read=odt.read,
            kinds=("ODT",),
            recognises=odt.recognises,
        ),
    ),
    Format(
        id="rtf",
        name="Rich text (RTF)",
        suffixes=rtf.SUFFIXES,
        imports=Importer(
            read=rtf.read,
            kinds=("RTF",),
            recognises=rtf.recognises,
        ),
    ),
    Format(
        id="pdf",
        name="PDF",
        suffixes=pdf.SUFFIXES,
        imports=Importer(
            read=pdf.read,
            kinds=("PDF",),
            recognises=pdf.recognises,
        ),
    ),
)
"""The rows, those first whose files could be taken for others."""
