"""Small exports in the forms of ProQuest, with invented articles."""

import quopri

LINK = "https://search.example/docview/99?accountid=1"
FIELDS = {
    "Subject": "Ferries; Strikes",
    "Publication title": "Southmere Post; Southmere",
    "Pages": "A.4",
    "Publication year": "2030",
    "Publication date": "Nov 2, 2030",
    "Section": "News",
    "Publisher": "Southmere Press",
    "Country of publication": "United Kingdom, Southmere",
    "Source type": "Newspapers",
    "Language of publication": "English",
    "Document type": "News",
    "ProQuest document ID": "99",
    "Document URL": LINK,
    "Copyright": "(Copyright 2030 Southmere Press)",
    "Last updated": "2030-11-05",
    "Database": "Example Newsstream",
}


def labelled(label: str, text: str, *, mark: str = ":") -> str:
    """Return a paragraph with a label in bold letters."""
    return f'<p style="margin:0;"><strong>{label}{mark} </strong>{text}</p>'


def entry(
    body: str,
    *,
    title: str = "Ferry stays in dock",
    above: str = "",
    text: str = "Full text",
    fields: dict[str, str] = FIELDS,
) -> str:
    """Return an entry of a page."""
    head = above or (
        labelled("Author", "Marsh, Delphine")
        + labelled("Publication info", "Southmere Post ; Southmere [Southmere]02 Nov 2030: A.4.")
    )
    told = "".join(labelled(label, value) for label, value in fields.items())
    return (
        '<div style="margin-bottom:20px"><a name="DocID_MSTAR_99"></a><p style="margin:0;"></p>'
        f'<p style="font-size:11pt;font-weight:bold;">{title}</p>{head}'
        f'<p><a href="{LINK}">ProQuest document link</a></p>'
        + labelled("Abstract", "None available.")
        + '<div><strong>Links: </strong><a href="https://foo.invalid/">Get it</a></div>'
        + f'<p><strong>{text}: </strong><Text WordCount="239" HTMLContent="true">{body}</Text></p>'
        f"{told}</div>"
    )


def page(*entries: str) -> str:
    """Return a page of entries."""
    return (
        '<html><head><meta charset="utf-8"><title>ProQuest Export</title></head>'
        f"<body>{''.join(entries)}</body></html>"
    )


def mail(content: str, sender: str = "noreply@proquest.com") -> bytes:
    """Return an e-mail with a page."""
    head = (
        "Received: by mx.example with SMTP id 1;\n Sat, 2 Nov 2030 01:02:03 -0400\n"
        f"From: <{sender}>\nTo: <d@company.example>\nSubject: Your ProQuest Research\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="=_1"\n\n--=_1\n'
        'Content-Type: text/html; charset="UTF-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    return head.encode() + quopri.encodestring(content.encode()) + b"\n--=_1--\n"


def text_entry(number: int, lines: list[str], fields: dict[str, str] = FIELDS) -> str:
    """Return an entry of a plain text, the first of 500."""
    parts = [
        f"Document {number} of 500",
        f"Ferry stays in dock {number}",
        LINK,
        "Author: Marsh, Delphine",
        "Abstract: None available.",
        "Links: https://foo.invalid/",
        "Full text: " + "\n".join(lines),
        *(f"{label}: {value}" for label, value in fields.items()),
    ]
    return "_" * 60 + "\n\n" + "\n\n".join(parts) + "\n\n"
