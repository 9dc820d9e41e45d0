"""Damaged and hostile documents: a refusal with file and place, never anything else."""

import random
from pathlib import Path

import made_documents as made
import pytest
from pages import ENGLISH, found_in, page, paragraphs

from annotator.domain.errors import UserError
from annotator.domain.layout import check_stretches
from annotator.formats.format import Format
from annotator.formats.incoming import Found, Incoming, ReadOptions
from annotator.formats.rows_documents import DOCUMENTS

KINDS = made.every_kind()
ROUNDS = 40


def changed(data: bytes, dice: random.Random) -> bytes:
    """Return a file with some bytes others, a part of it gone, twice there, or its end cut off."""
    made_of = bytearray(data)
    for _ in range(dice.choice((1, 3, 20))):
        made_of[dice.randrange(len(made_of))] = dice.randrange(256)
    start = dice.randrange(len(made_of))
    end = min(len(made_of), start + dice.randrange(1, 400))
    what = dice.randrange(4)
    if what == 1:
        del made_of[start:end]
    elif what == 2:
        made_of[start:start] = made_of[start:end]
    elif what == 3:
        del made_of[max(1, start) :]
    return bytes(made_of)


def assert_sound(found: list[Found], name: str) -> None:
    for one in found:
        if isinstance(one, UserError):
            assert one.where.startswith(name)
        elif isinstance(one, Incoming):
            text = one.article.text
            assert text.strip()
            assert "\0" not in text
            check_stretches(one.article.stretches, len(text))
            assert all(0 <= start < end <= len(text) for start, end in one.article.excluded)


@pytest.mark.parametrize("name", list(KINDS))
def test_a_sound_file_comes_in(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name])
    found = found_in(tmp_path / name)
    assert any(isinstance(one, Incoming) for one in found)
    assert_sound(found, name)


@pytest.mark.parametrize("name", list(KINDS))
def test_damaged_files_are_read_or_refused_with_their_name(tmp_path: Path, name: str) -> None:
    dice = random.Random(name)
    path = tmp_path / name
    for _ in range(ROUNDS):
        path.write_bytes(changed(KINDS[name], dice))
        assert_sound(found_in(path), name)


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row.id)
def test_any_file_may_be_called_any_kind(tmp_path: Path, row: Format) -> None:
    others = {
        **KINDS,
        "empty": b"",
        "nul": b"\0" * 5000,
        "deep": b"<a>" * 50_000,
        "text": b"Words. " * 99,
    }
    for data in others.values():
        path = tmp_path / f"x{row.suffixes[0]}"
        path.write_bytes(data)
        assert_sound(list(row.importer.read(path, ReadOptions())), path.name)


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row.id)
def test_a_file_that_is_gone_is_refused(tmp_path: Path, row: Format) -> None:
    (one,) = row.importer.read(tmp_path / "gone", ReadOptions())
    assert isinstance(one, UserError)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_what_unpacks_to_more_than_a_memory_is_refused_at_once(tmp_path: Path, name: str) -> None:
    part = {
        "a.docx": "word/document.xml",
        "a.odt": "content.xml",
        "a.epub": "META-INF/container.xml",
    }[name]
    kind = {
        "a.docx": "",
        "a.odt": "application/vnd.oasis.opendocument.text",
        "a.epub": "application/epub+zip",
    }
    path = tmp_path / name
    path.write_bytes(made.zipped({part: b" " * (64 * 2**20)}, first=kind[name]))
    (one,) = found_in(path)
    assert isinstance(one, UserError)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ' <!ENTITY f SYSTEM "file:///etc/hostname">]>'
)


