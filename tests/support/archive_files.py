"""Small files in the forms of archives, with invented articles of invented outlets."""

from pathlib import Path

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.formats.table import import_format_for


class Read:
    """What a file held: articles, refusals and remarks, and the format that knew it."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        chosen = import_format_for(path)
        assert chosen is not None, "no format knows the file"
        self.format = chosen.id
        found = list(chosen.importer.read(path, ReadOptions(encoding=encoding)))
        self.incoming = [one for one in found if isinstance(one, Incoming)]
        self.articles = [one.article for one in self.incoming]
        self.refusals = [str(one) for one in found if isinstance(one, UserError)]
        self.told = [one.message for one in found if isinstance(one, Told)]

    def paragraphs(self, number: int) -> list[str]:
        """Return the paragraphs of an article, its headline first."""
        return self.articles[number].text.split("\n\n")

    def roles(self, number: int) -> list[tuple[str, str]]:
        """Return what of an article is no body, with what it is."""
        article = self.articles[number]
        return [
            (one.role.value, article.text[one.start : one.end])
            for one in article.stretches
            if one.role is not StretchRole.HEADLINE
        ]


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def factiva_page(*articles: str, summary: str = "") -> str:
    """Return a page of Factiva."""
    return (
        "<html><head><title>Factiva</title><style>body{margin:0}</style></head><body>"
        '<table><tr><td class="factivalogo"><h1>Factiva</h1></td></tr></table>'
        f"{''.join(articles)}{summary}"
        '<span class="copyright">© 2030 Factiva, Inc.</span></body></html>'
    )


def factiva_article(
    head: list[str],
    paragraphs: list[str],
    *,
    number: str,
    title: str,
    before: str = "",
    author: str = "",
    tail: str = "",
    document: str = "Document",
    language: str = "en",
) -> str:
    """Return an article of Factiva without codes; `head` are the lines after the headline."""
    section = f"<div>{before}</div>" if before else ""
    byline = f'<div class="author">{author}</div>' if author else ""
    lines = "".join(f"<div>{one}</div>" for one in head)
    name = f"articleParagraph {language}articleParagraph"
    texts = "".join(f'<p class="{name}">{one}</p>\n' for one in paragraphs)
    return (
        f'<div id="article-{number}" class="article"><div class="article {language}Article"><p>\n'
        f'{section}<div id="hd"><span class="{language}Headline">{title}</span>\n</div>{byline}'
        f"{lines}\n</p>\n{texts}{tail}<p>{document} {number}</p></div></div><br>"
    )


EUROPRESSE = """<html><body>
<article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">{header}</span></div>
<div class="titreArticle">
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{title}</p>
<p class="sm-margin-TopNews rdp__subtitle">{lead}</p></div>
<p class="sm-margin-bottomNews">{author}</p></header>
<section><div class="docOcurrContainer"><div class="DocText clearfix">{body}</div></div></section>
<footer><div class="Doc-LegalInfo"><small>© 2030 {outlet}</small></div>
<div class="publiC-lblNodoc">{number}</div></footer></article></body></html>"""
"""A page of Europresse as it is today."""

KIKUZO_HEAD = (
    "<tr><th>No.</th><th>発行日</th><th>朝夕刊</th><th>面名</th><th>ページ</th><th>文字数</th></tr>"
)


def kikuzo_page(*entries: tuple[list[str], str, str], total: int = 0) -> str:
    """Return a page of Kikuzo: for each entry its fields, headline and text ("" for none)."""
    said = f'<span class="font004">総件数：<span>{total}</span>件&nbsp;</span>' if total else ""
    parts: list[str] = []
    for cells, title, text in entries:
        row = "".join(f'<td class="topic-list">{one}</td>' for one in cells)
        body = (
            f'<span class="font003"><div class="detail001">{text}</div></span>'
            if text
            else "※著作権などの関係で本文を表示できません。<br>"
        )
        parts.append(
            f'<table class="topic-list">{KIKUZO_HEAD}<tr>{row}</tr></table>'
            '<table class="topic-detail"><tr><td>'
            f'<span class="font002">{title}</span><br></td></tr>'
            f'<tr><td>{body}</td></tr></table><a href="#top">このページのＴＯＰへ</a><hr>'
        )
    return (
        '<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html;charset=UTF-8">'
        f"</head><body>{said}{''.join(parts)}</body></html>"
    )


def yomidasu_page(*entries: tuple[list[str], str, str]) -> str:
    """Return a page of Yomidasu: for each entry its fields, text ("" for none) and number."""
    numbers = "".join(
        f'<input type="hidden" name="yomiuriNewsArticleDto.objectId" value="{number}" />'
        for _, _, number in entries
    )
    parts = "".join(
        '<div id="heiseiDetailArea"><table class="contentsTable"><tr>'
        + "".join(f"<th>{one}</th>" for one in cells)
        + "</tr></table><table><tr><th>選択部分をキーワードとして：</th></tr></table></div>"
        f'<div id="heiseiDetailContents"><br/><p class="mb10">{text}</p></div>'
        for cells, text, _ in entries
    )
    return (
        '\n\n<?xml version="1.0" encoding="utf-8"?>\n<html><head><title>ヨミダス歴史館</title>'
        f'</head><body id="top">{numbers}{parts}<div id="footer">ページTOP</div></body></html>'
    )


FACTIVA_NUMBER = "STMPST0020300311eq3b0000a"
FACTIVA_XML = """<?xml version="1.0" encoding="utf-8"?>
<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">
<ppsarticleResultSet count="3"><ppsarticle><article>
<accessionNo>NUMBER</accessionNo><baseLanguage>EN</baseLanguage><copyright>(c) 2030</copyright>
<headline><paragraph><hlt>Ferry</hlt> stays in dock</paragraph></headline>
<leadParagraph><paragraph>The <hlt>ferry</hlt>man waits.</paragraph></leadParagraph>
<pages><page>4</page><page>5</page></pages>
<publicationDate><dateTime>2030-03-11T01:35:58Z</dateTime></publicationDate>
<sourceName>Southmere Post</sourceName><notes>A NOTE</notes>
<tailParagraphs><paragraph>So do we.</paragraph></tailParagraphs><wordCount>942</wordCount>
</article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>"""


def rtf(*lines: str) -> bytes:
    """Return rich text of some lines, which may hold its commands."""

    def escaped(text: str) -> str:
        return "".join(c if c < "\x7f" else f"\\u{ord(c)}?" for c in text)

    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\n"
        + "\n".join(f"\\pard {escaped(one)}\\par" for one in lines)
        + "}"
    ).encode("ascii")


def europresse_page(**changed: str) -> str:
    """Return a page of today's layout with one article."""
    values = {
        "outlet": "Le Port de Lindenau",
        "header": "Région, mercredi 11 septembre 2030 1 134 mots, p. 93_T_17",
        "title": "Le <mark>ferry</mark> reste à quai",
        "lead": "Les marins attendent.",
        "author": "Par Delphine Marsh",
        "body": "<p>Le fer<mark>ry</mark> attend.</p><p>« Nous aussi », dit-elle.</p>",
        "number": "news·20300911·PO·2040056000",
    }
    return EUROPRESSE.format(**(values | changed))


KIKUZO = ["00001", "<NOBR>2030年</NOBR><NOBR>01月02日</NOBR>", "朝刊", "１総", "001", "00733文字"]
YOMIDASU = [
    "1",
    "2030.01.07",
    "渡輪の（解説）",
    "東京朝刊",
    "解説",
    "９頁",
    "1796字",
    "05段",
    "写真",
]
