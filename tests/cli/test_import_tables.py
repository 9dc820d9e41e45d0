"""`annotator import` of tables and lists: what columns hold, what is joined, and many files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from spreadsheets import spreadsheet

Run = Callable[..., Result]
Told = Callable[..., Any]

HEAD, ROW = ("kop", "verhaal", "krant"), ("Een", "Tekst van een.", "De Post")
OTHER = ("Twee", "Tekst van twee.", "De Bode")
MAP = ("--map", "kop=title", "--map", "verhaal=text", "--map", "krant=outlet")


def write(folder: Path, ending: str, row: tuple[str, ...] = ROW) -> Path:
    path = folder / f"{row[0]}.{ending}"
    match ending:
        case "xlsx":
            path.write_bytes(spreadsheet({"A": [HEAD, row]}))
        case "jsonl":
            path.write_text(json.dumps(dict(zip(HEAD, row, strict=True))), encoding="utf-8")
        case "json":
            path.write_text(json.dumps([dict(zip(HEAD, row, strict=True))]), encoding="utf-8")
        case _:
            mark = "\t" if ending == "tsv" else ","
            path.write_text(f"{mark.join(HEAD)}\n{mark.join(row)}\n", encoding="utf-8")
    return path


def outlets(told: Told, project: str = "p.annotator") -> dict[str, str]:
    return {one["title"]: one["meta"].get("outlet") for one in told("info", project)["items"]}


@pytest.fixture
def project(run: Run) -> str:
    assert run("new", "p.annotator").exit_code == 0
    return "p.annotator"


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "jsonl", "json"])
def test_columns_are_mapped_alike_in_every_kind_of_table(
    ending: str, run: Run, told: Told, project: str, tmp_path: Path
) -> None:
    path = write(tmp_path, ending)
    refused = run("import", project, str(path))
    assert refused.exit_code == 2
    assert "No column holds the articles' text" in refused.stderr
    assert told("import", project, str(path), *MAP)["articles"] == 1
    assert outlets(told) == {"Een": "De Post"}


def test_what_is_kept_counts_for_the_next_file_with_the_same_columns(
    run: Run, told: Told, project: str, tmp_path: Path
) -> None:
    assert (
        run("import", project, str(write(tmp_path, "csv")), *MAP, "--keep-mapping").exit_code == 0
    )
    found = told("import", project, str(write(tmp_path, "xlsx", OTHER)))
    assert found["articles"] == 1
    assert "kept" in found["remarks"][0]["message"]
    assert outlets(told) == {"Een": "De Post", "Twee": "De Bode"}


def test_a_mapping_goes_to_a_colleague_in_a_file(
    run: Run, told: Told, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = str(write(tmp_path, "csv")), str(write(tmp_path, "jsonl", OTHER))
    assert run("import", project, one, *MAP, "--save-mapping", "m.json").exit_code == 0
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "colleague"))
    assert run("import", project, two).exit_code == 2
    assert told("import", project, two, "--mapping", "m.json")["articles"] == 1
    assert outlets(told)["Twee"] == "De Bode"


def test_a_mapping_that_is_none_is_refused(run: Run, project: str, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text("{}", encoding="utf-8")
    path = str(write(tmp_path, "csv"))
    found = run("import", project, path, "--mapping", "m.json")
    assert (found.exit_code, "m.json" in found.stderr) == (2, True)
    (tmp_path / "a.txt").write_text("No table.", encoding="utf-8")
    found = run("import", project, "a.txt", "--keep-mapping")
    assert (found.exit_code, "has columns" in found.stderr) == (2, True)


def test_a_list_alone_comes_in_and_waits(
    run: Run, told: Told, project: str, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("title,url\nOne,https://a.example/1\n", encoding="utf-8")
    found = run("import", project, "list.csv")
    assert found.exit_code == 0
    assert "1 entry of lists waits for its text." in found.stdout
    assert told("info", project)["shells"] == 1
    assert "1 further article of lists waits for its text" in run("info", project).stdout
    page = "title,url,text\nOne,https://www.a.example/1/,Body.\n"
    (tmp_path / "page.csv").write_text(page, encoding="utf-8")
    assert told("import", project, "page.csv")["listed"] == {"met": 1, "waiting": 0}
    assert told("info", project)["shells"] == 0


def test_a_folder_of_everything_comes_in_with_one_report(
    told: Told, run: Run, project: str, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(600):
        (folder / f"{n:03}.txt").write_text(f"Title {n}\n\nBody {n}.", encoding="utf-8")
    for n in range(150):
        row = json.dumps({"title": f"Line {n}", "text": f"Text {n}.", "place": "x"})
        (folder / f"l{n:03}.jsonl").write_text(row, encoding="utf-8")
        table = f"title,text\nRow {n},Cell {n}.\n"
        (folder / f"t{n:03}.csv").write_text(table, encoding="utf-8")
    for n in range(50):
        (folder / f"s{n:03}.xlsx").write_bytes(spreadsheet({"A": [("text",), (f"Cell of {n}.",)]}))
        (folder / f"u{n:03}.nothing").write_bytes(b"?")
    for n in range(10):
        (folder / f"bad{n}.xlsx").write_bytes(b"PK\x03\x04")
        (folder / f"empty{n}.txt").write_bytes(b"")
    found = told("import", project, "in")
    assert found["articles"] == 950
    assert found["failed"] == 20
    assert len(found["skipped"]) == 50
    assert sorted({one["where"].partition(":")[0] for one in found["failures"]}) == sorted(
        [*(f"bad{n}.xlsx" for n in range(10)), *(f"empty{n}.txt" for n in range(10))]
    )
    assert len(told("info", project)["items"]) == 950
    assert run("import", project, "in/bad0.xlsx", "in/empty0.txt").exit_code == 2