@pytest.mark.parametrize("name", ["a.odt", "a.rss", "a.epub", "a.docx", "a.html", "a.xhtml"])
def test_entities_are_never_unfolded(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    text = "&j;&f;" + " ".join(ENGLISH)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    office = f'xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0"'
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = {
        "a.odt": made.zipped(
            {
                "content.xml": f"{LAUGHS}<x "
                f"{office}><office:body><office:text><text:p>{text}</text:p></office:text></office:body></x>"
            },
            first="application/vnd.oasis.opendocument.text",
        ),
        "a.rss": f"{LAUGHS}<rss "
        f"version='2.0'><channel><item><title>x</title><description>{text}</description></item></channel></rss>".encode(),
        "a.epub": made.zipped(
            {"META-INF/container.xml": f"{LAUGHS}<x><rootfile full-path='&j;&f;'/></x>"},
            first="application/epub+zip",
        ),
        "a.docx": made.zipped(
            {
                "word/document.xml": f"{LAUGHS}<w:document "
                f"{word}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
            }
        ),
        "a.html": f"{LAUGHS}<html><body><p>{text}</p></body></html>".encode(),
        "a.xhtml": f"{LAUGHS}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{text}</p></body></html>".encode(),
    }[name]
    path.write_bytes(data)
    host = (
        Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "no host"
    )
    found = found_in(path)
    assert_sound(found, name)
    for one in found:
        if isinstance(one, Incoming):
            assert "hahahaha" not in one.article.text
            assert host not in one.article.text.replace(text, "") or len(host) < 4


@pytest.mark.parametrize(
    "text",
    [
        "<!--" + "-" * 200_000,
        "<p " + "a=b " * 100_000 + ">" + ENGLISH[0],
        page("<p>" + "“" * 100_000 + "</p>"),
        page(paragraphs(tuple("word " * 30 + "." for _ in range(3000)), "div")),
        page("<table>" + "<tr><td>" * 5000 + ENGLISH[0]),
        page(f'<p class="{"x-" * 100_000}">{ENGLISH[0]}</p>'),
        "<html><head><script type='application/ld+json'>"
        + '{"a":' * 100_000
        + "</script>"
        + ENGLISH[0],
        page("By " + "a, " * 60_000),
        page("A" * 60_000 + " — " + ENGLISH[0]),
        "saved from url=(" + "1" * 100_000 + "<html>",
    ],
)
def test_pages_made_to_take_long_do_not(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.html"
    path.write_text(text, encoding="utf-8")
    assert_sound(found_in(path), "x.html")


def test_mails_in_mails_without_end_are_refused(tmp_path: Path) -> None:
    text = "".join(
        f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        for n in range(3000)
    )
    (tmp_path / "x.eml").write_text(
        f"From: a@b.example\nSubject: Deep\nMessage-ID: <1>\n{text}Words."
    )
    assert_sound(found_in(tmp_path / "x.eml"), "x.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"{\\b " * 200_000 + b"Words in it.",
        b"{\\fonttbl" + b"\\f1" * 200_000 + b"}Words in it.",
        b"{\\fonttbl" + b"\\f1\\fcharset1" * 100_000,
        b"{\\fonttbl" + b"{\\f1\\fcharset1 A;}" * 100_000 + b"}Words in it.",
        b"{\\field{\\*\\fldinst{ HYPERLINK " * 20_000 + b"Words in it.",
        b'{\\field{\\*\\fldinst{ HYPERLINK "x" "}}{' * 20_000 + b"Words in it.",
        b"{\\pict\\bin999999999 " + b"\xff" * 100_000,
        b"\\uc\\u99999999 Words",
    ],
)
def test_rich_text_made_to_take_long_does_not(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 " + data)
    assert_sound(found_in(tmp_path / "x.rtf"), "x.rtf")


def test_names_of_encodings_that_are_none_cost_nothing(tmp_path: Path) -> None:
    files = {
        "x.eml": made.mail(html=False).replace(b'charset="utf-8"', b'charset="u\0f-8"'),
        "x.html": KINDS["a.html"].replace(b'charset="utf-8"', b'charset="none-8"'),
        "x.rtf": KINDS["a.rtf"].replace(b"ansicpg1252", b"ansicpg0252"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        found = found_in(tmp_path / name)
        assert any(isinstance(one, Incoming) for one in found), name
        assert_sound(found, name)
