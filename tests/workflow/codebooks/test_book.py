"""The guideline book."""

import re
from html import unescape
from pathlib import Path

from projects import CODEBOOK

from annotator.domain.codebook import Code, Codebook
from annotator.store.project import Project
from annotator.workflow.codebooks.book import BookFacts, book_facts, book_page, place_book
from annotator.workflow.codebooks.shelf import named_codebook


def facts(book: Codebook, counts: dict[str, int] | None = None) -> BookFacts:
    return BookFacts(project="Study", made="2025-05-19", codebook=book, counts=counts)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_it_has_title_version_date_and_every_code_with_its_guideline() -> None:
    book = named_codebook("default")
    said = words(book_page(facts(book)))
    assert "Codebook version 1, 2025-05-19. Project: Study." in said
    for code in book.codes:
        for part in (code.name, code.definition, code.include, code.exclude, code.source):
            assert " ".join(part.split()) in said
    assert "Key Q · for stretches of text · id quote" in said
    assert "Said by Source, an actor any number" in said
    assert "1 Direct All of it stands in quotation marks" in said
    assert "1 −2 clearly against" in said


def test_contents_lead_to_each_code() -> None:
    page = book_page(facts(named_codebook("persuasion-techniques")))
    targets = set(re.findall(r'<h[23][^>]* id="(\w+)"', page))
    assert targets == set(re.findall(r'href="#(\w+)"', page))
    assert len(targets) == 29


def test_counts_are_told_only_where_wanted() -> None:
    without, counted = book_page(facts(CODEBOOK)), book_page(facts(CODEBOOK, {"quote": 1}))
    assert "annotation" not in words(without).replace("any annotation", "").lower()
    assert "1 annotation" in words(counted)
    assert "0 annotations" in words(counted)


def test_what_people_write_is_text_and_nothing_is_fetched() -> None:
    code = Code(id="c", name="<b>x</b>", definition='<img src="http://a">\u202e')
    page = book_page(facts(Codebook(title="<script>", codes=(code,))))
    assert "<script>" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_retired_codes_come_last_and_an_empty_codebook_says_so() -> None:
    page = words(book_page(facts(CODEBOOK)))
    assert page.rindex("No longer used") > page.rindex("Tone")
    assert "has no codes yet" in book_page(facts(Codebook()))


def test_a_project_is_written_as_one_page(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", title="Ours", codebook=CODEBOOK) as project:
        found = book_facts(project, counts=True)
    assert found.counts == {}
    place_book(found, tmp_path / "book.html")
    assert "Everything" in (tmp_path / "book.html").read_text(encoding="utf-8")
