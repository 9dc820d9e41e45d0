"""Exports of ProQuest: pages, e-mails and plain texts."""

from pathlib import Path

from archive_files import Read, written
from proquest_files import FIELDS, LINK, entry, labelled, mail, page, text_entry

META = {
    "author": "Marsh, Delphine",
    "outlet": "Southmere Post",
    "page": "A.4",
    "published": "2030-11-02",
    "section": "News",
    "country": "United Kingdom, Southmere",
    "language": "en",
    "document_number": "99",
    "url": LINK,
    "database": "Example Newsstream",
}


def test_a_page_gives_its_fields_and_all_of_its_text(tmp_path: Path) -> None:
    body = (
        "<html><head><title></title></head><body><p>“We wait,” said the <span>un</span>ion.</p>"
        "<p><strong>Q: </strong>Why?</p><p><strong>Title: </strong>none yet.</p>"
        "<p>Credit: By Delphine Marsh, staff reporter</p></body></html>"
    )
    found = Read(written(tmp_path, "a.html", page(entry(body))))
    assert found.format == "proquest"
    assert found.refusals == found.told == []
    assert found.paragraphs(0) == [
        "Ferry stays in dock",
        "“We wait,” said the union.",
        "Q: Why?",
        "Title: none yet.",
        "Credit: By Delphine Marsh, staff reporter",
    ]
    assert found.roles(0) == [("byline", "Credit: By Delphine Marsh, staff reporter")]
    assert found.articles[0].meta == META | {"words": "239"}


def test_an_email_of_today_has_a_citation_in_place_of_labels(tmp_path: Path) -> None:
    above = (
        '<p style="font-size:11pt;"><span>Marsh, Delphine;&nbsp;Okoro, Tunde.\u2009</span>'
        "<strong>Southmere Post</strong><strong>, Late Edition; Southmere.</strong> [Southmere]"
        ".&nbsp;02 Nov 2030.</p>" + labelled("Author", "Marsh, Delphine; Okoro, Tunde")
    )
    body = (
        '<html><head></head><body><div><a name="1"></a><div class="document_view_image">'
        '<img src="x.jpg"><a href="https://x.example/1" title="A quay.">Enlarge this image.</a>'
        '<div class="caption"><p></p></div></div></div><p>SOUTHMERE — The ferry waits.</p></body>'
    )
    data = mail(page(entry(body, above=above), entry("html&gt;<head></head><body><p>So.</p>")))
    found = Read(written(tmp_path, "mail", data))
    assert found.format == "proquest"
    first, second = found.articles
    assert first.text == "Ferry stays in dock\n\nSOUTHMERE — The ferry waits."
    assert first.meta["author"] == "Marsh, Delphine; Okoro, Tunde"
    assert first.meta["outlet"] == "Southmere Post"
    assert second.text == "Ferry stays in dock\n\nSo."


def test_a_forwarded_email_is_known_and_read_from_its_plain_text(tmp_path: Path) -> None:
    quoted = [
        "Please do not reply directly to this email.",
        *("Email 4 of 5", "", "<>", "Ferry stays in dock", "Author: Marsh, Delphine"),
        "Publication info: Southmere Post ; Southmere [Southmere]02 Nov 2030: A.4.",
        f"ProQuest document link <{LINK}>",
        *("Abstract:", "", "The ferry.", "", "Links:Get it <https://x.example/>", "Full text:"),
        f"The ferry {'still ' * 30}waits.",
        *("", "“So do we.”", "", "Credit: By Delphine Marsh", ""),
        *(f"{label}: {value}" for label, value in FIELDS.items()),
        *("<>", "Quay sold", "Author: Okoro, Tunde", "Full text:", "It was sold.", ""),
        *(f"{label}: {value}" for label, value in FIELDS.items()),
    ]
    head = (
        "Received: by mx.example id 1;\nFrom: Jane <j@company.example>\nSubject: Fwd: research\n"
        'MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\n\nMy words.\n\n'
    )
    content = head + "\n".join(f"> {one}" for one in quoted)
    found = Read(written(tmp_path, "forwarded.eml", content))
    assert found.format == "proquest"
    assert [one.title for one in found.articles] == ["Ferry stays in dock", "Quay sold"]
    assert found.paragraphs(0)[1:] == [
        f"The ferry {'still ' * 30}waits.",
        "“So do we.”",
        "Credit: By Delphine Marsh",
    ]
    assert found.articles[0].meta == META


