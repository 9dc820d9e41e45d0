"""Downloads from Factiva: HTML, RTF and XML in several languages."""

from pathlib import Path

import pytest
from archive_files import FACTIVA_NUMBER as NUMBER
from archive_files import FACTIVA_XML as XML
from archive_files import Read, factiva_article, factiva_page, rtf, written

OTHER = "STMPST0020300311eq3b0000b"


def test_a_page_without_codes_gives_fields_and_text(tmp_path: Path) -> None:
    page = factiva_page(
        factiva_article(
            [
                "1,259 words",
                "11 March 2030",
                "Southmere Post",
                "STMPST",
                "1; National",
                "A4",
                "English",
                "(c) 2030 Southmere Press",
            ],
            ["The ferry stayed in <b>dock</b>side sheds.", "“We wait,” said the <b>union</b>."],
            number=NUMBER,
            title="Ferry stays in <b>dock</b>",
            before="News",
            author="By Delphine Marsh",
            tail="<p>The quay on Monday.</p><p>Southmere Press Ltd</p>",
        )
    )
    found = Read(written(tmp_path, "download.html", page))
    assert found.format == "factiva"
    assert found.refusals == found.told == []
    (article,) = found.articles
    assert article.title == "Ferry stays in dock"
    assert article.meta == {
        "section": "News",
        "author": "Delphine Marsh",
        "words": "1259",
        "published": "2030-03-11",
        "outlet": "Southmere Post",
        "edition": "1; National",
        "page": "A4",
        "language": "en",
        "document_number": NUMBER,
        "publisher": "Southmere Press Ltd",
        "database": "Factiva",
    }
    assert found.paragraphs(0) == [
        "Ferry stays in dock",
        "The ferry stayed in dockside sheds.",
        "“We wait,” said the union.",
        "The quay on Monday.",
    ]
    assert found.roles(0) == [("caption", "The quay on Monday.")]


def test_a_chinese_interface_has_its_day_and_time_in_one_line(tmp_path: Path) -> None:
    head = [
        "8165 字",
        "2030 年 10 月 7 日 17:04",
        "港口晚报",
        "PORTCN",
        "中文",
        "版权所有 (c) 2030",
    ]
    page = factiva_page(
        factiva_article(
            head,
            ["渡轮停在<b>码头</b>。"],
            number=NUMBER,
            title="渡轮停航",
            document="文件",
            language="zh",
        )
    )
    (article,) = Read(written(tmp_path, "chinese.html", page)).articles
    assert article.meta["published"] == "2030-10-07T17:04"
    assert article.meta["words"] == "8165"
    assert article.meta["outlet"] == "港口晚报"
    assert article.meta["language"] == "zh"
    assert article.meta["document_number"] == NUMBER
    assert article.text == "渡轮停航\n\n渡轮停在码头。"


def test_the_running_number_of_a_list_is_no_headline(tmp_path: Path) -> None:
    def one(n: int, number: str) -> str:
        head = ["128 Wörter", "1 April 2030", "lindenau.example", "LINDE", "LIDE", "13:25:30", "0"]
        return factiva_article(
            [*head, "Deutsch", "Copyright 2030. Lindenau GmbH"],
            [f"Text {n}."],
            number=number,
            title=f"{n}) Der Nachtbus N{n}",
            document="Dokument",
            language="de",
        )

    summary = "<table><tr><td>Gefundene Ergebnisse</td><td>1,771</td></tr></table>"
    found = Read(
        written(tmp_path, "d.html", factiva_page(one(1, NUMBER), one(2, OTHER), summary=summary))
    )
    assert [one.title for one in found.articles] == ["Der Nachtbus N1", "Der Nachtbus N2"]
    assert found.articles[0].meta["published"] == "2030-04-01T13:25:30"
    assert found.articles[0].meta["edition"] == "LIDE"
    assert "page" not in found.articles[0].meta
    assert found.told == ["The search had 1,771 articles, the file holds 2 of them."]


def test_a_headline_that_begins_with_a_number_keeps_it(tmp_path: Path) -> None:
    page = factiva_page(
        factiva_article(["9 words"], ["One."], number=NUMBER, title="3) ways to fish"),
        factiva_article(["9 words"], ["Two."], number=OTHER, title="Fish"),
    )
    assert Read(written(tmp_path, "a.html", page)).articles[0].title == "3) ways to fish"


def test_what_has_no_text_is_refused_by_name_and_costs_nothing_else(tmp_path: Path) -> None:
    head = ["0 words", "11 March 2030", "Post", "English", "(c) 2030"]
    page = factiva_page(
        factiva_article(head, [], number=NUMBER, title="Only a headline"),
        factiva_article(head, ["Text."], number=OTHER, title="Whole"),
    )
    found = Read(written(tmp_path, "a.html", page))
    assert [one.title for one in found.articles] == ["Whole"]
    (refusal,) = found.refusals
    assert refusal == "a.html, entry 1: “Only a headline”: it has no text."


