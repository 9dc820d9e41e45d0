"""Damaged and hostile files of other tools: refused with their name, and soon."""

import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import tool_files
from tool_files import QUOTE, SPEAKER, TEXT, points, selection

from annotator.domain.errors import UserError
from annotator.formats.format import Format
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.formats.labels.taguette_text import PageText
from annotator.formats.rows_tools import TOOLS
from annotator.formats.table import import_format_for
from annotator.store.foreign import foreign_database, foreign_tables

ROUNDS = 40


def write_refi(path: Path) -> Path:
    parts = [selection(points(TEXT, QUOTE), "q", name=QUOTE), selection(points(TEXT, SPEAKER), "w")]
    return tool_files.write_qdpx(path, tool_files.refi_project(parts))


def write_xmi(path: Path) -> Path:
    path.write_text(tool_files.xmi(TEXT), encoding="utf-8")
    return path


def write_tsv(path: Path) -> Path:
    path.write_text(tool_files.TSV, encoding="utf-8")
    return path


WRITERS: dict[str, Callable[[Path], Path]] = {
    "refi-qda": write_refi,
    "uima-xmi": write_xmi,
    "webanno-tsv": write_tsv,
    "qualcoder": tool_files.write_qualcoder,
    "taguette": tool_files.write_taguette,
    "dna": tool_files.write_dna,
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, taken out, doubled, or without their end."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(found)) if found else 0
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 60)]
            case 3:
                found[at:at] = chance.choice(
                    [b"<", b"&", b'"', b"\0", b"\xff", b"-1", b"999999999", b"|[", b"]]>"]
                )
            case _:
                if chance.random() < 0.1:
                    del found[at:]
    return bytes(found)


def read(row: Format, path: Path) -> list[str]:
    """Return what is said of a file; anything else than a `UserError` is raised."""
    if row.importer.recognises is not None:
        row.importer.recognises(Glimpse(path))
    said: list[str] = []
    for one in row.importer.read(path, ReadOptions(extend_codebook=True)):
        assert isinstance(one, Incoming | UserError | Told)
        if isinstance(one, UserError):
            assert one.where, one.message
            said.append(str(one))
    try:
        if row.importer.labels is not None:
            row.importer.labels(path, ReadOptions())
    except UserError as error:
        said.append(str(error))
    return said


@pytest.mark.parametrize("row", TOOLS, ids=lambda row: row.id)
def test_each_kind_is_known_by_its_content_alone(row: Format, tmp_path: Path) -> None:
    found = import_format_for(WRITERS[row.id](tmp_path / "any.bin"))
    assert found is not None
    assert found.id == row.id


@pytest.mark.parametrize("row", TOOLS, ids=lambda row: row.id)
def test_damaged_files_are_refused_by_name(row: Format, tmp_path: Path) -> None:
    whole = WRITERS[row.id](tmp_path / "whole").read_bytes()
    chance = random.Random(row.id)
    for n in range(ROUNDS):
        path = tmp_path / f"damaged {n}"
        path.write_bytes(mutated(whole, chance))
        read(row, path)
    half = whole[: len(whole) // 2] if row.id != "webanno-tsv" else b""  # of a table a half is one
    for data in (b"", whole[:40], half, bytes(500), b"\xff" * 300):
        path = tmp_path / "cut"
        path.write_bytes(data)
        assert read(row, path)


@pytest.mark.parametrize("part", ["project", "text"])
def test_damaged_parts_of_a_project_are_refused_by_name(part: str, tmp_path: Path) -> None:
    project = tool_files.refi_project([selection(points(TEXT, QUOTE), "q", name=QUOTE)]).encode()
    chance = random.Random(part)
    row = next(one for one in TOOLS if one.id == "refi-qda")
    for _ in range(ROUNDS):
        given = mutated(project, chance) if part == "project" else project
        text = mutated(TEXT.encode(), chance) if part == "text" else TEXT.encode()
        read(row, tool_files.write_qdpx(tmp_path / "p.qdpx", given, text))


@pytest.mark.parametrize("name", ["qualcoder", "taguette", "dna"])
def test_cells_of_any_kind_are_taken_or_refused(name: str, tmp_path: Path) -> None:
    row = next(one for one in TOOLS if one.id == name)
    chance = random.Random(name)
    odd = (None, -1, 2**62, 1e308, float("inf"), b"\xff\x00", "", "x" * 3000, "\0", "1", 0.5)
    for n in range(12):
        path = WRITERS[name](tmp_path / f"odd {n}")
        with closing(sqlite3.connect(path)) as connection:
            for table in foreign_tables(path):
                for column in connection.execute(f"PRAGMA table_info({table})").fetchall():
                    if chance.random() < 0.25:
                        value = chance.choice(odd)
                        change = f'UPDATE {table} SET "{column[1]}" = ?'  # noqa: S608
                        connection.execute(change, (value,))
            connection.commit()
        read(row, path)


def endless() -> Iterator[tuple[str, str]]:
    project = tool_files.refi_project([])
    deep = "<Code name='a' guid='b'>" * 5000 + "</Code>" * 5000
    yield "refi-qda", project.replace("<Codes>", f"<Codes>{deep}")
    yield "refi-qda", project.replace("<Description>", f"<Description>{'&' * 400_000}")
    yield "refi-qda", f"<?xml {' ' * 300_000} urn:QDA-XML:project:1.0"
    yield "uima-xmi", tool_files.xmi(TEXT).replace("a</tags>", f"{'<a>' * 50_000}</tags>")
    yield "uima-xmi", tool_files.xmi(TEXT).replace('who="20"', f'who="{"20 " * 50_000}"')
    first, rest = tool_files.TSV.split("1-1\t", 1)
    yield "webanno-tsv", f"{first}1-1\t0-8\tBäckerei\t_\t{'a[1]|' * 50_000}\t_\n1-1\t{rest}"
    yield "webanno-tsv", f"{first}1-1\t0-8\tBäckerei\t_\t{chr(92) * 200_001}\t_\n1-1\t{rest}"
    yield "webanno-tsv", first + "".join(f"1-{n}\t{n}-{n + 1}\tx\t_\n" for n in range(20_000))


@pytest.mark.parametrize("case", list(endless()), ids=lambda case: case[0])
def test_what_is_made_to_last_for_ever_ends(case: tuple[str, str], tmp_path: Path) -> None:
    name, text = case
    row = next(one for one in TOOLS if one.id == name)
    path = tmp_path / "hostile"
    path.write_text(text, encoding="utf-8")
    read(row, path)


@pytest.mark.parametrize(
    "sign", ["<", "<!--", "<a ", "<a b='", "&#9", "&", "<br>", "<p ", "</", "<?"]
)
def test_pages_of_any_kind_are_read_in_one_pass(sign: str) -> None:
    page = PageText(sign * 30_000 + "<p>end</p>")
    assert page.span(0, 10**9) is None


def test_a_long_number_of_a_sign_is_none() -> None:
    assert PageText(f"<p>a&#{'9' * 9000};b</p>").text == "a\ufffdb"


def test_a_zip_made_to_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("project.qde", tool_files.refi_project([]))
        opened.writestr("sources/one.txt", bytes(40 * 2**20))
    row = next(one for one in TOOLS if one.id == "refi-qda")
    assert read(row, path)


def test_databases_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.qda"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert foreign_tables(path) == frozenset()
    with pytest.raises(UserError, match=r"a\.qda"), foreign_database(path) as database:
        database.rows("source", ["id"])
    assert foreign_tables(tmp_path / "nowhere.qda") == frozenset()
