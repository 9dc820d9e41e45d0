"""Files that are called otherwise than they are, or were saved by odd programs."""

import json
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from spreadsheets import spreadsheet

from annotator.domain.errors import UserError
from annotator.formats.files.dates import iso
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.formats.table import import_format_for

LEXIS = """1 of 1 DOCUMENTS


The Daily Lamp


May 4, 2020 Monday

Bridge opens

SECTION: NEWS; Pg. 12

LENGTH: 9 words

The new bridge is open, and people walk on it.

LOAD-DATE: May 5, 2020

LANGUAGE: ENGLISH

Copyright 2020 Lamp Ltd
"""
MAIL = """From: Post <post@post.example>
To: desk@desk.example
Subject: Ferry stays
Date: Thu, 13 Mar 2025 10:00:00 -0000
Message-ID: <1@post.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

The ferry stayed in dock on Thursday, the harbour master said.
"""
PAGE = """From: <Saved by Blink>
Snapshot-Content-Location: https://post.example/ferry
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="X"

--X
Content-Type: text/html; charset=utf-8

<html><body><article><h1>Ferry stays</h1><p>The ferry stayed in dock on Thursday, the harbour
master said, and it will stay there until the crew is paid.</p></article></body></html>
--X--
"""


def found(path: Path) -> list[Found]:
    row = import_format_for(path)
    assert row is not None
    return list(row.importer.read(path, ReadOptions(extend_codebook=True, coder="ana")))


def only(path: Path) -> Incoming:
    (one,) = found(path)
    assert isinstance(one, Incoming), one
    return one


@pytest.mark.parametrize("name", ["download", "download.dat", "download.asc", "download.eml"])
def test_downloads_are_known_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LEXIS, encoding="utf-8")
    assert only(tmp_path / name).article.title == "Bridge opens"


def test_line_ends_of_old_computers_part_lines(tmp_path: Path) -> None:
    path = tmp_path / "download.txt"
    path.write_bytes(LEXIS.replace("\n", "\r").encode())
    assert only(path).article.meta["outlet"] == "The Daily Lamp"


@pytest.mark.parametrize("name", ["list", "list.txt", "list.csv", "list.html"])
@pytest.mark.parametrize("by_lines", [True, False])
def test_objects_are_known_whatever_they_are_called(
    tmp_path: Path, name: str, by_lines: bool
) -> None:
    objects = [{"title": "One", "text": "Body."}, {"title": "Two", "text": "Other."}]
    written = "\n".join(map(json.dumps, objects)) if by_lines else json.dumps(objects, indent=1)
    (tmp_path / name).write_text(written, encoding="utf-8")
    came = found(tmp_path / name)
    assert [one.article.title for one in came if isinstance(one, Incoming)] == ["One", "Two"]


