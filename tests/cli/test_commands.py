"""The commands beside import and open."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from once import shipped_sample

from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.mark.parametrize(
    ("option", "code"), [((), "quote"), (("--codebook", "minimal"), "quote"),
                         (("--codebook", "mine.json"), "frame")],
)  # fmt: skip
def test_a_new_project_has_the_codebook_that_was_asked_for(
    told: Told, run: Run, tmp_path: Path, option: tuple[str, ...], code: str
) -> None:
    mine = {"schema": "annotator-codebook/1", "codes": [{"id": "frame", "name": "Frame"}]}
    (tmp_path / "mine.json").write_text(json.dumps(mine), encoding="utf-8")
    assert run("new", "p.annotator", "--title", "My study", *option).exit_code == 0
    said = told("info", "p.annotator")
    assert said["title"] == "My study"
    assert said["codes"][0]["id"] == code


def test_an_unknown_codebook_is_refused_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    result = run("new", "p.annotator", "--codebook", "nonsense")
    assert result.exit_code == 2
    assert "generic-frames" in result.stderr
    assert not (tmp_path / "p.annotator").exists()


@pytest.mark.parametrize("command", ["new", "sample"])
def test_what_is_there_is_not_replaced(run: Run, study: str, tmp_path: Path, command: str) -> None:
    before = (tmp_path / study).read_bytes()
    assert run(command, study).exit_code == 2
    assert (tmp_path / study).read_bytes() == before


def test_the_sample_has_articles_and_two_coders(told: Told, run: Run) -> None:
    assert run("sample", "s.annotator").exit_code == 0
    said = told("info", "s.annotator")
    assert said["title"] == "Ceasefire study"
    assert [one["handle"] for one in said["coders"]] == ["ana", "ben"]
    assert all(one["annotations"] > 0 for one in said["coders"])
    assert run("check", "s.annotator").output == "s.annotator is sound.\n"


def test_info_for_people_is_aligned(run: Run, study: str) -> None:
    lines = run("info", study).stdout.splitlines()
    assert lines[0] == "study (study.annotator)"
    assert lines[1] == "2 articles with 64 characters, 0% left out"
    heading = next(n for n, line in enumerate(lines) if line.startswith("code "))
    ends = {len(line) for line in lines[heading:]}
    assert len(ends) == 1


def test_agreement_is_told_beside_coders_who_have_none(run: Run, told: Told) -> None:
    shipped_sample(Path("s.annotator"))
    run("package", "s.annotator", "cid.annotator", "--coder", "cid")
    said = told("info", "s.annotator", "--agreement")
    figures = {one["handle"]: one["agreement_others"] for one in said["coders"]}
    assert set(figures) == {"ana", "ben", "cid"}
    assert figures["cid"] is None
    assert "agreement others" in run("info", "s.annotator", "--agreement").stdout
    assert "agreement" not in run("info", "s.annotator").stdout


def test_titles_can_not_command_the_terminal(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("\x1b[2JTitle\x07", encoding="utf-8")
    result = run("import", study, "evil.txt")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "[2JTitle" in result.stdout


def test_a_dataset_is_written(told: Told, study: str, tmp_path: Path) -> None:
    said = told("export", study, "out.jsonl")
    assert said["articles"] == 2
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Budget passes", "Café öffnet"]


def test_a_query_chooses_what_is_written(told: Told, study: str, tmp_path: Path) -> None:
    assert told("export", study, "out.jsonl", "--query", "cafe status:new")["articles"] == 1
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["title"] == "Café öffnet"


def test_a_query_that_finds_nothing_writes_nothing(run: Run, study: str, tmp_path: Path) -> None:
    assert run("export", study, "out.jsonl", "--query", "code:quote").exit_code == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_format_layers_and_columns_can_be_chosen(run: Run, tmp_path: Path) -> None:
    run("sample", "s.annotator")
    result = run(
        *("export", "s.annotator", "out.data", "--format", "csv", "--layer", "ana"),
        *("--columns", "coder, code", "--for-spreadsheet"),
    )
    assert result.exit_code == 0
    written = (tmp_path / "out.data").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = {line.partition(",")[0] for line in written.decode("utf-8-sig").splitlines()}
    assert rows == {"coder", "ana"}


@pytest.mark.parametrize(
    "words", [("out.xyz",), ("out.csv", "--layer", "nobody"), ("out.csv", "--columns", "nonsense")]
)
def test_an_export_that_makes_no_sense_is_refused(
    run: Run, study: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = run("export", study, *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / words[0]).exists()


def test_a_codebook_goes_from_one_project_to_another(told: Told, run: Run, study: str) -> None:
    assert run("codebook", "export", study, "book.json").exit_code == 0
    run("new", "other.annotator", "--codebook", "blank")
    assert run("codebook", "import", "other.annotator", "book.json").exit_code == 0
    assert told("info", "other.annotator")["codes"] == told("info", study)["codes"]


def test_check_names_what_is_wrong_and_ends_with_1(run: Run, study: str, tmp_path: Path) -> None:
    with Project.open(tmp_path / study) as project:
        article = project.articles()[0].id
    with closing(sqlite3.connect(tmp_path / study, isolation_level=None)) as database:
        database.execute("UPDATE article SET title = 'Forged' WHERE id = ?", [article])
    result = run("check", study, "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert (said["sound"], said["problems"][0]["record"]) == (False, article)
    assert "Article “Forged” is damaged in title.\n" in run("check", study).stdout
