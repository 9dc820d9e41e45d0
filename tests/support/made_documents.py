"""Small documents of every kind that comes in as articles, made of invented texts."""

import gzip
import io
import quopri
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from docx import Document
from pages import ENGLISH, page, paragraphs

HEADLINE = "Bridge closes for nine weeks"
BYLINE = "By Ann Lee, 2 June 2025"
LEAD = "Nine weeks without a bridge, and a detour that nobody loves."
DAY = datetime(2025, 6, 2, 7, 15, tzinfo=UTC)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """Return a ZIP file; `first` is the content of an unpacked part named mimetype."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if first:
            made.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def docx(texts: Sequence[str] = ENGLISH) -> bytes:
    """Return a Word document: headline, byline, standfirst, text, a subhead in it, a pull quote."""
    made = Document()
    made.core_properties.title = ""
    made.core_properties.author = "python-docx"
    made.sections[0].header.paragraphs[0].text = "Wendshire Post, internal"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_heading(HEADLINE, 1)
    made.add_paragraph(BYLINE)
    made.add_paragraph(LEAD, style="Subtitle")
    for n, text in enumerate(texts):
        if n == 2:
            made.add_heading("A summer lost", 2)
            made.add_paragraph("There are more of them than there are of us", style="Intense Quote")
        paragraph = made.add_paragraph()
        middle = len(text) // 2
        paragraph.add_run(text[:middle]).bold = True
        paragraph.add_run(text[middle:])
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cracks", "312"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt(texts: Sequence[str] = ENGLISH) -> bytes:
    """Return a text document of LibreOffice, its tracked changes and notes included."""
    body = "".join(f'<text:p text:style-name="P1">{text}</text:p>' for text in texts)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Text_20_body"/>'
        "</office:automatic-styles><office:body><office:text><text:tracked-changes>"
        "<text:p>Deleted words"
        f'</text:p></text:tracked-changes><text:h text:outline-level="1">{HEADLINE}</text:h>'
        f"<text:p>{BYLINE}</text:p><text:section>{body}</text:section><text:p>Nine<text:s "
        f"text:c='2'/>weeks"
        "<text:note><text:note-body><text:p>A footnote</text:p></text:note-body></text:note>"
        "<text:line-break/>later.</text:p></office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"content.xml": content}, first=kind)


def rtf(texts: Sequence[str] = ENGLISH) -> bytes:
    """Return rich text: what its code page lacks is escaped, the rest stands in it as bytes."""

    def escaped(text: str) -> bytes:
        out = b""
        for letter in text:
            try:
                out += letter.encode("cp1252")
            except UnicodeEncodeError:
                units = letter.encode("utf-16-le")
                for at in range(0, len(units), 2):
                    out += b"\\u%d?" % int.from_bytes(units[at : at + 2], "little", signed=True)
        return out

    lines = [HEADLINE, BYLINE, *texts, "The mayor sent \N{GRINNING FACE} and nothing else."]
    return (
        b"{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}}{\\info{\\title }{\\author Ann "
        b"Lee}}"
        b"{\\header Wendshire Post, internal}{\\pict 89504e47}\n"
        + b"".join(b"{\\pard %s\\par}\n" % escaped(line) for line in lines)
        + b"}"
    )


def epub(chapters: Mapping[str, Sequence[str]]) -> bytes:
    """Return a book with a list of contents and a chapter for each title."""
    names = [f"c{n}.xhtml" for n in range(len(chapters))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    links = "".join(
        f'<li><a href="{name}">{title}</a></li>'
        for name, title in zip(names, chapters, strict=True)
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Wendshire "
        "Weekly</dc:title><dc:date>2025-06-02</dc:date><dc:language>en</dc:language>"
        '</metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
        f'media-type="application/xhtml+xml"/>{items}</manifest><spine><itemref '
        f'idref="nav"/>{refs}</spine></package>'
    )
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": "<container "
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": package,
        "OPS/nav.xhtml": f"<html><body><nav><h1>Contents</h1><ol>{links}</ol></nav></body></html>",
    }
    for name, (title, texts) in zip(names, chapters.items(), strict=True):
        parts[f"OPS/{name}"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
            f"<title>Wendshire Weekly</title></head><body><h1>{title}</h1><p>{BYLINE}</p>"
            f"{paragraphs(tuple(texts))}</body></html>"
        )
    return zipped(parts, first="application/epub+zip")


def mail(texts: Sequence[str] = ENGLISH, *, html: bool = True, attached: bool = False) -> bytes:
    """Return a newsletter, as plain text and as a page with a picture that counts readers."""
    made = EmailMessage()
    made["From"] = "Wendshire Post <news@post.example>"
    made["To"] = "reader@home.example"
    made["Subject"] = "The week: „Brücke“ closed ☕"
    made["Date"] = format_datetime(DAY)
    made["Message-ID"] = "<1@post.example>"
    end = "You receive this mail because you signed up. Unsubscribe here."
    made.set_content("\n\n".join([*texts, end]))
    if html:
        body = (
            '<p><a href="https://post.example/v">View in browser</a></p><table><tr><td>'
            f"<h2>{HEADLINE}</h2>{paragraphs(tuple(texts))}</td></tr></table>"
            f'<p>{end}</p><img src="https://track.example/1.gif" width=1 height=1>'
        )
        made.add_alternative(page(body), subtype="html")
    if attached:
        made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="report.pdf")
    return made.as_bytes()


def mbox(count: int = 3) -> bytes:
    """Return a box of so many mails; one line of each begins with the word that parts them."""
    one = mail(["From here on >From is a word like any other.", *ENGLISH], html=False)
    lines = one.replace(b"\r\n", b"\n").replace(b"\nFrom here", b"\n>From here")
    return b"".join(
        b"From news@post.example Mon Jun  2 07:15:00 2025\n" + lines + b"\n" for _ in range(count)
    )


def rss(entries: Sequence[tuple[str, str]], *, whole: bool = True) -> bytes:
    """Return a feed with a summary of each entry, and its text if `whole`."""
    items = "".join(
        f"<item><title>{title}</title><link>https://post.example/{n}</link><dc:creator>Ann "
        f"Lee</dc:creator>"
        f"<pubDate>{format_datetime(DAY)}</pubDate><category>Local</category>"
        f"<description>{text[:60]}… &lt;a href='x'&gt;Continue reading&lt;/a&gt;</description>"
        + (
            f"<content:encoded><![CDATA[<p>{text}</p><p>Continue reading</p>]]></content:encoded>"
            if whole
            else ""
        )
        + "</item>"
        for n, (title, text) in enumerate(entries, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wendshire '
        "Post</title>"
        f"<language>en-gb</language>{items}</channel></rss>"
    ).encode()


def atom(entries: Sequence[tuple[str, str]]) -> bytes:
    """Return a feed of the other kind."""
    items = "".join(
        f'<entry><title>{title}</title><link href="https://post.example/{n}"/><author><name>Ann '
        f"Lee</name></author>"
        f"<published>2025-06-02T07:15:00Z</published><content "
        f'type="html">&lt;p&gt;{text}&lt;/p&gt;</content></entry>'
        for n, (title, text) in enumerate(entries, 1)
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xml:lang="en"><title>Wendshire Post</title>'
        f"{items}</feed>"
    ).encode()


def mhtml(html: str, address: str = "https://post.example/local/bridge") -> bytes:
    """Return a page as a browser saves it with its parts."""
    coded = quopri.encodestring(html.encode()).replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: "
        f"{address}\r\nSubject: =?utf-8?Q?Bridge?=\r\nDate: "
        f"{format_datetime(DAY)}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; '
        'boundary="----b----"\r\n\r\n\r\n------b----\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: "
        f"quoted-printable\r\nContent-Location: {address}\r\n\r\n"
    )
    picture = (
        "\r\n------b----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://post.example/a.png\r\n\r\niVBORw0KGgo=\r\n------b------\r\n"
    )
    return head.encode() + coded + picture.encode()


def warc(pages: Sequence[tuple[str, str, bytes]], *, packed: bool = False) -> bytes:
    """Return a crawl of (address, status and kind, content) records."""
    out = b""
    for address, status, data in pages:
        code, kind = status.split(" ", 1)
        http = f"HTTP/1.1 {code} Said\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        record = (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: "
                f"2025-06-02T07:15:00Z\r\n"
                "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: "
                f"{len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
        out += gzip.compress(record) if packed else record
    return out


Words = tuple[float, float, float, str]
"""Where a line begins on its page (points from the left and from below), its size, its words."""


def pdf(pages: Sequence[Sequence[Words]], *, title: str = "") -> bytes:
    """Return a PDF with lines of Helvetica where they are put, on pages of A4."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids: list[int] = []
    for lines in pages:
        drawn = b"BT\n"
        for left, base, size, words in lines:
            coded = (
                words.encode("cp1252")
                .replace(b"\\", b"\\\\")
                .replace(b"(", b"\\(")
                .replace(b")", b"\\)")
            )
            drawn += b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (size, left, base, coded)
        drawn += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % one for one in kids),
    )
    objects.append(b"<< /Title (%s) /Author (Ann Lee) >>" % title.encode("cp1252"))
    out, places = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R "
        b">>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(objects),
            len(out),
        )
    )


