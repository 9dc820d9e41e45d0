"""Downloads of LexisNexis: known by content, in three languages, with all that they say."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lexis_files import ENGLISH, FRENCH, GERMAN, PAGE, PAGE_OF_HTML, Read, docx, rtf
from places import SHARED

from annotator.domain.errors import UserError
from annotator.formats.archives import lexis
from annotator.formats.archives.articles import articles
from annotator.formats.archives.sources import opened_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Incoming, ReadOptions, Told

SAMPLES = SHARED / "samples" / "archives"
OF_LEXIS = ("lexis", "lexis-txt", "lexisnexis", "nexis")


def read(folder: Path, name: str, data: bytes | str) -> Read:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return Read(path)


@pytest.mark.parametrize("name", ["a.DOCX", "a.rtf", "a.txt", "a.doc"])
def test_fields_of_a_download_are_kept_whatever_its_kind(tmp_path: Path, name: str) -> None:
    texts = "\n".join("" if one == PAGE else one.removeprefix("**") for one in ENGLISH)
    data = {"a.DOCX": docx(ENGLISH), "a.rtf": rtf(ENGLISH), "a.doc": rtf(ENGLISH)}.get(name)
    found = read(tmp_path, name, data or texts)
    assert found.format == "lexis"
    first = found.articles[0]
    assert first.title == "Bridge opens"
    assert {key: first.meta[key] for key in ("outlet", "published", "author", "section")} == {
        "outlet": "The Daily Lamp (London), Final Edition",
        "published": "2020-05-04T21:05-05:00",
        "author": "Ann Ow",
        "section": "NEWS; Pg. 12",
    }
    assert (first.meta["page"], first.meta["words"], first.meta["language"]) == ("12", "1204", "en")
    assert found.paragraphs(0) == [
        *("Bridge opens", "It took six years.", "The new bridge is open."),
        *("“Body: that is a word,” she said.", "The bridge at night."),
    ]
    roles = found.roles(0)
    assert roles["standfirst"] == "It took six years."
    assert roles["caption"] == "The bridge at night."
    assert found.paragraphs(1) == ["Ferry stops", "It stops."]


def test_an_entry_without_text_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "a.docx", docx(ENGLISH))
    assert len(found.articles) == 2
    assert found.refusals == ["a.docx: Entry 3, “Nothing here”: it has no text."]


def test_both_numbers_are_told_where_the_file_counts_otherwise(tmp_path: Path) -> None:
    fewer = ENGLISH[: ENGLISH.index("**Nothing here") - 1]
    found = read(tmp_path, "a.docx", docx(fewer))
    assert found.told == ["The file says that there are 3 documents; 2 were found in it."]


def test_german_downloads(tmp_path: Path) -> None:
    found = read(tmp_path, "a.docx", docx(GERMAN))
    assert [one.title for one in found.articles] == ["Brücke offen", "Fähre hält"]
    meta = found.articles[0].meta
    assert (meta["outlet"], meta["published"], meta["author"]) == (
        *("Der Abendbote", "2020-05-05", "Max Moor"),
    )
    assert (meta["page"], meta["words"], meta["language"]) == ("4", "1204", "de")
    assert found.paragraphs(0) == ["Brücke offen", "Die Brücke ist offen."]
    assert (found.told, found.refusals) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_downloads_with_wrapped_lines(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "a.TXT", FRENCH.replace("\n", "\r\n").encode(encoding))
    assert found.format == "lexis"
    assert [one.title for one in found.articles] == ["Le pont est ouvert", "Le bac s'arrête"]
    meta = found.articles[0].meta
    assert (meta["outlet"], meta["published"], meta["edition"]) == (
        *("Le Phare", "2013-12-10", "Edition Nationale"),
    )
    assert (meta["page"], meta["words"]) == ("12", "1204")
    wrapped = "Le pont qui relie les deux rives de la ville est ouvert depuis hier, a annoncé la"
    assert found.paragraphs(0)[2:] == [
        f"{wrapped} ville dans un communiqué.",
        "« Enfin », dit-elle.",
    ]


def test_highlighted_words_stay_in_a_page(tmp_path: Path) -> None:
    found = read(tmp_path, "a.html", PAGE_OF_HTML)
    assert found.format == "lexis"
    assert found.paragraphs(0) == ["A bridgehead", "The new bridges are open & lit.", "They stay."]
    assert found.told == ["The file says that there are 9 documents; 1 was found in it."]


def test_a_file_for_each_article(tmp_path: Path) -> None:
    start = ENGLISH.index("**Ferry stops")
    found = read(tmp_path, "Ferry stops.DOCX", docx(ENGLISH[start : start + 8]))
    assert [one.title for one in found.articles] == ["Ferry stops"]
    assert found.paragraphs(0) == ["Ferry stops", "It stops."]


def test_a_list_of_articles_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, "list.docx", docx(GERMAN[: GERMAN.index(PAGE)]))
    assert found.articles == []
    assert "only lists 2 documents" in found.refusals[0]


@pytest.mark.parametrize(
    "text",
    [
        "Title\n\nLength: 3 words\n\nA text of anybody's.",
        "Body\n\nThe body of a text.\n\nEnd of Document",
        "1 of 3 DOCUMENTS that we found are lost.",
        "",
    ],
)
def test_other_texts_are_not_taken(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, "a.txt", text).format == "text"


def named() -> list[str]:
    path = SAMPLES / "expected.json"
    if not path.exists():
        return []
    files: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return [name for name in files if name.partition("/")[0] in OF_LEXIS]


@pytest.mark.skipif(not named(), reason="the samples are not there")
@pytest.mark.parametrize("name", named())
def test_the_samples_come_in_right(name: str) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"][name]
    found = Read(SAMPLES / name)
    assert (found.format, len(found.articles)) == ("lexis", expected["articles"])
    for one in expected["items"]:
        article = found.articles[one["n"] - 1]
        assert folded(article.title) == folded(one["title"])
        assert folded(article.meta["outlet"]) in map(
            folded, [one["outlet"], *one.get("outlet_any", [])]
        )
        assert one["date"] is None or article.meta["published"][:10] == one["date"]
        for piece in (one["first60"], one["last60"]):
            assert "".join(piece.split()) in "".join(article.text.split())
        assert not [bad for bad in one.get("forbidden", []) if bad in article.text]


def folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield files with bytes lost, doubled, changed and put in."""
    rng = random.Random(seed)
    kinds = {
        "a.docx": docx(ENGLISH),
        "a.rtf": rtf(GERMAN),
        "a.txt": FRENCH.encode(),
        "a.html": PAGE_OF_HTML.encode(),
        "b.txt": "\n".join(ENGLISH).encode(),
    }
    odd = (b"{" * 40, b"<div>" * 90, b"\\bin9999999 ", b"\x00", b"1 of 99999999999999 DOCUMENTS\n")
    for _ in range(count):
        name = rng.choice(sorted(kinds))
        data = bytearray(kinds[name])
        for _ in range(rng.randrange(1, 10)):
            at = rng.randrange(len(data) + 1)
            put = rng.choice(
                (b"", rng.randbytes(3), rng.choice(odd), bytes(data[at : at + rng.randrange(200)]))
            )
            data[at : at + rng.choice((0, 0, 1, 30))] = put
        yield name, bytes(data)


