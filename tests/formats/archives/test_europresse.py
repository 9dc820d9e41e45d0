"""Pages of Europresse: the layout of today and the one of 2012."""

from pathlib import Path

from archive_files import Read, written
from archive_files import europresse_page as page


def test_fields_and_text(tmp_path: Path) -> None:
    found = Read(written(tmp_path, "a.html", page()))
    assert found.format == "europresse"
    assert found.paragraphs(0) == [
        "Le ferry reste à quai",
        "Les marins attendent.",
        "Le ferry attend.",
        "« Nous aussi », dit-elle.",
    ]
    assert found.roles(0) == [("standfirst", "Les marins attendent.")]
    assert found.articles[0].meta == {
        "outlet": "Le Port de Lindenau",
        "published": "2030-09-11",
        "section": "Région",
        "page": "93_T_17",
        "words": "1134",
        "author": "Delphine Marsh",
        "document_number": "news·20300911·PO·2040056000",
        "database": "Europresse",
    }


def test_headers_in_other_languages_and_with_less(tmp_path: Path) -> None:
    def meta(**changed: str) -> dict[str, str]:
        return Read(written(tmp_path, "a.html", page(**changed))).articles[0].meta

    english = meta(header="World, Friday, September 13, 2030", author="by Tunde Okoro")
    assert (english["section"], english["published"]) == ("World", "2030-09-13")
    assert english["author"] == "Tunde Okoro"
    bare = meta(header="mardi 10 septembre 2030")
    assert bare["published"] == "2030-09-10"
    assert "section" not in bare
    assert meta(header="")["published"] == "2030-09-11"
    assert meta(header="", number="")["outlet"] == "Le Port de Lindenau"
    numbered = meta(outlet="Le Port, no. 4301")
    assert (numbered["outlet"], numbered["edition"]) == ("Le Port, no. 4301", "no. 4301")


def test_what_is_no_text_and_the_article_s_own_page(tmp_path: Path) -> None:
    body = (
        "<p>Le ferry attend.</p><aside>Autres articles</aside>"
        '<div class="apd-wrapper">Publicité</div>'
        '<p>Cet article est paru dans <a href="https://port.example/1">Cet article est paru dans Le'
        " Port</a></p><p>© 2030 Le Port. Tous droits réservés.</p>"
    )
    (article,) = Read(written(tmp_path, "a.html", page(body=body, lead="", author=""))).articles
    assert "Publicité" not in article.text
    assert "Autres articles" not in article.text
    assert "droits" not in article.text
    assert article.meta["url"] == "https://port.example/1"
    assert "author" not in article.meta


def test_an_article_without_text_is_named(tmp_path: Path) -> None:
    both = page() + page(title="Vide", body="", lead="")
    found = Read(written(tmp_path, "a.html", both))
    assert len(found.articles) == 1
    assert found.refusals == ["a.html, entry 2: “Vide”: it has no text."]


def test_the_layout_of_2012_and_a_wrong_encoding(tmp_path: Path) -> None:
    old = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'
        "<title>europresse.com</title></head><body><table><tr><td>"
        '<span class="DocPublicationName">Le Port</span><br>'
        '<span class="DocHeader">Région, samedi 5 octobre 2030, p. 4</span><br>'
        '<b><p class="titreArticleVisu">Le ferry à quai</p></b>'
        "<p>Les marins attendent.</p><p>Eux aussi.</p>"
        "<table><tr><td>© 2030 Le Port. Tous droits réservés.<br>"
        "Numéro de document : news·20301005·PO·1</td></tr></table></td></tr></table></body></html>"
    )
    found = Read(written(tmp_path, "a.HTM", old))
    (article,) = found.articles
    assert article.text == "Le ferry à quai\n\nLes marins attendent.\n\nEux aussi."
    assert article.meta["published"] == "2030-10-05"
    assert article.meta["page"] == "4"
    assert article.meta["document_number"] == "news·20301005·PO·1"