def columns(
    left: Sequence[str], right: Sequence[str], *, top: float = 700, size: float = 10
) -> list[Words]:
    """Return the lines of two columns side by side."""
    found = [(50.0, top - 13 * n, size, line) for n, line in enumerate(left)]
    return found + [(310.0, top - 13 * n, size, line) for n, line in enumerate(right)]


def every_kind() -> dict[str, bytes]:
    """Return a sound document of each kind by a name with the ending that it has."""
    entries = [(f"Story {n}", " ".join(ENGLISH)) for n in range(3)]
    whole = page(f"<article><h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}</article>")
    pages = [
        (f"https://post.example/{n}", "200 text/html; charset=utf-8", whole.encode())
        for n in range(3)
    ]
    return {
        "a.html": whole.encode(),
        "a.mhtml": mhtml(whole),
        "a.docx": docx(),
        "a.odt": odt(),
        "a.rtf": rtf(),
        "a.epub": epub({"One": ENGLISH, "Two": ENGLISH}),
        "a.pdf": pdf([columns(ENGLISH, ENGLISH)]),
        "a.eml": mail(attached=True),
        "a.mbox": mbox(),
        "a.rss": rss(entries),
        "a.atom": atom(entries),
        "a.warc": warc(pages),
        "b.warc": warc(pages, packed=True),
    }