@pytest.mark.parametrize("text", ["{x} is unknown.", "[Editor: “so”]", '{"Quotes" begin it.}'])
def test_texts_in_brackets_stay_texts(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert only(tmp_path / "a.txt").article.text == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("further", [{"outlet": "Post"}, {"schema": "annotator/1"}])
def test_lines_of_objects_in_the_encodings_of_shells(
    tmp_path: Path, encoding: str, further: dict[str, str]
) -> None:
    line = json.dumps({"title": "Ünë", "text": "Body."} | further)
    (tmp_path / "a.jsonl").write_text(f"{line}\n", encoding=encoding)
    assert only(tmp_path / "a.jsonl").article.title == "Ünë"


def test_an_empty_file_of_lines_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n")
    (error,) = found(tmp_path / "a.jsonl")
    assert str(error) == "a.jsonl: The file is empty."


@pytest.mark.parametrize(("name", "content"), [("a.eml", MAIL), ("a.mht", PAGE)])
def test_a_mark_before_a_mail_is_no_part_of_it(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(BOM_UTF8 + content.encode())
    assert only(tmp_path / name).article.title == "Ferry stays"


def test_a_mark_before_webanno_tsv_is_no_line(tmp_path: Path) -> None:
    content = "#FORMAT=WebAnno TSV 3.3\n#T_SP=own.Speech|role\n\n\n#Text=Edda left\n"
    content += "1-1\t0-4\tEdda\tWho\t\n1-2\t5-9\tleft\t_\t\n"
    (tmp_path / "a.tsv").write_bytes(BOM_UTF8 + content.encode())
    assert only(tmp_path / "a.tsv").article.text == "Edda left"


def test_one_bad_byte_costs_a_text_that_letter_alone(tmp_path: Path) -> None:
    content = "Über die Brücke\n\nEs wäre schön, sagte er.\n".encode()
    (tmp_path / "a.txt").write_bytes(content + b"Ende\xe9\n")
    came, told = found(tmp_path / "a.txt")
    assert isinstance(came, Incoming)
    assert came.article.text.startswith("Über die Brücke")
    assert came.article.text.endswith("Ende\ufffd\n")
    assert isinstance(told, Told)
    assert told.where == "a.txt, line 4"


def test_remarks_on_a_sheet_beside_tables_are_no_articles(tmp_path: Path) -> None:
    sheets = {"Info": [["Read me"], ["made by hand"]], "Data": [["title", "text"], ["A", "Body."]]}
    (tmp_path / "a.xlsx").write_bytes(spreadsheet(sheets))
    told, came = found(tmp_path / "a.xlsx")
    assert isinstance(told, Told)
    assert "“Info”" in told.message
    assert isinstance(came, Incoming)
    assert came.article.text == "Body."


def test_the_time_of_mails_without_a_zone_is_iso() -> None:
    assert iso("Thu, 13 Mar 2025 10:00:00 -0000") == "2025-03-13T10:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xmi", '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'),
        ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n#T_SP=own.Speech|role\n\nno line\n"),
    ],
)
def test_a_file_is_named_once(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    errors = [str(one) for one in found(tmp_path / name) if isinstance(one, UserError)]
    assert errors
    assert all(one.count(name) == 1 and "<string>" not in one for one in errors), errors


@pytest.mark.parametrize("said", ["utf-8", "ascii-8", ""])
def test_a_page_in_another_encoding_than_it_says(tmp_path: Path, said: str) -> None:
    words = "Паром остался в порту в среду утром, сказала представитель экипажа."
    content = f"<html><head><meta charset='{said}'></head><body><article><h1>Паром</h1>"
    content += f"<p>{words}</p></article></body></html>"
    (tmp_path / "a.html").write_bytes(content.encode("cp1251"))
    came = only(tmp_path / "a.html")
    assert words in came.article.text


def test_a_page_with_one_bad_byte_is_what_it_was(tmp_path: Path) -> None:
    words = "Die Fähre blieb am Mittwoch im Dock; die Leute wärmten sich an Öfen. Ende".encode()
    (tmp_path / "a.html").write_bytes(
        b"<html><body><article><h1>Die</h1><p>" + words + b"\xe9</p><p>" + words * 3 + b"</p>"
    )
    came, told = found(tmp_path / "a.html")
    assert isinstance(came, Incoming)
    assert "wärmten sich an Öfen. Ende\ufffd" in came.article.text
    assert isinstance(told, Told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_table_that_is_called_a_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [("Titel", "Datum", "Text"), ("Über", "2025-03-12", '"Ja," sagte sie.')]
    content = "\r\n".join(delimiter.join(one) for one in rows)
    (tmp_path / "a.txt").write_text(content, encoding=encoding)
    came = [one for one in found(tmp_path / "a.txt") if isinstance(one, Incoming)]
    assert [one.article.title for one in came] == ["Über"]
    assert came[0].article.text == '"Ja," sagte sie.'


@pytest.mark.parametrize(
    "text", ["Text\tof a story\nIt goes on.", "Title; text\n\nIt goes on; so."]
)
def test_a_text_whose_first_line_looks_like_columns(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert only(tmp_path / "a.txt").article.text == text
