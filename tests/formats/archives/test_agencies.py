"""Files of news agencies: NITF, NewsML-G2 and ninjs."""

import json
from pathlib import Path

from archive_files import Read, written

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf-3-3.dtd">
<nitf><head><title>Ferry stays in dock</title>
<meta name="print_page_number" content="4"/><meta name="print_section" content="B"/>
<docdata><doc-id id-string="990001" regsrc="SP"/><date.issue norm="20300311T0905Z"/>
<pubdata date.publication="20300311T000000" name="Southmere Post" item-length="88"
 unit-of-measure="word" ex-ref="https://post.example/990001" edition.name="National"/></docdata>
</head><body><body.head><hedline><hl1>Ferry stays <em>in</em> dock</hl1><hl2>Crews wait</hl2>
</hedline><byline class="print_byline">By DELPHINE MARSH</byline>
<byline class="normalized_byline">Marsh, Delphine</byline>
<dateline>SOUTHMERE, March 10</dateline><abstract><p>Crews wait for pay.</p></abstract></body.head>
<body.content><block class="lead_paragraph"><p>The ferry waits.</p></block>
<block class="full_text"><p>The ferry waits.</p><hl2>The crews</hl2>
<p>&ldquo;So do we&rdquo;, they said &amp; left.</p>
<media media-type="image"><media-reference source="a.jpg"/><media-caption><p>The quay.</p>
</media-caption><media-producer>A. Nobody</media-producer></media>
<blockquote><p>Nobody else waits.</p></blockquote><ul><li>One</li><li>Two</li></ul></block>
</body.content><body.end><tagline>She writes on ports.</tagline></body.end></body></nitf>"""


def test_nitf(tmp_path: Path) -> None:
    found = Read(written(tmp_path, "a.xml", NITF))
    assert found.format == "nitf"
    (article,) = found.articles
    assert found.paragraphs(0) == [
        *("Ferry stays in dock", "Crews wait", "Crews wait for pay.", "SOUTHMERE, March 10"),
        *("The ferry waits.", "The crews", "“So do we”, they said & left.", "The quay."),
        *("Nobody else waits.", "One", "Two", "She writes on ports."),
    ]
    assert found.roles(0) == [
        ("standfirst", "Crews wait"),
        ("standfirst", "Crews wait for pay."),
        ("dateline", "SOUTHMERE, March 10"),
        ("subhead", "The crews"),
        ("caption", "The quay."),
    ]
    assert article.meta == {
        "outlet": "Southmere Post",
        "published": "2030-03-11",
        "section": "B",
        "page": "4",
        "edition": "National",
        "author": "DELPHINE MARSH",
        "words": "88",
        "document_number": "990001",
        "url": "https://post.example/990001",
    }


def test_nitf_without_a_text_is_named(tmp_path: Path) -> None:
    start, _, rest = NITF.partition("<body.content>")
    empty = start + "<body.content/></body></nitf>" + rest[:0]
    found = Read(written(tmp_path, "a.xml", empty))
    assert found.refusals == ["a.xml, entry 1: “Ferry stays in dock”: it has no text."]


ITEM = """<newsItem guid="tag:agency.example,2030:1" standard="NewsML-G2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:AG"><name>Agency</name></provider>
<versionCreated>2030-03-11T09:05:00+01:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2030-03-11T08:00:00+01:00</contentCreated>
<creator><name>Delphine Marsh</name></creator><language tag="en-GB"/>
<subject type="cpnat:abstract"><name>Transport</name></subject>
<headline>{title}</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""
MESSAGE = (
    '<?xml version="1.0"?>\n<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>'
    "<sent>2030-03-11T10:00:00Z</sent></header><itemSet>{items}</itemSet></newsMessage>"
)
HTML = (
    '<inlineXML contenttype="application/xhtml+xml" wordcount="12"><html '
    'xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    "<h1>Ferry</h1><p>The <b>ferry</b>man waits.</p><h2>Crews</h2><p>So do they.</p>"
    "<figure><figcaption>The quay.</figcaption></figure></body></html></inlineXML>"
)
INNER = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    "<body><body.content><p>From NITF.</p></body.content></body></nitf></inlineXML>"
)
PLAIN = '<inlineData contenttype="text/plain">One\nline.\n\nTwo.</inlineData>'
PICTURE = '<remoteContent href="a.jpg" contenttype="image/jpeg"/>'


