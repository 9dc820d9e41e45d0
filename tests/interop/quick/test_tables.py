"""Tables of a hostile project in the hands of pandas, duckdb, pyarrow and openpyxl."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from every_answer import ANSWERS
from hostile import TEXTS, SaidLabel, hostile_project, said_labels

from annotator.domain.annotation import JOINT
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

pandas: Any = pytest.importorskip("pandas")
duckdb: Any = pytest.importorskip("duckdb")
openpyxl: Any = pytest.importorskip("openpyxl")
Row = Mapping[str, Any]
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with hostile_project(tmp_path_factory.mktemp("hostile") / "h.annotator") as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    for name in SEPARATORS:
        chosen = Selection(options={"separator": name})
        export(project, made / f"{name}.csv", selection=chosen)
    for name in ("labels.xlsx", "labels.jsonl"):
        export(project, made / name)
    pytest.importorskip("pyarrow")
    export(project, made / "labels.parquet")
    return made


def place(row: Row) -> tuple[Any, ...]:
    """Return what a row says of a label, and check that its words are those of the text."""
    text = TEXTS[row["article_id"]]
    whose = "gold" if row["layer"] == "gold" else row["coder"]
    if row["start"] in {None, ""} or row["start"] != row["start"]:
        return row["article_id"], row["code"], whose, (), ""
    pieces = row["fragments"]
    if isinstance(pieces, str):
        pairs = [tuple(map(int, one.split("-"))) for one in pieces.split()]
    else:
        pairs = [(int(one["start"]), int(one["end"])) for one in pieces]
    units = text.encode("utf-16-le")
    start, end = int(row["start_utf16"]), int(row["end_utf16"])
    assert units[2 * start : 2 * end].decode("utf-16-le") == text[pairs[0][0] : pairs[-1][1]]
    assert (int(row["start"]), int(row["end"])) == (pairs[0][0], pairs[-1][1])
    assert JOINT.join(text[a:b] for a, b in pairs) == row["text"]
    return row["article_id"], row["code"], whose, tuple(pairs), row["text"]


def wanted(one: SaidLabel) -> tuple[Any, ...]:
    return one.article, one.code, one.whose, one.places, JOINT.join(one.words)


def same_places(rows: list[Row], project: Project) -> None:
    assert {row["annotation_id"]: place(row) for row in rows} == {
        one.id: wanted(one) for one in said_labels(project).values()
    }


def by_pandas(path: Path, separator: str) -> list[Row]:
    frame = pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
    return frame.to_dict("records")


def by_duckdb(path: Path, separator: str) -> list[Row]:
    table = duckdb.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true)")  # noqa: S608
    return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


@pytest.mark.parametrize("reader", [by_pandas, by_duckdb])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_label_is_in_the_csv_where_it_stands(
    separator: str, reader: Callable[[Path, str], list[Row]], folder: Path, project: Project
) -> None:
    rows = reader(folder / f"{separator}.csv", SEPARATORS[separator])
    same_places(rows, project)
    said = {row["annotation_id"]: row for row in rows}["007-outer"]
    assert {name: said[f"all.{name}"] for name in ANSWERS} == {
        "a_choice": "top",
        "a_multi_choice": "top",
        "a_scale": "1",
        "a_flag": "false",
        "a_text": ANSWERS["a_text"],
        "a_number": "12",
        "a_date": ANSWERS["a_date"],
    }


@pytest.mark.parametrize("separator", SEPARATORS)
def test_the_dialect_of_the_csv_is_found_without_a_word(separator: str, folder: Path) -> None:
    path = folder / f"{separator}.csv"
    found = duckdb.sql(f"FROM sniff_csv('{path}')")
    said = dict(zip(found.columns, found.fetchall()[0], strict=True))
    assert (said["Delimiter"], said["Quote"], said["HasHeader"]) == (
        SEPARATORS[separator],
        '"',
        True,
    )


def test_every_label_is_in_the_parquet_file_with_its_types(folder: Path, project: Project) -> None:
    path = folder / "labels.parquet"
    table = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")  # noqa: S608
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
    same_places(rows, project)
    same_places(pandas.read_parquet(path).to_dict("records"), project)
    day = {"a_date": dt.date.fromisoformat(ANSWERS["a_date"])}
    labels = said_labels(project)
    for row in rows:
        one = labels[row["annotation_id"]]
        answers = {name: row[f"all.{name}"] for name in ANSWERS if row[f"all.{name}"] is not None}
        assert answers == (one.answers | day if one.answers else {})
        links = {(each["type"], each["annotation"] or each["actor_name"]) for each in row["links"]}
        assert links == one.links


def test_duckdb_reads_articles_with_labels_from_lines(folder: Path, project: Project) -> None:
    lines = f"read_json('{folder / 'labels.jsonl'}', format = 'newline_delimited')"
    rows = duckdb.sql(
        f"SELECT id, text, label.id, label.start, label.end FROM "  # noqa: S608
        f"(SELECT id, text, unnest(annotations) AS label FROM {lines})"
    ).fetchall()
    labels = said_labels(project)
    assert {row[2] for row in rows} == labels.keys()
    for article, text, ident, start, end in rows:
        places = labels[ident].places
        assert text == TEXTS[article]
        assert (start, end) == ((places[0][0], places[-1][1]) if places else (None, None))


def test_every_label_is_in_the_workbook_with_its_types(folder: Path, project: Project) -> None:
    book = openpyxl.load_workbook(folder / "labels.xlsx")
    sheets = {
        sheet.title: [
            dict(zip([cell.value for cell in sheet[1]], row, strict=True))
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        for sheet in book
    }
    labels = said_labels(project)
    rows = [row for name in ("all", "cue", "tone") for row in sheets[name]]
    same_places([row | {"text": row["text"] or ""} for row in rows], project)
    said = {row["annotation_id"]: row for row in rows}["007-outer"]
    assert [said[f"all.{name}"] for name in ANSWERS] == [
        *("top", "top", 1, False, ANSWERS["a_text"], 12),
        dt.datetime.fromisoformat(ANSWERS["a_date"]),
    ]
    assert {row["article_id"] for row in sheets["articles"]} == TEXTS.keys()
    actors = {row["actor_id"]: row["name"] for row in sheets["actors"]}
    links = {
        (row["annotation_id"], row["type"], row["target_annotation"] or actors[row["target_actor"]])
        for row in sheets["links"]
    }
    assert links == {(one.id, *link) for one in labels.values() for link in one.links}
