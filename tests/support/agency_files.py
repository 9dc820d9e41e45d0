"""Small files in the forms of news agencies, with invented articles."""

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
