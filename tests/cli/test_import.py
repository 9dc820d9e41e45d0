"""`annotator import`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from toy_formats import BARS, register

from annotator.domain.annotation import Annotation
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_it_says_what_came_in(told: Told, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Café öffnet\n\nIn der Straße.".encode("cp1252"))
    (folder / "b.txt").write_bytes("Café öffnet\n\nIn der Straße.".encode())
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.xyz").write_bytes(b"???")
    run("new", "p.annotator")
    assert told("import", "p.annotator", "in") == {
        "dry_run": False,
        "articles": 1,
        "annotations": 0,
        "duplicates": 1,
        "failed": 1,
        "corrected": 0,
        "left_out": {},
        "codebook": None,
        "items": [
            {
                "where": name,
                "title": "Café öffnet",
                "encoding": encoding,
                "characters": 27,
                "excluded_share": 0.0,
                "annotations": 0,
                "duplicate_of": twin,
                "outcome": outcome,
            }
            for name, encoding, twin, outcome in (
                ("a.txt", "cp1252", None, "in"),
                ("b.txt", "utf-8", "Café öffnet", "there already"),
            )
        ],
        "failures": [{"where": "c.txt", "message": "The file is empty.", "remedy": ""}],
        "remarks": [],
        "listed": {"met": 0, "waiting": 0},
        "skipped": ["d.xyz"],
    }
    assert told("info", "p.annotator")["articles"] == 1


def test_people_get_a_table_and_the_failures_on_standard_error(
    run: Run, study: str, tmp_path: Path
) -> None:
    (tmp_path / "articles" / "c.txt").write_bytes(b"\x89PNG\r\n")
    result = run("import", study, "articles")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "file   title          encoding  left out  outcome",
        "a.txt  Budget passes  utf-8     0%        there already",
        "b.txt  Café öffnet    cp1252    0%        there already",
        "0 articles and 0 annotations came in; 2 duplicates, 1 failed.",
    ]
    assert result.stderr.startswith("annotator: c.txt: The file is a picture (PNG)")


def test_a_dry_run_writes_nothing(told: Told, run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("New", encoding="utf-8")
    before = told("info", study)
    assert told("import", study, "new.txt", "--dry-run")["articles"] == 1
    said = run("import", study, "new.txt", "--dry-run").stdout.splitlines()[-1]
    assert said == "1 article and 0 annotations would come in; 0 duplicates, 0 failed."
    assert told("info", study) == before


def test_when_nothing_can_be_read_the_status_is_2(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    result = run("import", study, "a.txt")
    assert (result.exit_code, result.stderr) == (2, "annotator: a.txt: The file is empty.\n")
    (tmp_path / "b.txt").write_bytes(b"\n")
    result = run("import", study, "a.txt", "b.txt")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "b.txt: The file is empty." in result.stdout


def test_metadata_mapping_and_encoding_can_be_given(told: Told, run: Run, tmp_path: Path) -> None:
    table = "kop,verhaal,a=b\nEén,Tekst,x\n"
    (tmp_path / "t.csv").write_bytes(table.encode("cp850"))
    run("new", "p.annotator")
    told(
        *("import", "p.annotator", "t.csv", "--encoding", "cp850", "--set", "outlet=De Krant"),
        *("--set", "url=https://x.example/?a=b", "--map", "kop=title", "--map", "verhaal=text"),
        *("--map", "a=b=section"),
    )
    (item,) = told("info", "p.annotator")["items"]
    assert item["title"] == "Eén"
    assert item["meta"] == {
        "outlet": "De Krant",
        "url": "https://x.example/?a=b",
        "section": "x",
    }


@pytest.mark.parametrize("option", [("--set", "outlet"), ("--map", "=text"), ("--format", "xml")])
def test_options_that_make_no_sense_are_refused(
    run: Run, study: str, option: tuple[str, str]
) -> None:
    result = run("import", study, "articles", *option)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_furniture_is_left_out_unless_it_is_said_not_to(
    told: Told, run: Run, tmp_path: Path
) -> None:
    story = "Title\n\nA sentence that ends.\n\nAll rights reserved.\n"
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    run("new", "p.annotator")
    for options, left_out in (((), True), (("--no-exclude",), False)):
        (item,) = told("import", "p.annotator", "a.txt", "--dry-run", *options)["items"]
        assert (item["excluded_share"] > 0) is left_out


def test_annotations_without_a_coder_become_those_of_the_one_who_imports(
    told: Told, run: Run, tmp_path: Path
) -> None:
    line = {"text": "Hello world", "annotations": [{"code": "quote", "start": 0, "end": 5}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    run("new", "p.annotator")
    assert run("import", "p.annotator", "a.jsonl").exit_code == 2
    assert told("import", "p.annotator", "a.jsonl", "--coder", "ana")["annotations"] == 1
    (item,) = told("info", "p.annotator")["items"]
    assert item["annotations"] == {"ana": 1}


def test_codes_that_the_codebook_lacks_are_refused_unless_it_may_be_extended(
    told: Told, run: Run, tmp_path: Path
) -> None:
    line = {
        "text": "Hello world",
        "annotations": [{"code": "greeting", "coder": "ana", "start": 0, "end": 5}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    run("new", "p.annotator")
    assert "greeting" in run("import", "p.annotator", "a.jsonl").stderr
    told("import", "p.annotator", "a.jsonl", "--extend-codebook")
    codes = told("info", "p.annotator")["codes"]
    assert codes[-1] == {"id": "greeting", "name": "Greeting", "annotations": 1}


def test_a_new_project_takes_over_the_codebook_of_an_export(
    told: Told, run: Run, study: str, tmp_path: Path
) -> None:
    line = {
        "text": "Hello",
        "annotations": [{"code": "greeting", "coder": "ana", "start": 0, "end": 5}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    told("import", study, "a.jsonl", "--extend-codebook")
    told("export", study, "out.jsonl")
    run("new", "p.annotator")
    wanted = told("info", study)
    dry = run("import", "p.annotator", "out.jsonl", "--dry-run").stdout
    assert "The project would take over the codebook" in dry
    taken = told("import", "p.annotator", "out.jsonl")["codebook"]
    assert taken["codes"][-1] == "greeting"
    found = told("info", "p.annotator")
    assert {key: found[key] for key in found.keys() - {"path"}} == {
        key: wanted[key] for key in wanted.keys() - {"path"}
    }
    assert found["codebook"]["version"] == taken["version"] > 1
    assert told("import", "p.annotator", "out.jsonl")["codebook"] is None


def test_a_refusal_can_not_command_the_terminal(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("file\n\x1b[2J.txt\n", encoding="utf-8")
    result = run("import", study, "t.csv", "--map", "file=file")
    assert result.exit_code == 2
    assert "[2J.txt" in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("option", [(), ("--format", "bars")])
def test_a_further_format_needs_no_more_than_its_row(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    register(monkeypatch, BARS)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bars").write_text("Budget|It passed.\nbroken\n", encoding="utf-8")
    run("new", "p.annotator")
    result = run("import", "p.annotator", "in", *option)
    assert "1 article and 0 annotations came in; 0 duplicates, 1 failed." in result.stdout
    assert "a.bars, line 2: It has no bar." in result.stderr


@pytest.mark.parametrize("ends", [("\n", ""), ("", "\n"), ("\n\n", "\n")])
def test_labels_meet_a_text_that_ends_in_other_blanks(
    run: Run, tmp_path: Path, ends: tuple[str, str]
) -> None:
    text = "Ferry\n\nThe ferry waits, said Ida."
    (tmp_path / "a.txt").write_text(text + ends[0], encoding="utf-8")
    doccano = {"id": 1, "text": text + ends[1], "label": [[7, 22, "quote"]]}
    (tmp_path / "b.jsonl").write_text(json.dumps(doccano), encoding="utf-8")
    run("new", "p.annotator")
    assert run("import", "p.annotator", "a.txt").exit_code == 0
    assert run("import", "p.annotator", "b.jsonl", "--format", "doccano").exit_code == 0
    with Project.open(tmp_path / "p.annotator") as project:
        (article,) = project.articles()
        (label,) = project.find(Annotation)
        assert (label.article, label.text) == (article.id, "The ferry waits")
        assert project.check() == []
    run("new", "q.annotator")
    assert run("import", "q.annotator", "a.txt", "b.jsonl").exit_code == 0  # at once
    with Project.open(tmp_path / "q.annotator") as project:
        assert len(project.articles()) == 1
        assert len(project.find(Annotation)) == 1
        assert project.check() == []
