"""Word, LibreOffice, rich text and books: one article each, or one for each chapter."""

import io
import zipfile
from pathlib import Path
from typing import Any

import made_documents as made
import pytest
from docx import Document
from docx.oxml import OxmlElement
from made_documents import BYLINE, HEADLINE, LEAD
from pages import ARABIC, ENGLISH, GERMAN, articles_in, kept, refusals_in, roles

from annotator.formats.incoming import Incoming


def only(folder: Path, name: str, data: bytes) -> Incoming:
    path = folder / name
    path.write_bytes(data)
    (found,) = articles_in(path)
    return found


def parts_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return {name: whole.read(name) for name in whole.namelist() if name != "mimetype"}


def assert_whole(one: Incoming, texts: tuple[str, ...]) -> None:
    places = [one.article.text.find(text) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf"])
@pytest.mark.parametrize("texts", [ENGLISH, GERMAN])
def test_a_document_is_one_article_with_its_headline_author_and_day(
    tmp_path: Path, name: str, texts: tuple[str, ...]
) -> None:
    maker = {"a.docx": made.docx, "a.odt": made.odt, "a.rtf": made.rtf}[name]
    one = only(tmp_path, name, maker(texts))
    assert one.article.title == HEADLINE
    assert one.article.meta["author"] == "Ann Lee"
    assert one.article.meta["published"] == "2025-06-02"
    assert_whole(one, (HEADLINE, BYLINE, *texts))
    assert roles(one)[0] == ("headline", HEADLINE)
    assert ("byline", BYLINE) in roles(one)
    for left_out in ("internal", "Page 1", "Deleted words", "A footnote", "89504"):
        assert left_out not in one.article.text


def test_a_word_document_says_what_its_stretches_are(tmp_path: Path) -> None:
    one = only(tmp_path, "a.docx", made.docx())
    assert ("standfirst", LEAD) in roles(one)
    assert ("subhead", "A summer lost") in roles(one)
    again = "There are more of them than there are of us"
    assert ("pull_quote", again) in roles(one)
    assert again not in kept(one).replace(ENGLISH[1], "")
    assert "Cracks · 312" in one.article.text


def test_arabic_and_letters_outside_of_the_code_page_are_kept(tmp_path: Path) -> None:
    assert_whole(only(tmp_path, "a.rtf", made.rtf(ARABIC)), ARABIC)
    assert "\N{GRINNING FACE} and nothing" in only(tmp_path, "a.rtf", made.rtf()).article.text
    assert_whole(only(tmp_path, "a.odt", made.odt(ARABIC)), ARABIC)


def test_addresses_of_links_do_not_stand_between_the_words(tmp_path: Path) -> None:
    field = b'{\\field{\\*\\fldinst{HYPERLINK "https://post.example/x"}}{\\fldrslt{the plan}}}'
    link = b"See " + field + b" of it.\\par "
    data = made.rtf().replace(b"{\\pard By Ann", link + b"{\\pard By Ann")
    text = only(tmp_path, "a.rtf", data).article.text
    assert "See the plan of it." in text
    assert "post.example" not in text


def test_blanks_and_line_breaks_of_libreoffice_are_kept(tmp_path: Path) -> None:
    assert "Nine  weeks\nlater." in only(tmp_path, "a.odt", made.odt()).article.text


@pytest.mark.parametrize(
    ("name", "other"), [("a.docx", "a.doc"), ("a.odt", "a"), ("a.rtf", "a.doc")]
)
def test_documents_are_known_by_what_is_in_them(tmp_path: Path, name: str, other: str) -> None:
    one = only(tmp_path, other, made.every_kind()[name])
    assert one.article.title == HEADLINE


def test_each_chapter_of_a_book_is_an_article_and_its_contents_are_none(tmp_path: Path) -> None:
    path = tmp_path / "week.epub"
    path.write_bytes(made.epub({"Bridge": ENGLISH, "Brücke": GERMAN}))
    found = articles_in(path)
    assert [one.article.title for one in found] == ["Bridge", "Brücke"]
    assert found[0].article.meta == {
        "outlet": "Wendshire Weekly",
        "author": "Ann Lee",
        "published": "2025-06-02",
        "language": "en",
    }
    assert_whole(found[1], GERMAN)


def test_a_chapter_without_text_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "week.epub"
    path.write_bytes(made.epub({"Bridge": ENGLISH, "Empty": ()}))
    (refusal,) = refusals_in(path)
    assert refusal.startswith("week.epub, c1.xhtml, “Empty”: ")


def test_one_damaged_chapter_costs_only_itself(tmp_path: Path) -> None:
    parts = parts_of(made.epub({"One": ENGLISH, "Two": ENGLISH}))
    parts["OPS/c0.xhtml"] = b""
    path = tmp_path / "week.epub"
    path.write_bytes(made.zipped(parts, first="application/epub+zip"))
    refusals = refusals_in(path)
    assert len(refusals) == 1
    assert "c0.xhtml" in refusals[0]


def test_a_locked_book_is_refused_with_what_to_do(tmp_path: Path) -> None:
    parts = parts_of(made.epub({"One": ENGLISH}))
    lock = '<encryption><CipherReference URI="OPS/c0.xhtml"/></encryption>'
    path = tmp_path / "week.epub"
    path.write_bytes(
        made.zipped({**parts, "META-INF/encryption.xml": lock}, first="application/epub+zip")
    )
    (refusal,) = refusals_in(path)
    assert "locked" in refusal


def test_all_cells_of_tables_within_tables_come_in_once(tmp_path: Path) -> None:
    whole = Document()
    whole.add_paragraph("The bridge is closed for all of the summer, and nobody knows why.")
    frame = whole.add_table(1, 1).rows[0].cells[0]
    frame.paragraphs[0].text = "The council met on Monday."
    frame.add_paragraph("Nobody came.")
    inner = frame.add_table(1, 2).rows[0]
    inner.cells[0].text, inner.cells[1].text = "Yes", "12"
    wrapped = whole.add_table(1, 2).rows[0]
    wrapped.cells[0].text, wrapped.cells[1].text = "Votes", "held in a control"
    untyped: Any = OxmlElement
    control, content = untyped("w:sdt"), untyped("w:sdtContent")
    held: Any = wrapped.cells[1].paragraphs[0]._element
    held.getparent().replace(held, control)
    control.append(content)
    content.append(held)
    file = io.BytesIO()
    whole.save(file)
    text = only(tmp_path, "a.docx", file.getvalue()).article.text
    for said in ("met on Monday", "Nobody came", "Yes · 12", "Votes · held in a control"):
        assert text.count(said) == 1
