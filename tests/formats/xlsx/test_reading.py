"""Spreadsheets of articles."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from spreadsheets import Cell, spreadsheet, with_bodies

from annotator.domain.errors import UserError
from annotator.formats.incoming import Found, Incoming, ReadOptions, Shell, Told
from annotator.formats.table import import_format_for
from annotator.formats.xlsx import workbook
from annotator.formats.xlsx.reading import lists, mapping_of, read

HEAD: Sequence[Cell] = ("Title", "Text", "Date", "Words")


def found(tmp_path: Path, data: bytes, options: ReadOptions | None = None) -> list[Found]:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    return list(read(path, options or ReadOptions()))


def of_sheets(tmp_path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> list[Found]:
    return found(tmp_path, spreadsheet(sheets))


def test_each_row_is_an_article_with_its_metadata(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("One", "Body one.", "March 4, 2025 9:05 PM EST", 7),
        ("Two", "Body two.", 45721, 1.5),
    ]
    one, two = of_sheets(tmp_path, {"Articles": rows})
    assert isinstance(one, Incoming)
    assert isinstance(two, Incoming)
    assert one.where == "a.xlsx, row 2"
    assert (one.article.title, one.article.text) == ("One", "Body one.")
    assert one.article.meta == {"published": "2025-03-04T21:05-05:00", "words": 7}
    assert two.article.meta == {"published": "2025-03-05", "words": 1.5}


def test_lines_above_the_heading_are_told_and_blank_rows_passed_over(tmp_path: Path) -> None:
    rows: list[Sequence[Cell]] = [("Export of March",), (), HEAD, (), ("One", "Body."), ("Only",)]
    told, one, refused = of_sheets(tmp_path, {"Articles": rows})
    assert isinstance(told, Told)
    assert "“Export of March”" in told.message
    assert isinstance(one, Incoming)
    assert one.where == "a.xlsx, row 5"
    assert isinstance(refused, UserError)
    assert str(refused) == "a.xlsx, row 6: The row has no text."


def test_sheets_without_texts_and_hidden_ones_are_left_aside_by_name(tmp_path: Path) -> None:
    sheets: dict[str, list[Sequence[Cell]]] = {
        "May": [HEAD, ("One", "Body.")],
        "Notes": [("Who", "What"), ("Ana", "Read")],
        "June": [HEAD, ("Two", "Body.")],
        "Old": [HEAD, ("Three", "Body.")],
    }
    told, one, two = found(tmp_path, spreadsheet(sheets, hidden=["Old"]))
    assert isinstance(told, Told)
    assert "2 sheets are left aside" in told.message
    assert "“Notes” and “Old”" in told.message
    assert [x.where for x in (one, two) if isinstance(x, Incoming)] == [
        "a.xlsx, sheet “May”, row 2",
        "a.xlsx, sheet “June”, row 2",
    ]


def test_columns_can_be_taken_for_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(spreadsheet({"A": [("kop", "verhaal"), ("Een", "Tekst.")]}))
    assert mapping_of(path, ReadOptions()) == {"kop": "kop", "verhaal": "verhaal"}
    (refused,) = read(path, ReadOptions())
    assert "No column holds the articles' text" in str(refused)
    (one,) = read(path, ReadOptions(mapping={"verhaal": "text", "kop": "title"}))
    assert isinstance(one, Incoming)
    assert (one.article.title, one.article.text) == ("Een", "Tekst.")
    (refused,) = read(path, ReadOptions(mapping={"none": "text"}))
    assert "There is no column “none”" in str(refused)


def test_a_list_without_texts_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(spreadsheet({"A": [("title", "url"), ("One", "https://a.example/1")]}))
    assert lists(path, ReadOptions())
    (one,) = read(path, ReadOptions())
    assert isinstance(one, Shell)


def test_it_is_known_by_what_it_holds_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(spreadsheet({"A": [HEAD, ("One", "Body.")]}))
    row = import_format_for(path)
    assert row is not None
    assert row.id == "xlsx"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04junk", "no ZIP file"),
        (spreadsheet({"A": []}), "No sheet that one sees has anything in it"),
        (spreadsheet({"A": [HEAD, ("One", "x")]}, hidden=["A"]), "No sheet that one sees"),
        (with_bodies({"A": "<row><c"}), "damaged"),
        (spreadsheet({"A": [HEAD]})[:-200], "no ZIP file"),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(data: bytes, why: str, tmp_path: Path) -> None:
    (refused,) = found(tmp_path, data)
    assert isinstance(refused, UserError)
    assert str(refused).startswith("a.xlsx")
    assert why in str(refused)


def test_a_sheet_that_spans_millions_of_cells_is_refused_unread(tmp_path: Path) -> None:
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'{near}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (refused,) = found(tmp_path, with_bodies({"A": far}))
    assert "spans more than 4,000,000 cells, of which it has 2" in str(refused)


def test_a_part_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_SHEET", 10_000)
    (refused,) = found(tmp_path, with_bodies({"A": f"<row>{' ' * 20_000}</row>"}))
    assert isinstance(refused, UserError)
