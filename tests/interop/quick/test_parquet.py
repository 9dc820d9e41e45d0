"""What pandas and duckdb read of a Parquet file: typed columns, whatever is in the first rows."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_answer import ANSWERS, LATE, late_project

from annotator.formats.csv.columns import FIXED_COLUMNS
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with late_project(tmp_path_factory.mktemp("late") / "late.annotator") as opened:
        yield opened


@pytest.fixture(scope="module")
def file(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "labels.parquet"
    exported = export(project, path)
    assert exported.count.annotations == LATE // 3 + 3
    return path


def test_columns_have_the_types_of_what_they_hold(file: Path) -> None:
    types = {one.name: str(one.type) for one in parquet.read_schema(file)}
    assert [name for name in FIXED_COLUMNS if name not in types] == []
    assert (types["start"], types["text"], types["created"]) == (
        "int64",
        "string",
        "timestamp[us, tz=UTC]",
    )
    assert {name: types[f"all.{name}"] for name in ANSWERS} == {
        "a_choice": "string",
        "a_multi_choice": "list<element: string>",
        "a_scale": "int64",
        "a_flag": "bool",
        "a_text": "string",
        "a_number": "int64",
        "a_date": "date32[day]",
    }
    assert types["never.day"] == "date32[day]"


def test_answers_and_places_come_as_they_were_given(file: Path) -> None:
    rows = {one["annotation_id"]: one for one in parquet.read_table(file).to_pylist()}
    last, first = rows[f"n{LATE - 1:04}"], rows["n0000"]
    found = {name: last[f"all.{name}"] for name in ANSWERS}
    assert found == ANSWERS | {"a_date": dt.date.fromisoformat(ANSWERS["a_date"])}
    assert {first[f"all.{name}"] for name in ANSWERS} == {None}
    assert last["fragments"] == [{"start": 4, "end": 9}, {"start": 10, "end": 11}]
    assert (last["start"], last["end_utf16"]) == (4, 12)
    assert {(one["type"], one["annotation"], one["actor_name"]) for one in last["links"]} == {
        ("about", None, "Ida"),
        ("about", "o", None),
    }
    assert json.loads(last["metadata"]) == {"desk": "Sea", "late": True}
    assert first["note"] is None
    assert rows["o"]["other.a_number"] == "2025-05-19"


def test_the_same_project_gives_the_same_bytes(
    project: Project, file: Path, tmp_path: Path
) -> None:
    export(project, tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == file.read_bytes()


def test_chosen_columns_are_all_there_is(project: Project, tmp_path: Path) -> None:
    chosen = Selection(columns=("text", "code", "all.a_scale"))
    export(project, tmp_path / "few.parquet", selection=chosen)
    table = parquet.read_table(tmp_path / "few.parquet")
    assert table.column_names == ["text", "code", "all.a_scale"]
    assert table.to_pylist()[0] == {"text": "ferry … 😀", "code": "all", "all.a_scale": None}


def test_pandas_counts_with_it(file: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(file, dtype_backend="numpy_nullable")
    assert frame["start"].dtype == "Int64"
    assert frame["code"].value_counts().to_dict() == {"all": LATE // 3 + 2, "other": 1}


def test_duckdb_asks_it(file: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    labels = duckdb.read_parquet(str(file))
    day = dt.date.fromisoformat(ANSWERS["a_date"])
    asked = labels.aggregate('count("all.a_date"), max("all.a_date")')
    assert asked.fetchall() == [(2, day)]