def test_newsml(tmp_path: Path) -> None:
    items = "".join(
        ITEM.format(kind=kind, title=title, content=content)
        for kind, title, content in (
            ("text", "Ferry", HTML),
            ("text", "Wrapped", INNER),
            ("text", "Plain", PLAIN),
            ("picture", "A quay", PICTURE),
        )
    )
    found = Read(written(tmp_path, "a.xml", MESSAGE.format(items=items)))
    assert found.format == "newsml"
    assert [one.text for one in found.articles] == [
        "Ferry\n\nThe ferryman waits.\n\nCrews\n\nSo do they.\n\nThe quay.",
        "Wrapped\n\nFrom NITF.",
        "Plain\n\nOne line.\n\nTwo.",
    ]
    assert found.roles(0) == [("subhead", "Crews"), ("caption", "The quay.")]
    assert found.articles[0].meta == {
        "outlet": "Agency",
        "agency": "Agency",
        "published": "2030-03-11T08:00:00+01:00",
        "author": "Delphine Marsh",
        "section": "Transport",
        "language": "en-GB",
        "document_number": "tag:agency.example,2030:1",
        "words": "12",
    }
    assert found.refusals == ["a.xml, entry 4: “A quay”: it is no text but of the kind “picture”."]


NINJS = {
    "uri": "http://agency.example/1",
    "type": "text",
    "versioncreated": "2030-03-11T09:05:00Z",
    "pubstatus": "usable",
    "headline": "Ferry stays in dock",
    "byline": "Delphine Marsh",
    "description_text": "Crews wait for pay.",
    "body_xhtml": "<div><p>The <b>ferry</b>man waits.</p><h3>Crews</h3><p>They &amp; we.</p></div>",
    "body_text": "The ferryman waits.",
    "language": "en",
    "copyrightholder": "Agency",
    "subject": [{"name": "Transport"}, {"name": "Labour"}],
}


def test_ninjs_items_lists_and_lines(tmp_path: Path) -> None:
    picture = NINJS | {"type": "picture", "body_xhtml": "", "body_text": "", "headline": "A quay"}
    newer = {
        "uri": "urn:2",
        "contentcreated": "2030-03-12T09:05:00Z",
        "versioncreated": "2030-03-12T09:05:00Z",
        "headlines": [{"role": "main", "value": "Quay sold"}],
        "by": "Tunde Okoro",
        "bodies": [{"contenttype": "text/plain", "value": "It was sold.\nSo it is."}],
    }
    whole = json.dumps([NINJS, picture, newer])
    lines = "\n".join(json.dumps(one) for one in (NINJS, picture, newer)) + "\n"
    for name, content in (("a.json", whole), ("a.jsonl", lines)):
        found = Read(written(tmp_path, name, content))
        assert found.format == "ninjs"
        first, second = found.articles
        assert found.paragraphs(0) == [
            *("Ferry stays in dock", "Crews wait for pay.", "The ferryman waits.", "Crews"),
            "They & we.",
        ]
        assert found.roles(0) == [("standfirst", "Crews wait for pay."), ("subhead", "Crews")]
        assert first.meta == {
            "outlet": "Agency",
            "published": "2030-03-11T09:05:00Z",
            "author": "Delphine Marsh",
            "section": "Transport; Labour",
            "language": "en",
            "url": "http://agency.example/1",
            "document_number": "http://agency.example/1",
        }
        assert second.text == "Quay sold\n\nIt was sold.\n\nSo it is."
        assert second.meta["author"] == "Tunde Okoro"
        (refusal,) = found.refusals
        assert refusal.endswith("“A quay”: it is no text but of the kind “picture”.")


def test_a_broken_line_of_ninjs_costs_only_itself(tmp_path: Path) -> None:
    content = json.dumps(NINJS) + '\n{"broken\n' + json.dumps(NINJS) + "\n"
    found = Read(written(tmp_path, "a.jsonl", content))
    assert len(found.articles) == 2
    (refusal,) = found.refusals
    assert "line 2" in refusal
