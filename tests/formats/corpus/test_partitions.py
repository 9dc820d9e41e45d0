"""However an archive is cut, each of its rows is read once, as if the file were read whole."""

import csv
import gzip
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import warc

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import BadRow, CorpusArticle, CorpusRow
from annotator.formats.corpus.reading import partitions, read_partition

WHOLE = 2**40
PIECES = st.sampled_from(
    [
        "word",
        "é",
        "😀",
        "\u2028",
        "\u0085",
        '"',
        '"" ',
        ",",
        ";",
        "\n",
        "\r\n",
        "\r",
        "'",
        "\\n",
        " ",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map("".join)
LISTS = st.lists(TEXTS, min_size=1, max_size=14)
SIZES = st.integers(1, 900)


def rows_of(path: Path, at_most: int) -> list[CorpusRow]:
    return [row for one in partitions([path], at_most) for row in read_partition(one)]


def check(path: Path, at_most: int, texts: list[str]) -> None:
    """Hold that a file's rows are the same once each, and that none is lost."""
    whole = rows_of(path, WHOLE)
    assert rows_of(path, at_most) == whole
    assert len({one.row for one in whole}) == len(whole) == len(texts)
    found = [one.text.split() for one in whole if isinstance(one, CorpusArticle)]
    assert found == [words for one in texts if (words := one.split())]
    names = [one.name for one in partitions([path], at_most)]
    assert len(set(names)) == len(names)


@settings(max_examples=25, deadline=None)
@given(LISTS, SIZES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_jsonl(texts: list[str], at_most: int, end: str, ascii_only: bool, ends: bool) -> None:
    lines = [
        json.dumps(
            {"headline": f"T{n}", "body": one, "date": "2024-05-01"}, ensure_ascii=ascii_only
        )
        for n, one in enumerate(texts)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes((end.join(lines) + (end if ends else "")).encode())
        check(path, at_most, texts)


@settings(max_examples=25, deadline=None)
@given(LISTS, SIZES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t"), st.booleans())
def test_csv(texts: list[str], at_most: int, end: str, delimiter: str, mark: bool) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text", "outlet", "date"])
    writer.writerows([f"T{n}", one, "Gazette", "2024-05-01"] for n, one in enumerate(texts))
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(table.getvalue().encode("utf-8-sig" if mark else "utf-8"))
        check(path, at_most, texts)


@settings(max_examples=10, deadline=None)
@given(LISTS, SIZES, st.integers(1, 5))
def test_parquet(texts: list[str], at_most: int, group: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.parquet")
        table = pa.table({"title": [f"T{n}" for n in range(len(texts))], "text": texts})
        pq.write_table(table, path, row_group_size=group)
        check(path, at_most, texts)


def write_warc(path: Path, pages: int, *, packed: bool) -> None:
    prose = "<p>The council met for the {}th time on Monday, and the mayor spoke of it.</p>"
    page = "<html><head><title>Page {}</title></head><body><article>{}</article></body></html>"
    made = (
        (
            f"https://gazette.example/{n}",
            "200 text/html",
            page.format(n, prose.format(n) * 4).encode(),
        )
        for n in range(pages)
    )
    path.write_bytes(warc(list(made), packed=packed))


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    write_warc(path, 7, packed=packed)
    whole = rows_of(path, WHOLE)
    assert [one.row for one in whole] == [1, 2, 3, 4, 5, 6, 7]
    assert all(isinstance(one, CorpusArticle) and one.meta["url"] for one in whole)
    for at_most in (1, 400, 1000, 3000):
        assert rows_of(path, at_most) == whole


def test_packed_lines_and_tables_are_one_partition(tmp_path: Path) -> None:
    lines = b"".join(b'{"title": "T", "text": "Words of %d"}\n' % n for n in range(50))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    table = "title,text\n" + "".join(f'T,"Words\nof {n}"\n' for n in range(50))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(table.encode()))
    (tmp_path / "notes.txt").write_text("no file of an archive")
    (tmp_path / ".hidden.jsonl").write_text("{}")
    found = list(partitions([tmp_path], 10))
    assert [one.file.rpartition("/")[2] for one in found] == ["a.jsonl.gz", "b.csv.gz"]
    assert [len(list(read_partition(one))) for one in found] == [50, 50]


def test_metadata_is_that_of_importers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"headline": "H", "body": "Words.", "date": "3 May 2024", "source": "Gazette"}\n'
        '{"headline": "I", "body": "More.", "desk": "Sport", "byline": "A. Writer"}\n'
    )
    first, second = rows_of(path, WHOLE)
    assert isinstance(first, CorpusArticle)
    assert isinstance(second, CorpusArticle)
    assert first.meta == {"title": "H", "published": "2024-05-03", "outlet": "Gazette"}
    assert second.meta["author"] == "A. Writer"


def test_own_lines_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"id": "a1", "title": "T", "text": "Words.", "meta": {"outlet": "Gazette"}}
    path.write_text(json.dumps(line) + "\n")
    (one,) = rows_of(path, WHOLE)
    assert isinstance(one, CorpusArticle)
    assert (one.id, one.meta["outlet"], one.meta["title"]) == ("a1", "Gazette", "T")


def test_a_bad_row_costs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"title": "T", "text": "Words."}\n'
    path.write_text(f'{good}{{"broken": \n[1]\n{good}{{"title": "none"}}\n{good}')
    for at_most in (WHOLE, 5, 40):
        found = rows_of(path, at_most)
        bad = [(one.path, one.row) for one in found if isinstance(one, BadRow)]
        assert bad == [("a.jsonl", 2), ("a.jsonl", 3), ("a.jsonl", 5)]
        assert sum(isinstance(one, CorpusArticle) for one in found) == 3


@pytest.mark.parametrize(
    "name", ["a.parquet", "a.csv", "a.jsonl", "a.warc", "a.jsonl.gz", "a.csv.gz"]
)
@pytest.mark.parametrize("data", [b"", b"\0\1\2\xff" * 300, b"rubbish, \xe9 and more\n" * 30])
def test_rubbish_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for at_most in (WHOLE, 50):
        found = rows_of(path, at_most)
        assert all(isinstance(one, BadRow) and one.path == name and one.why for one in found)
        assert found or not data


def test_a_file_that_breaks_off_keeps_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(b'{"title": "T", "text": "Words of %d"}\n' % (n**9) for n in range(5000))
    path.write_bytes(gzip.compress(lines)[:-9000])
    *found, last = rows_of(path, WHOLE)
    assert len(found) > 100
    assert isinstance(last, BadRow)
    assert last.row == len(found) + 1


def test_a_table_that_breaks_off_within_a_letter_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("headline,body\nA,Été à Orléans né là\nB,Two more é".encode()[:-1])
    found = [one for one in rows_of(path, WHOLE) if isinstance(one, CorpusArticle)]
    assert [one.text for one in found] == ["Été à Orléans né là", "Two more \ufffd"]


def test_a_source_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    for source in (tmp_path / "none", tmp_path / "a.txt", tmp_path):
        with pytest.raises(UserError):
            list(partitions([source]))
