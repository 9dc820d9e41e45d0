"""Damaged and hostile tables: refusals with file and place, and never anything else."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from spreadsheets import spreadsheet

from annotator.domain.errors import UserError
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, ReadOptions, Shell, Told
from annotator.formats.table import import_format, import_format_for

ROWS = [
    ("title", "date", "text", "url"),
    ("Größe", "4. März 2025, 9:05 Uhr", "„Nein“, sagte sie.", "https://post.example/1"),
    ("Two", "June 5th, 2025", 'He said "no", twice.', "https://post.example/2"),
]
OBJECTS = [dict(zip(ROWS[0], row, strict=True)) | {"x": {"y": [1, {"z": 2}]}} for row in ROWS[1:]]
RIS = "TY  - NEWS\nTI  - Quay\nUR  - https://post.example/1\nAB  - x\ny\nER  - \n" * 3
EVENT = "\t".join(["1234567890", *["x"] * 59, "https://post.example/1"])
SEEDS = {
    "a.csv": "\n".join(
        ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in ROWS
    ),
    "a.tsv": "\n".join("\t".join(row) for row in ROWS),
    "a.jsonl": "\n".join(json.dumps(one, ensure_ascii=False) for one in OBJECTS),
    "a.json": json.dumps({"articles": OBJECTS}),
    "a.ris": RIS,
    "a.gkg": f"{EVENT}\n" * 3,
}


def read(path: Path, row: Format | None = None) -> list[object]:
    found = row or import_format_for(path)
    if found is None:
        return []
    for look in (found.importer.columns, found.importer.lists):
        try:
            if look is not None:
                look(path, ReadOptions())
        except UserError:
            pass
    return list(found.importer.read(path, ReadOptions()))


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randrange(30)]
            case 2:
                changed[at:at] = changed[max(0, at - 30) : at]
            case 3:
                changed[at:at] = chance.choice(
                    (b'"', b"\0", b"\n", b"\\", b"{", b"[[", b"\xef\xbb")
                )
            case _:
                changed = changed[: max(1, at)]
    return bytes(changed)


@pytest.mark.parametrize("name", [*SEEDS, "a.xlsx"])
def test_of_damaged_bytes_comes_a_refusal_with_the_files_name_or_an_article(
    name: str, tmp_path: Path
) -> None:
    chance = random.Random(name)
    sheet = spreadsheet({"A": ROWS, "B": [("x", 45_000.5)]})
    seed = SEEDS[name].encode() if name in SEEDS else sheet
    path = tmp_path / name
    row = import_format_for(_written(path, seed))
    assert row is not None
    for _ in range(150):
        _written(path, mutated(seed, chance))
        for one in [*read(path), *read(path, row)]:
            assert isinstance(one, Incoming | Shell | Told | UserError)
            assert one.where.startswith(name)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def hostile() -> Iterator[object]:
    deep = "[" * 100_000
    yield pytest.param("a.json", deep, id="deep lists")
    yield pytest.param("a.jsonl", '{"a":' * 100_000 + "\n{}\n", id="deep objects")
    yield pytest.param("a.json", json.dumps([{f"k{n}": n for n in range(50_000)}]), id="many keys")
    yield pytest.param("a.csv", "a," * 50_000 + "\nx\n", id="many columns")
    yield pytest.param("a.csv", 'text,b\n"' + "x\n" * 30_000, id="never closed")
    yield pytest.param("a.csv", "text,b\n" + 'x"y,"z\n' * 10_000, id="quotes out of place")
    yield pytest.param("a.csv", "text,b\n" + '"' * 500_000, id="only quotes")
    yield pytest.param("a.tsv", "\t" * 500_000, id="only tabs")
    yield pytest.param("a.csv", "text,date\n" + f"x,{'1 ' * 45}\n" * 2_000, id="dates of numbers")
    yield pytest.param("a.csv", "text,date\n" + f"x,{'12:' * 33}\n" * 2_000, id="dates of times")
    yield pytest.param("a.csv", "text,url\nx,http://" + "a/" * 200_000, id="long address")
    yield pytest.param("a.ris", "TY  - X\n" + "TI  -\n" * 200_000, id="empty fields")
    yield pytest.param("a.ris", "TY  - X\nAB  - x\n" + "y\n" * 200_000, id="long field")


@pytest.mark.parametrize(("name", "content"), list(hostile()))
def test_hostile_files_come_to_an_end(name: str, content: str, tmp_path: Path) -> None:
    path = _written(tmp_path / name, content.encode())
    found = read(path, import_format_for(path) or import_format("csv"))
    assert all(isinstance(one, Incoming | Shell | Told | UserError) for one in found)
