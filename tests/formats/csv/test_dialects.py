"""Tables as people and programs really write them: with places named where something is odd."""

from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.csv.reading import read
from annotator.formats.incoming import Incoming, ReadOptions, Told

HEAD = "title\tdate\ttext\n"


def found(tmp_path: Path, written: str | bytes, name: str = "a.csv") -> list[object]:
    path = tmp_path / name
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    return list(read(path, ReadOptions()))


def texts(rows: list[object]) -> list[str]:
    return [one.article.text for one in rows if isinstance(one, Incoming)]


def told(rows: list[object]) -> list[tuple[str, str]]:
    return [(one.where, one.message) for one in rows if isinstance(one, Told)]


def refused(rows: list[object]) -> list[str]:
    return [str(one) for one in rows if isinstance(one, UserError)]


# Quotation marks


def test_a_tsv_without_quoting_keeps_every_quotation_mark_and_row(tmp_path: Path) -> None:
    bodies = [
        'He said: "No." Then he left.',
        '"No," he said.',
        'It is 5\'11" and 6" long.',
        '"It is over, she said. Open to the end.',
        "Plain.",
    ]
    rows = found(
        tmp_path, HEAD + "".join(f'"T{n}\t\t{one}\n' for n, one in enumerate(bodies)), "a.tsv"
    )
    assert texts(rows) == bodies
    assert next(one.article.title for one in rows if isinstance(one, Incoming)) == '"T0'
    assert refused(rows) == []


def test_a_tsv_with_quoting_is_read_with_it(tmp_path: Path) -> None:
    rows = found(tmp_path, HEAD + 'A\t\t"One\nand ""two"""\nB\t\tThree\n', "a.tsv")
    assert texts(rows) == ['One\nand "two"', "Three"]


def test_quotation_marks_escaped_by_a_backslash_are_read(tmp_path: Path) -> None:
    rows = found(tmp_path, 'title,text\nA,"He said \\"No\\", twice."\nB,"Plain, too."\n')
    assert texts(rows) == ['He said "No", twice.', "Plain, too."]


def test_blanks_before_quotation_marks_mean_nothing(tmp_path: Path) -> None:
    rows = found(tmp_path, 'title, text\n"A, first", "One, two."\n"B", "Three, four."\n')
    assert texts(rows) == ["One, two.", "Three, four."]


def test_one_broken_row_costs_no_other(tmp_path: Path) -> None:
    written = 'title,text\nA,"One, two."\nB,"Open, and never closed\nC,"Three, four."\nD,Five\n'
    rows = found(tmp_path, written)
    assert texts(rows)[0] == "One, two."
    assert texts(rows)[-2:] == ["Three, four.", "Five"]
    assert any("line 3" in one for one in [*refused(rows), *(where for where, _ in told(rows))])


# Lines above the heading


def test_lines_above_the_heading_are_named_and_left_out(tmp_path: Path) -> None:
    rows = found(
        tmp_path, "Search: ferry\nExported: 2025-03-10\n\nTitle,Date,Text\nA,2025-03-06,One\n"
    )
    assert texts(rows) == ["One"]
    ((where, message),) = told(rows)
    assert where == "a.csv, lines 1–2"
    assert "2 rows above the heading are left out" in message
    assert "“Search: ferry”" in message


def test_a_title_above_columns_with_names_unknown_is_left_out(tmp_path: Path) -> None:
    written = "Export of March\nKopf;Leib\nA;One\nB;Two\n"
    path = tmp_path / "a.csv"
    path.write_text(written, encoding="utf-8")
    options = ReadOptions(mapping={"Leib": "text"})
    assert texts(list(read(path, options))) == ["One", "Two"]


def test_a_table_without_a_heading_of_one_column_is_texts(tmp_path: Path) -> None:
    body = "The council voted on Friday, and nobody was surprised by what came of it in the end. "
    assert texts(found(tmp_path, f'"{body}"\n"{body}"\n')) == [body, body]


# Bytes


def test_one_bad_byte_is_named_and_all_rows_come_in(tmp_path: Path) -> None:
    lines = ["title,text"] + [f"Über {n},„Größe“ – Zürich" for n in range(40)]
    data = "\n".join(lines).encode().replace("Über 39".encode(), b"\xffber 39")
    rows = found(tmp_path, data)
    assert len(texts(rows)) == 40
    ((where, message),) = told(rows)
    assert where == "a.csv, line 41"
    assert "1 byte that is not UTF-8 came in as “\ufffd”" in message
    assert "--encoding" in message


def test_other_encodings_are_no_damaged_utf8(tmp_path: Path) -> None:
    rows = found(tmp_path, "title;text\nÜber;Größe in Zürich\n".encode("cp1252"))
    assert texts(rows) == ["Größe in Zürich"]
    assert told(rows) == []


# Ragged rows


def test_short_rows_are_named_and_long_ones_refused_by_line(tmp_path: Path) -> None:
    rows = found(
        tmp_path, "title,text,outlet,note\nA,One\nB,Two,Post,x\nC,Three, four,Post,y,z\nD,Six,P,\n"
    )
    assert texts(rows) == ["One", "Two", "Six"]
    ((where, message),) = told(rows)
    assert where == "a.csv, line 2"
    assert "1 row has fewer cells than the heading, which has 4" in message
    (why,) = refused(rows)
    assert why.startswith("a.csv, line 4: The row has 6 cells, the heading 4.")
    assert "needs quotation marks" in why


# Days


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("March 4, 2025 9:05 PM EST", "2025-03-04T21:05-05:00"),
        ("Jan 5, 2025 12:30 AM", "2025-01-05T00:30"),
        ("June 5th, 2025", "2025-06-05"),
        ("March 4, 2025 9:05 PM CST", "March 4, 2025 9:05 PM CST"),
    ],
)
def test_days_keep_time_and_zone_or_stay_as_written(
    written: str, read_as: str, tmp_path: Path
) -> None:
    (one,) = found(tmp_path, f'title,date,text\nA,"{written}",One\n')
    assert isinstance(one, Incoming)
    assert one.article.meta["published"] == read_as