def test_lines_of_a_plain_text_are_paragraphs(tmp_path: Path) -> None:
    strange = {"Subject": "Strikes", "Business indexing term": "Subject: Strikes"} | FIELDS
    lines = ["The ferry waits. " * 12, "Subject: to a vote, it may sail.", "CAPTION: The quay."]
    content = text_entry(1, lines) + text_entry(2, ["It sails."], strange)
    found = Read(written(tmp_path, "a.txt", f"{content}\n{'_' * 60}\nContact ProQuest\n"))
    assert found.format == "proquest"
    assert found.paragraphs(0)[1:] == [one.strip() for one in lines]
    assert found.roles(0) == [("caption", "CAPTION: The quay.")]
    assert found.paragraphs(1) == ["Ferry stays in dock 2", "It sails."]
    assert found.articles[0].meta == META
    assert found.told == ["The file says 500 articles, 2 were found."]


def test_wrapped_lines_of_a_plain_text_are_joined(tmp_path: Path) -> None:
    short = {key: one for key, one in FIELDS.items() if len(one) < 40}
    content = text_entry(1, ["The ferry", "waits.", "", "So do we."], short)
    found = Read(written(tmp_path, "a.txt", content))
    assert found.paragraphs(0)[1:] == ["The ferry waits.", "So do we."]


def test_labels_of_other_languages(tmp_path: Path) -> None:
    german = {
        "Titel der Publikation": "Hafenbote; Lindenau",
        "Seiten": "3",
        "Publikationsdatum": "2. Nov 2030",
        "Rubrik": "Lokales",
        "Sprache der Publikation": "Deutsch",
        "ProQuest-Dokument-ID": "98",
        "Datenbank": "Beispiel",
    }
    above = labelled("Autor", "Okoro, Tunde")
    found = Read(
        written(
            tmp_path,
            "a.html",
            page(entry("<p>Die Fähre.</p>", above=above, text="Volltext", fields=german)),
        )
    )
    (article,) = found.articles
    assert article.text == "Ferry stays in dock\n\nDie Fähre."
    assert article.meta["outlet"] == "Hafenbote"
    assert article.meta["published"] == "2030-11-02"
    assert article.meta["section"] == "Lokales"
    assert article.meta["language"] == "de"
    assert article.meta["document_number"] == "98"


def test_a_plain_text_in_french(tmp_path: Path) -> None:
    lines = [
        *("_" * 60, "Document 1 sur 1", "Le ferry à quai", "https://search.example/docview/98"),
        *("Auteur : Marsh, Delphine", "Texte intégral : Le ferry attend."),
        *("Titre de la publication : Le Port; Lindenau", "Date de publication : 2 nov. 2030"),
        *("Langue de publication : Français", "ID du document ProQuest : 98"),
    ]
    found = Read(written(tmp_path, "a.txt", "\n\n".join(lines), "cp1252"))
    assert found.format == "proquest"
    (article,) = found.articles
    assert article.text == "Le ferry à quai\n\nLe ferry attend."
    assert article.meta["author"] == "Marsh, Delphine"
    assert article.meta["outlet"] == "Le Port"
    assert article.meta["published"] == "2030-11-02"
    assert article.meta["language"] == "fr"
    assert article.meta["document_number"] == "98"


def test_an_entry_without_text_is_named(tmp_path: Path) -> None:
    empty = entry("", title="Only a headline")
    short = entry("", title="An abstract").replace("None available.", "The ferry.")
    found = Read(written(tmp_path, "a.html", page(empty, short, entry("<p>Text.</p>"))))
    assert [one.title for one in found.articles] == ["Ferry stays in dock"]
    assert found.refusals == [
        "a.html, entry 1: “Only a headline”: it has no text.",
        "a.html, entry 2: “An abstract”: it has an abstract but no text.",
    ]
