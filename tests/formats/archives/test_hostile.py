"""Damaged and hostile files: refusals with a place, no hang, nothing fetched, nothing expanded."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from agency_files import HTML, ITEM, MESSAGE, NINJS, NITF
from archive_files import (
    FACTIVA_NUMBER,
    FACTIVA_XML,
    KIKUZO,
    YOMIDASU,
    europresse_page,
    factiva_article,
    factiva_page,
    kikuzo_page,
    rtf,
    written,
    yomidasu_page,
)
from integrum_files import FIELDS, HEAD, TEXT, report
from proquest_files import entry, mail, text_entry
from proquest_files import page as proquest_page
from xlsx_files import workbook

from annotator.domain.errors import UserError
from annotator.formats.archives import (
    europresse,
    factiva,
    integrum,
    kikuzo,
    newsml,
    ninjs,
    nitf,
    proquest,
    yomidasu,
)
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told

Reader = Callable[[Path, ReadOptions], "object"]
_ROUNDS = 40

ARTICLE = factiva_article(
    ["9 words", "11 March 2030", "Post", "English", "(c) 2030"],
    ["The <b>ferry</b> waits."],
    number=FACTIVA_NUMBER,
    title="Ferry",
)
FILES: dict[str, tuple[Reader, str | bytes]] = {
    "factiva.html": (factiva.read, factiva_page(ARTICLE, ARTICLE)),
    "factiva.rtf": (
        factiva.read,
        rtf("News", "Ferry", "9 words", "11 March 2030", "Text.", FACTIVA_NUMBER),
    ),
    "factiva.xml": (factiva.read, FACTIVA_XML.replace("NUMBER", FACTIVA_NUMBER)),
    "europresse.html": (europresse.read, europresse_page()),
    "proquest.html": (proquest.read, proquest_page(entry("<p>Text.</p>"))),
    "proquest.eml": (proquest.read, mail(proquest_page(entry("<p>Text.</p>")))),
    "proquest.txt": (proquest.read, text_entry(1, ["The ferry waits."])),
    "integrum.html": (integrum.read, report((FIELDS, "ПАРОМ", TEXT))),
    "integrum.xlsx": (integrum.read, workbook([HEAD, ["П", "1.2.05", "", "Паром", "Стоит."]])),
    "kikuzo.html": (kikuzo.read, kikuzo_page((KIKUZO, "止まる", "　港の船。"))),
    "yomidasu.html": (yomidasu.read, yomidasu_page((YOMIDASU, "　港の船。", "N1"))),
    "nitf.xml": (nitf.read, NITF),
    "newsml.xml": (
        newsml.read,
        MESSAGE.format(items=ITEM.format(kind="text", title="Ferry", content=HTML)),
    ),
    "ninjs.json": (ninjs.read, json.dumps(NINJS)),
}


def read(reader: Reader, path: Path) -> list[Found]:
    """Return what a reader yields, and see that there is nothing else."""
    found = list(reader(path, ReadOptions()))  # pyright: ignore[reportArgumentType] - any reader
    assert all(isinstance(one, Incoming | UserError | Told) for one in found)
    for one in found:
        if isinstance(one, UserError):
            assert str(one).startswith(path.name)
        if isinstance(one, Incoming):
            assert one.article.text.strip()
            assert one.article.title
    return found


@pytest.mark.parametrize("name", FILES)
def test_damaged_bytes_cost_what_they_damage(name: str, tmp_path: Path) -> None:
    reader, content = FILES[name]
    path = written(tmp_path, name, content)
    whole = path.read_bytes()
    assert any(isinstance(one, Incoming) for one in read(reader, path))
    random_ = random.Random(name)  # the same damage each time
    for _ in range(_ROUNDS):
        data = bytearray(whole)
        for _ in range(random_.randint(1, 12)):
            at = random_.randrange(len(data))
            kind = random_.randrange(4)
            if kind == 0:
                data[at] = random_.randrange(256)
            elif kind == 1:
                del data[at : at + random_.randint(1, 40)]
            elif kind == 2:
                data[at:at] = data[at : at + random_.randint(1, 80)]
            else:
                data[at:at] = random_.choice(
                    (b"<", b">", b"\0", b"&#0;", b"\xff", b"{\\rtf", b"]]>")
                )
        path.write_bytes(data or b"x")
        Glimpse(path)
        read(reader, path)
    for cut in range(0, len(whole), max(1, len(whole) // 15)):
        path.write_bytes(whole[:cut])
        read(reader, path)


@pytest.mark.parametrize("name", FILES)
def test_what_is_nothing_of_the_kind_is_refused_by_name(name: str, tmp_path: Path) -> None:
    reader, _ = FILES[name]
    for content in (b"", b"\0" * 100, b"<html></html>", b"{}", b"PK\x03\x04", b"\xff\xfe"):
        path = written(tmp_path, name, content)
        found = read(reader, path)
        assert any(isinstance(one, UserError) for one in found)
        assert not any(isinstance(one, Incoming) for one in found)


@pytest.mark.parametrize("name", ["factiva.xml", "nitf.xml", "newsml.xml"])
def test_entities_are_neither_fetched_nor_expanded(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    reader, content = FILES[name]
    assert isinstance(content, str)
    levels = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "boom">' for n in range(12)
    )
    outside = f'<!ENTITY out SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
    root = {"factiva.xml": "PPSResponse", "nitf.xml": "nitf", "newsml.xml": "newsMessage"}[name]
    start = content.index(f"<{root}")
    text = content[start:].replace("The ", "The &a11; &out; ", 1)
    path = written(tmp_path, name, f"<!DOCTYPE {root} [{levels}{outside}]>{text}")
    for one in read(reader, path):
        if isinstance(one, Incoming):
            assert "SECRET" not in one.article.text
            assert "boom" not in one.article.text
            assert len(one.article.text) < len(content)


@pytest.mark.parametrize(
    "name", [one for one in FILES if not one.endswith((".rtf", ".xlsx", ".json"))]
)
def test_much_of_the_same_is_read_in_time(name: str, tmp_path: Path) -> None:
    reader, content = FILES[name]
    data = content if isinstance(content, bytes) else content.encode()
    middle = len(data) // 2
    for filler in (
        b"<div>" * 50_000,
        b"<table><tr><td>" * 20_000,
        b" a:" * 50_000,
        b"\n>" * 50_000,
    ):
        read(reader, written(tmp_path, name, data[:middle] + filler + data[middle:]))


def test_a_first_look_into_a_damaged_workbook_fails_at_nothing(tmp_path: Path) -> None:
    whole = bytearray(workbook([["Headline", "Body"], *[["Ferry", "It waits."]] * 200]))
    for at in range(0, len(whole), 7):
        whole[at] ^= 0x55
        path = written(tmp_path, "t.xlsx", bytes(whole))
        assert integrum.recognises(Glimpse(path)) in {True, False}
        whole[at] ^= 0x55
