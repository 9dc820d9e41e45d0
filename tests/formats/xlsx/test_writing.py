"""Spreadsheets that go out: sheets, types of cells, and what a spreadsheet can't hold."""

import datetime as dt
import importlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_texts import texts
from projects import Material, make_project, materials
from python_calamine import CalamineWorkbook
from sample import TEXT, annotation, sample

from annotator.domain.article import normalised
from annotator.domain.draft import no_progress
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError
from annotator.formats.dataset import Dataset
from annotator.formats.export_options import OptionValue
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.formats.xlsx import sheets
from annotator.formats.xlsx.sheets import (
    LONGEST_CELL,
    CellKind,
    SheetNames,
    TypedColumn,
    cut_to_cell,
    text_columns,
    written_book,
)
from annotator.store.project import Project
from annotator.workflow.exporting import export

Rows = list[list[Any]]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def read(data: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def exported(project: Project, folder: Path, **options: OptionValue) -> dict[str, Rows]:
    path = folder / "data.xlsx"
    export(project, path, selection=Selection(options=options))
    return read(path.read_bytes())


def records(rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def one_sheet(columns: list[TypedColumn], *rows: list[object]) -> Rows:
    file = io.BytesIO()
    with written_book(file) as book:
        sheet = book.add("one", columns)
        for row in rows:
            sheet.write(row)
    return read(file.getvalue())["one"]


def test_there_is_a_sheet_for_each_code_and_for_what_they_are_on(
    project: Project, tmp_path: Path
) -> None:
    assert list(exported(project, tmp_path)) == [
        *("articles", "quote", "source", "cue", "sentiment", "tone"),
        *("links", "decisions", "comments", "coders", "actors", "codebook"),
    ]


def test_a_quote_has_its_answers_as_numbers_and_truths_and_no_other_codes_fields(
    project: Project, tmp_path: Path
) -> None:
    (quote,) = records(exported(project, tmp_path)["quote"])
    assert quote["text"] == "“We win,” … “and\u00a0stay.”"
    assert (quote["quote.stance"], quote["quote.negated"]) == (-1.0, False)
    assert (quote["said_by_text"], quote["said_by_actor"]) == ("the mayor | Others", "Maja Berg | ")
    assert quote["start"] == TEXT.index("“We win")
    assert not any(name.startswith(("sentiment.", "source.")) for name in quote)


def test_the_other_sheets_have_what_annotations_are_on_and_what_was_said_of_them(
    project: Project, tmp_path: Path
) -> None:
    found = exported(project, tmp_path)
    articles = {one["article_id"]: one for one in records(found["articles"])}
    assert articles["a1"]["published_day"] == dt.date(2025, 5, 19)
    assert articles["a1"]["statuses"] == "ana: done\nben: new"
    assert (articles["a1"]["note"], articles["a1"]["section"]) == ("Read twice", "Home")
    assert "text" not in articles["a1"]
    assert ("q1", "said_by", "s1") in {tuple(row[:3]) for row in found["links"]}
    assert [row[2] for row in found["decisions"][1:]] == ["changed", "accepted", "changed"]
    assert [row[4] for row in found["comments"][1:]] == [False, True]
    assert [row[1] for row in found["coders"][1:]] == ["ana", "ben"]
    actors = {one["name"]: one for one in records(found["actors"])}
    assert actors["Maja Berg"]["aliases"] == "the mayor"
    assert "Nobody yet" in actors
    assert {row[0] for row in found["codebook"][1:]} >= {"quote", "source", "tone"}


def test_texts_come_along_in_as_many_columns_as_they_need(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.xlsx.columns.PIECE", 30)
    article = records(exported(project, tmp_path, texts=True)["articles"])[0]
    pieces = [article[name] for name in ("text", "text_2", "text_3", "text_4")]
    assert "".join(pieces) == normalised(TEXT)


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        export(project, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_ids_that_look_like_numbers_days_or_formulas_stay_texts() -> None:
    odd = ["00123", "1e5", "2025-05-19", "=1+1", "+1", "TRUE", "https://a.example", "<r>x</r>"]
    columns = text_columns(str(n) for n in range(len(odd)))
    assert one_sheet(columns, odd)[1] == odd


@pytest.mark.parametrize(
    ("kind", "cell", "read_back"),
    [
        (CellKind.NUMBER, -7, -7.0),
        (CellKind.NUMBER, "0.25", 0.25),
        (CellKind.NUMBER, 2**70, str(2**70)),
        (CellKind.NUMBER, "nan", "nan"),
        (CellKind.FLAG, "true", True),
        (CellKind.FLAG, "perhaps", "perhaps"),
        (CellKind.DAY, "2025-05-19", dt.date(2025, 5, 19)),
        (CellKind.DAY, "1850-01-01", "1850-01-01"),
        (CellKind.DAY, "2025", "2025"),
        (CellKind.AS_IT_IS, 3, 3.0),
        (CellKind.AS_IT_IS, True, True),
        (CellKind.AS_IT_IS, "3", "3"),
    ],
)
def test_a_cell_has_the_type_of_its_column_if_it_can(
    kind: CellKind, cell: object, read_back: object
) -> None:
    found = one_sheet([TypedColumn("a", kind)], [cell])[1][0]
    assert found == read_back
    assert type(found) is type(read_back)


def test_names_of_sheets_are_valid_and_unique() -> None:
    names = SheetNames()
    wanted = ["history", "a/b:c", "x" * 40, "X" * 40, "'quoted'", "", "\n", "😀" * 20, "codes"]
    given = [names.name(one) for one in wanted]
    assert given[:2] == ["history (2)", "a-b-c"]
    assert given[3] == f"{'X' * 27} (2)"
    assert given[4] == "quoted"
    assert len({one.casefold() for one in given}) == len(given)
    assert all(0 < len(one.encode("utf-16-le")) // 2 <= 31 for one in given)
    assert all(set("[]:*?/\\").isdisjoint(one) for one in given)


@settings(max_examples=40)
@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_is_in_its_cell_verbatim(cells: list[str]) -> None:
    given_cells = [normalised(one).replace("\ufffe", "").replace("\uffff", "") for one in cells]
    columns = text_columns(str(n) for n in range(len(cells)))
    assert one_sheet([TypedColumn("id"), *columns], ["1", *given_cells])[1][1:] == given_cells


@settings(max_examples=10)
@given(materials())
def test_any_project_has_its_annotations_and_links_in_the_sheets(material: Material) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        make_project(Path(name) / "a.annotator", material) as project,
    ):
        found = exported(project, Path(name))
        wanted = list(Dataset(project, Selection()).labelled())
    for code in ("quote", "source", "cue", "sentiment", "tone"):
        ids = [x.id for one in wanted for x in one.annotations if x.code == code]
        assert [one["annotation_id"] for one in records(found[code])] == ids
    links = [x.id for one in wanted for every in one.links.values() for x in every]
    assert sorted(row[-1] for row in found["links"][1:]) == sorted(links)


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "x" + "😀" * 20_000])
def test_a_text_is_cut_where_a_cell_ends_and_never_within_a_character(text: str) -> None:
    short = cut_to_cell(text)
    assert text.startswith(short)
    assert LONGEST_CELL - 1 <= len(short.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert cut_to_cell("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert len(one_sheet(text_columns("a"), [text])[1][0]) == len(short)


def test_what_is_cut_and_what_is_left_out_is_told_before(project: Project) -> None:
    chosen = export_format("xlsx")
    assert (
        losses(chosen, project, Selection())
        == [
            "What is headline, caption or body in 1 article will not be told.",
            "The articles' full texts will not be in the file, unless you ask for them (texts).",
            "How long coders worked on 1 article will be left out.",
        ][:2]
    )
    long = annotation("long", "sentiment", "Others", remark="x" * 40_000)
    project.apply(ImportRecords(records=(long,)))
    told = losses(chosen, project, Selection(options={"texts": True}))
    assert "1 text of more than 32,767 characters will be cut there." in told


def test_what_is_longer_than_a_sheet_goes_on_in_the_next(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    found = exported(project, tmp_path)
    assert len(found["links"]) == 4
    more = [row for name, rows in found.items() if name.startswith("links (") for row in rows[1:]]
    assert len(found["links"][1:]) + len(more) == 7


def test_more_sheets_than_files_can_be_open_are_written_in_turn(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = exported(project, tmp_path)
    monkeypatch.setattr(sheets, "MOST_OPEN", 2)
    assert exported(project, tmp_path) == wanted


def test_what_breaks_off_leaves_no_file_and_none_that_waits(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))

    def cancel(done: int, total: int) -> None:
        if done == total:
            raise CancelledError

    with pytest.raises(CancelledError):
        export(project, tmp_path / "data.xlsx", progress=cancel)
    assert not (tmp_path / "data.xlsx").exists()
    assert list(waiting.iterdir()) == []


def test_the_preview_shows_the_first_codes_rows(project: Project) -> None:
    shown = export_format("xlsx").exporter.preview(project, Selection(layers=("ana",)), 5)
    assert shown[0][0] == "article_id"
    assert {row[list(shown[0]).index("code")] for row in shown[1]} == {"quote"}
    empty = export_format("xlsx").exporter.preview(project, Selection(articles=["a2"]), 5)
    assert empty[1] == []


def test_the_recipe_for_pandas_keeps_ids_as_they_are(project: Project, tmp_path: Path) -> None:
    pandas: Any = importlib.import_module("pandas")
    export(project, tmp_path / "data.xlsx", progress=no_progress)
    quotes = pandas.read_excel(
        tmp_path / "data.xlsx", sheet_name="quote", engine="calamine", keep_default_na=False
    )
    assert list(quotes["annotation_id"]) == ["q1"]
    assert list(quotes["quote.stance"]) == [-1]