def test_damaged_files_are_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    for name, data in mutants(seed=12, count=120):
        path = tmp_path / name
        path.write_bytes(data)
        lexis.recognises(Glimpse(path))
        for one in lexis.read(path, ReadOptions()):
            assert isinstance(one, Incoming | UserError | Told)
            assert not isinstance(one, UserError) or name in str(one)
            assert not isinstance(one, Incoming) or one.article.text.strip()


def test_thousands_of_articles_are_told_apart() -> None:
    head = "Title {n}\nThe Lamp\nMay 5, 2020\nLength: 3 words\nBody\n"
    one = f"{head}Text {{n}}.\nLoad-Date: May 5, 2020\nEnd of Document\n"
    text = "".join(one.replace("{n}", str(n)) for n in range(2000))
    source = opened_bytes(text.encode(), "a.txt")
    found = list(articles(source, lexis.best_profile(source.lines), "a.txt"))
    assert len(found) == 2000
    last = found[-1]
    assert isinstance(last, Incoming)
    assert (last.article.title, last.article.text) == ("Title 1999", "Title 1999\n\nText 1999.")


def test_a_cover_of_thousands_of_articles_does_not_hide_how_they_are_marked(tmp_path: Path) -> None:
    at = ENGLISH.index(PAGE)
    cover = [*ENGLISH[:at], *(f"{n}. Another headline" for n in range(4, 7000))]
    texts = [one for _ in range(300) for one in ENGLISH[at:]]
    found = read(tmp_path, "a.docx", docx([*cover, *texts]))
    assert found.format == "lexis"
    assert len(found.articles) == 600