def test_the_same_article_twice_is_handed_out_twice(tmp_path: Path) -> None:
    one = factiva_article(["9 words"], ["Text."], number=NUMBER, title="Twice")
    found = Read(written(tmp_path, "a.html", factiva_page(one, one)))
    assert [one.text for one in found.articles] == ["Twice\n\nText."] * 2


CODED = [
    ("SE", "News"),
    ("HD", "Ferry stays in dock"),
    ("BY", "By Delphine Marsh"),
    ("WC", "808 words"),
    ("PD", "11 March 2030"),
    ("ET", "09:05"),
    ("SN", "Southmere Post"),
    ("SC", "STMPST"),
    ("ED", "National"),
    ("PG", "13"),
    ("LA", "English"),
    ("CY", "(c) 2030 Southmere Press"),
    ("LP", "The ferry stayed in dock."),
    ("TD", "“We wait,” said the union."),
    ("CO", "smfry : Southmere Ferries"),
    ("NS", "gstrik : Strikes"),
    ("PUB", "Southmere Press"),
    ("AN", f"Document {NUMBER}"),
]
META = {
    "section": "News",
    "author": "Delphine Marsh",
    "words": "808",
    "published": "2030-03-11T09:05",
    "outlet": "Southmere Post",
    "edition": "National",
    "page": "13",
    "language": "en",
    "document_number": NUMBER,
    "database": "Factiva",
}
TEXT = "Ferry stays in dock\n\nThe ferry stayed in dock.\n\n“We wait,” said the union."


def test_a_page_with_codes(tmp_path: Path) -> None:
    rows = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td><p>{value}</p></td></tr>'
        for code, value in CODED
    )
    page = factiva_page(
        f'<div class="article"><div class="article enArticle"><table>{rows}</table></div></div>'
    )
    (article,) = Read(written(tmp_path, "coded.html", page)).articles
    assert (article.text, article.meta) == (TEXT, META)


def test_rich_text_with_codes(tmp_path: Path) -> None:
    lines = [f"{code} {value}" for code, value in CODED]
    found = Read(written(tmp_path, "coded.rtf", rtf("Factiva", *lines, "", *lines)))
    assert found.format == "factiva"
    assert [one.text for one in found.articles] == [TEXT, TEXT]
    assert found.articles[0].meta == META


def test_rich_text_without_codes_knows_the_headline_by_its_bold_letters(tmp_path: Path) -> None:
    head = ["808 words", "11 March 2030", "Southmere Post", "STMPST", "13", "English", "(c) 2030"]
    end = ["Text.", "Southmere Press", f"Document {NUMBER}"]
    data = rtf(
        "\\b Ferry stays in dock\\b0 ",
        "The Long Byline of Delphine Marsh and Tunde Okoro",
        *head,
        *end,
        "News",
        "{\\b Quay sold}",
        *head,
        *end,
    )
    found = Read(written(tmp_path, "a.rtf", data))
    assert [one.title for one in found.articles] == ["Ferry stays in dock", "Quay sold"]
    assert found.articles[0].meta["author"].startswith("The Long Byline")
    assert found.articles[1].meta["section"] == "News"
    assert found.articles[1].text == "Quay sold\n\nText."


def test_rich_text_without_bold_letters(tmp_path: Path) -> None:
    data = rtf(
        *("News", "Ferry stays in dock", "Delphine Marsh", "808 mots", "11 mars 2030"),
        *("Le Port", "PORTFR", "Français", "Copyright 2030", "Texte.", f"Document {NUMBER}"),
    )
    (article,) = Read(written(tmp_path, "a.rtf", data)).articles
    assert article.title == "Ferry stays in dock"
    assert article.meta["section"] == "News"
    assert article.meta["author"] == "Delphine Marsh"
    assert article.meta["published"] == "2030-03-11"
    assert article.meta["language"] == "fr"


def test_xml_and_its_count(tmp_path: Path) -> None:
    found = Read(written(tmp_path, "a.xml", "\ufeff" + XML.replace("NUMBER", NUMBER)))
    (article,) = found.articles
    assert article.text == "Ferry stays in dock\n\nThe ferryman waits.\n\nSo do we."
    assert article.meta["published"] == "2030-03-11T01:35:58Z"
    assert article.meta["page"] == "4, 5"
    assert article.meta["words"] == "942"
    assert found.told == ["The file says 3 articles, 1 was found."]


def test_numbers_and_publishers_at_the_end_are_no_text_and_credits_are_kept(tmp_path: Path) -> None:
    one = factiva_article(
        ["Special to the Post", "88 sõna", "11 March 2030", "Southmere Post", "STMPST", "English"],
        ["The ferry waits."],
        number=NUMBER,
        title="Ferry stays in dock",
        author="By Delphine Marsh",
        tail="<p>3089619</p><p>Southmere Press Ltd</p>",
    )
    (article,) = Read(written(tmp_path, "a.html", factiva_page(one))).articles
    assert article.text == "Ferry stays in dock\n\nThe ferry waits."
    assert article.meta["credit"] == "Special to the Post"
    assert article.meta["author"] == "Delphine Marsh"
    assert article.meta["words"] == "88"
    assert article.meta["outlet"] == "Southmere Post"


