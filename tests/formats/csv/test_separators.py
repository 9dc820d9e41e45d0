"""Tables for spreadsheets: what stands between cells, fractions, and ids that look like numbers."""

import csv
import importlib
import io
import locale
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from projects import CODEBOOK
from sample import annotation, sample

from annotator.domain.annotation import anchored
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.domain.runs import Score
from annotator.formats.csv.separators import SEPARATOR, layout_writer
from annotator.formats.export_options import OptionValue
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def written(project: Project, tmp_path: Path, **options: OptionValue) -> str:
    path = tmp_path / "data.csv"
    export(project, path, selection=Selection(options=options, for_spreadsheet=True))
    return path.read_bytes().decode("utf-8-sig")


def row_of(names: list[str], cells: list[str], **options: OptionValue) -> str:
    file = io.BytesIO()
    writer = layout_writer(file, Selection(options=options), names)
    writer.writerow(names)
    writer.writerow(cells)
    return file.getvalue().decode().splitlines()[1]


@pytest.mark.parametrize(
    ("separator", "delimiter"), [("comma", ","), ("semicolon", ";"), ("tab", "\t")]
)
def test_the_cells_are_separated_as_it_was_chosen(
    separator: str, delimiter: str, project: Project, tmp_path: Path
) -> None:
    found = written(project, tmp_path, separator=separator)
    rows = list(csv.DictReader(io.StringIO(found, newline=""), delimiter=delimiter))
    usual = written(project, tmp_path)
    assert rows == list(csv.DictReader(io.StringIO(usual, newline="")))
    assert not found.startswith("sep=")


@pytest.mark.parametrize(
    ("options", "row"),
    [
        ({}, "00123,0.25,0.5,3.5"),
        ({"separator": "semicolon"}, "00123;0,25;0,5;3.5"),
        ({"separator": "tab"}, "00123\t0.25\t0.5\t3.5"),
        ({"quoted": True}, '"00123",0.25,0.5,"3.5"'),
        ({"separator": "semicolon", "quoted": True}, '"00123";0,25;0,5;"3.5"'),
    ],
)
def test_fractions_have_a_comma_where_semicolons_separate_and_texts_stay(
    options: dict[str, OptionValue], row: str
) -> None:
    names = ["article_id", "score", "probability", "text"]
    assert row_of(names, ["00123", "0.25", "0.5", "3.5"], **options) == row


@pytest.mark.parametrize(("point", "row"), [(",", "a;0,5"), (".", "a,0.5")])
def test_this_computers_settings_decide_if_they_are_to(
    point: str, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": point})
    assert row_of(["text", "score"], ["a", "0.5"], separator="local") == row


def test_the_window_begins_with_semicolons_where_decimals_have_commas() -> None:
    assert SEPARATOR.usual(decimal_comma=True) == "semicolon"
    assert SEPARATOR.usual(decimal_comma=False) == SEPARATOR.default == "comma"


def test_a_score_has_a_comma_in_a_table_with_semicolons(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        project.apply(
            ImportRecords(records=(Score(id="k1", annotation="k1", score=0.25, by="rules 1"),))
        )
        found = written(project, tmp_path, separator="semicolon")
        rows = {
            one["annotation_id"]: one
            for one in csv.DictReader(io.StringIO(found, newline=""), delimiter=";")
        }
        assert rows["k1"]["score"] == "0,25"


CUE = structs.replace(annotation("", "cue"), article="", coder="c", **anchored("Word", [(0, 4)]))
ODD_IDS = ("00123", "1e5", "2025-05-19", "3-12", "NA", "null", "TRUE", "12345678901234567890")


@pytest.mark.parametrize("separator", ["comma", "semicolon"])
def test_ids_that_look_like_numbers_survive_the_recipe_for_pandas(
    separator: str, tmp_path: Path
) -> None:
    path = tmp_path / "ids.annotator"
    with Project.create(path, codebook=CODEBOOK) as project:
        articles = tuple(
            NewArticle(id=one, title=one, text="Word", created="2025-01-01T00:00:00Z")
            for one in ODD_IDS
        )
        records = (
            Coder(id="c", handle="007"),
            *(structs.replace(CUE, id=one, article=one, note=one) for one in ODD_IDS),
        )
        project.apply(ImportRecords(articles=articles, records=records))
        export(project, tmp_path / "ids.csv", selection=Selection(options={"separator": separator}))
    pandas: Any = importlib.import_module("pandas")
    found = pandas.read_csv(
        tmp_path / "ids.csv", sep=None, engine="python", dtype=str, keep_default_na=False
    )
    assert sorted(found["article_id"]) == sorted(found["article_title"]) == sorted(ODD_IDS)
    assert set(found["coder"]) == {"007"}
    assert set(found["start"].astype("Int64")) == {0}
