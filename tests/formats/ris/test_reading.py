"""References of managers of literature, and records of GDELT: lists of articles without texts."""

from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, ReadOptions, Shell
from annotator.formats.table import import_format_for

RIS = """TY  - NEWS
TI  - Quay sold
AU  - Ortega, Lía
AU  - Lind, Per
T2  - Courier
DA  - 2025/03/04/
UR  - https://courier.example/quay
DO  - 10.1234/ab.5
AB  - First line
second line
ER  -

TY  - NEWS
PY  - 2025
ER  -
TY  - NEWS
T1  - No end
"""
EVENT = "\t".join(["1234567890", *["x"] * 59, "https://post.example/1"])
GRAPH = "\t".join(
    ["20250304101500-1", "20250304101500", "1", "post.example", "https://post.example/2",
     *["x"] * 21, "<PAGE_TITLE>Quay &amp; crane</PAGE_TITLE>"]
)  # fmt: skip


def found(path: Path) -> tuple[str, list[Found]]:
    row = import_format_for(path)
    assert row is not None
    return row.id, list(row.importer.read(path, ReadOptions()))


def test_each_reference_says_what_is_known_of_an_article(tmp_path: Path) -> None:
    path = tmp_path / "zotero.txt"
    path.write_text(RIS, encoding="utf-8")
    name, (one, refused, last) = found(path)
    assert name == "ris"
    assert isinstance(one, Shell)
    assert one.where == "zotero.txt, line 1"
    assert one.title == "Quay sold"
    assert one.meta == {
        "outlet": "Courier",
        "author": "Ortega, Lía; Lind, Per",
        "published": "2025-03-04",
        "url": "https://courier.example/quay",
        "doi": "10.1234/ab.5",
        "abstract": "First line\nsecond line",
    }
    assert isinstance(refused, UserError)
    assert "zotero.txt, line 13" in str(refused)
    assert isinstance(last, Shell)
    assert last.title == "No end"


def test_a_file_without_references_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("nothing\n", encoding="utf-8")
    assert "There is no reference in the file" in str(found(path)[1][0])


def test_records_of_gdelt_are_known_by_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "20250304101500.gkg.csv"
    path.write_text(f"{GRAPH}\n{GRAPH}\nshort\n", encoding="utf-8")
    name, (one, refused) = found(path)
    assert name == "gdelt"
    assert isinstance(one, Shell)
    assert one.title == "Quay & crane"
    assert one.meta == {
        "url": "https://post.example/2",
        "outlet": "post.example",
        "gdelt_record": "20250304101500-1",
    }
    assert isinstance(refused, UserError)
    assert "line 3" in str(refused)


def test_several_events_of_one_address_are_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "20250304101500.export.CSV"
    path.write_text(f"{EVENT}\n{EVENT}\n", encoding="utf-8")
    name, (one,) = found(path)
    assert name == "gdelt"
    assert isinstance(one, Shell)
    assert one.meta["url"] == "https://post.example/1"


def test_every_note_is_kept_and_only_days_are_read_as_days(tmp_path: Path) -> None:
    path = tmp_path / "more.ris"
    more = "AN  - 2024/123456\nN1  - One\nN1  - Two"
    path.write_text(f"TY  - NEWS\nTI  - Quay sold\n{more}\nER  -\n", encoding="utf-8")
    _, (one,) = found(path)
    assert isinstance(one, Shell)
    assert one.meta == {"document_number": "2024/123456", "notes": "One; Two"}