def test_a_day_that_is_not_understood_stays_as_it_is_written(tmp_path: Path) -> None:
    head = ["88 words", "११ मार्च 2030", "Southmere Post", "English", "(c) 2030"]
    one = factiva_article(head, ["Text."], number=NUMBER, title="Ferry")
    (article,) = Read(written(tmp_path, "a.html", factiva_page(one))).articles
    assert article.meta["published"] == "११ मार्च 2030"
    assert article.meta["outlet"] == "Southmere Post"


def test_headlines_of_copies_are_named(tmp_path: Path) -> None:
    head = ["9 words", "11 March 2030", "Post", "English", "(c) 2030"]
    listed = (
        '<div id="carryOver"><table class="headlines"><tr class="headline" data-accno="X1"><td>'
        '<b class="printheadline enHeadline">Ferry stays</b><div class="leadFields">Post</div>'
        '<div class="snippet">The ferry …</div></td></tr></table></div>'
    )
    one = factiva_article(head, ["Text."], number=NUMBER, title="Ferry")
    found = Read(written(tmp_path, "a.html", factiva_page(one, listed)))
    assert [one.text for one in found.articles] == ["Ferry\n\nText."]
    assert found.refusals == ["a.html, entry 2: “Ferry stays”: the file has its headline only."]


def test_codes_without_the_marks_of_a_page_and_in_tables_of_rich_text(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td><b>{code}</b></td><td>{value}</td></tr>" for code, value in CODED)
    strange = "<tr><td>NGC</td><td>Group</td></tr>"
    page = factiva_page(
        f"<table>{rows.replace('<tr><td><b>ED', strange + '<tr><td><b>ED')}</table>"
    )
    (article,) = Read(written(tmp_path, "coded.html", page)).articles
    assert (article.text, article.meta) == (TEXT, META)
    cells = [f"{code}\\cell {value}\\cell\\row" for code, value in CODED]
    (article,) = Read(written(tmp_path, "coded.rtf", rtf(*cells))).articles
    assert (article.text, article.meta) == (TEXT, META)


def test_the_encoding_is_found_whatever_the_page_says(tmp_path: Path) -> None:
    one = factiva_article(["9 Wörter"], ["Die Fähre fährt."], number=NUMBER, title="Fähre")
    page = factiva_page(one).replace("<title>", '<meta charset="iso-8859-1"><title>')
    for n, encoding in enumerate(("utf-8", "cp1252", "utf-16")):
        found = Read(written(tmp_path, f"{n}.html", page.replace("©", "(c)"), encoding))
        assert found.articles[0].text == "Fähre\n\nDie Fähre fährt."
        assert found.incoming[0].encoding.startswith(encoding[:4])


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("fr", ["1 259 mots", "1er août 2030", "Le Port", "PORT", "12", "Français", "(c) 2030"]),
        ("es", ["1.259 palabras", "1 agosto 2030", "Le Port", "PORT", "12", "Español", "Derechos"]),
        ("de", ["1.259 Wörter", "1. August 2030", "Le Port", "PORT", "12", "Deutsch", "(c) 2030"]),
        ("pt", ["1259 palavras", "1 agosto 2030", "Le Port", "PORT", "12", "Português", "(c)"]),
        ("ru", ["1 259 слов", "1 августа 2030", "Le Port", "PORT", "12", "Русский", "Все права"]),
        ("ja", ["1259 語", "2030年 8月 1日", "Le Port", "PORT", "12", "日本語", "(c) 2030"]),
        ("ko", ["1259 단어", "2030년 8월 1일", "Le Port", "PORT", "12", "한국어", "(c) 2030"]),
        ("zh", ["1259 字", "2030 年 8 月 1 日", "Le Port", "PORT", "12", "中文(繁體)", "版權所有"]),
        ("ar", ["1259 كلمة", "1 أغسطس 2030", "Le Port", "PORT", "12", "العربية", "(c) 2030"]),
        ("tr", ["1259 kelime", "1 Ağustos 2030", "Le Port", "PORT", "12", "Türkçe", "(c) 2030"]),
    ],
)
def test_interfaces_in_other_languages(language: str, lines: list[str], tmp_path: Path) -> None:
    one = factiva_article(lines, ["Text."], number=NUMBER, title="Ferry", document="Belge")
    rich = rtf("\\b Ferry\\b0 ", *lines, "Text.", f"Belge {NUMBER}")
    for name, content in (("a.html", factiva_page(one)), ("a.rtf", rich)):
        (article,) = Read(written(tmp_path, name, content)).articles
        assert article.text == "Ferry\n\nText."
        assert article.meta == {
            "words": "1259",
            "published": "2030-08-01",
            "outlet": "Le Port",
            "page": "12",
            "language": language,
            "document_number": NUMBER,
            "database": "Factiva",
        }
