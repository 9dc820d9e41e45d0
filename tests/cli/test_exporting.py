"""`annotator export`: what it tells before it writes, and what it never replaces."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from once import shipped_sample
from projects import all_records
from toy_formats import DIGEST, register

from annotator.cli import export as exporting
from annotator.domain import runs
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import coder_id
from annotator.domain.settings import EXPORTS_SETTING
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]
STAYS = ("timing", "round", "inclusion", "result", "remark", "freeze", "shell", "refusal", "draw")
"""The kinds of record that no export holds."""
SETTLED = {
    "text": "Aye.",
    "roles": [[0, 3, "caption", False]],
    "article_state": {"state": "settled", "locked": True, "reviewer": "lea", "at": "2025-05-19"},
    "sent_back": [{"coder": "cleo", "reviewer": "lea", "reason": "Cues", "at": "2025-05-18"}],
    "assigned": ["cleo"],
    "annotations": [
        {
            "id": "i1",
            "code": "irony",
            "coder": "cleo",
            "start": 0,
            "end": 3,
            "score": 0.5,
            "decisions": [
                {
                    "reviewer": "lea",
                    "verdict": "accepted",
                    "reason": "Plain.",
                    "at": "2025-05-19",
                    "gold": "g1",
                }
            ],
            "comments": [{"coder": "lea", "text": "Sure?", "at": "2025-05-19"}],
        },
        {"id": "g1", "code": "irony", "layer": "gold", "coder": "lea", "start": 0, "end": 3},
    ],
}


@pytest.mark.parametrize("format_id", ["csv", "jsonl"])
def test_a_project_is_not_exported_onto_itself(
    run: Run, told: Told, study: str, format_id: str
) -> None:
    before = told("info", study)
    result = run("export", study, study, "--format", format_id)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "is a project" in result.stderr
    assert told("info", study) == before
    assert run("check", study).exit_code == 0


def test_a_codebook_is_not_exported_onto_a_project(run: Run, told: Told, study: str) -> None:
    before = told("info", study)
    result = run("codebook", "export", study, study)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert told("info", study) == before
    assert run("check", study).exit_code == 0


def test_a_codebook_that_somebody_keeps_is_not_replaced(
    run: Run, study: str, tmp_path: Path
) -> None:
    run("codebook", "export", study, "out.codebook.json")
    before = (tmp_path / "out.codebook.json").read_bytes()
    result = run("export", study, "out.jsonl")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "out.codebook.json is there already" in result.stderr
    assert (tmp_path / "out.codebook.json").read_bytes() == before
    assert not (tmp_path / "out.jsonl").exists()
    assert run("export", study, "out.csv").exit_code == 0


@pytest.mark.parametrize("words", ["{}", "no JSON", ""])
def test_what_is_no_codebook_at_all_is_not_replaced_either(
    run: Run, study: str, tmp_path: Path, words: str
) -> None:
    (tmp_path / "out.codebook.json").write_text(words, encoding="utf-8")
    assert run("export", study, "out.jsonl").exit_code == 2
    assert (tmp_path / "out.codebook.json").read_text(encoding="utf-8") == words


def test_an_export_may_be_written_again(run: Run, study: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("export", study, "out.jsonl").exit_code == 0
    assert (tmp_path / "out.codebook.json").exists()


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_losses_are_listed_before_anything_is_written(
    run: Run, study: str, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "export", stop)
    result = run("export", study, "out.csv", *option)
    assert result.exit_code == 130
    first, *_, last = result.stderr.splitlines()
    assert first == "2 articles without annotations will not be in the file."
    assert last == "annotator: Stopped; nothing was changed."
    assert result.stdout == ""


def test_losses_are_in_the_object_for_programs_too(told: Told, study: str) -> None:
    losses = told("export", study, "out.csv")["losses"]
    assert "2 articles without annotations will not be in the file." in losses


def test_what_left_as_jsonl_comes_back_into_a_plain_new_project(
    run: Run, told: Told, tmp_path: Path
) -> None:
    shipped_sample(tmp_path / "s.annotator")
    (tmp_path / "more.jsonl").write_text(json.dumps(SETTLED), encoding="utf-8")
    told("import", "s.annotator", "more.jsonl", "--extend-codebook")
    with Project.open(tmp_path / "s.annotator") as one:
        cleo = coder_id("cleo")
        model = runs.Run(id=runs.run_id(cleo), coder=cleo, name="First", cost=0.5)
        one.apply(ImportRecords(records=(model,)))
    assert run("export", "s.annotator", "x.jsonl").exit_code == 0
    assert run("new", "p.annotator").exit_code == 0
    assert run("import", "p.annotator", "x.jsonl").exit_code == 0
    with (
        Project.open(tmp_path / "s.annotator") as one,
        Project.open(tmp_path / "p.annotator") as two,
    ):
        wanted = all_records(one)
        come_back = [found for kind, found in wanted.items() if kind not in STAYS]
        assert all(come_back), "every kind of record must be there to come back"
        assert all_records(two) == wanted
        assert two.info() == one.info()
        assert two.codebook() == one.codebook()
        assert two.codebook().version > 1
        assert two.check() == []


@pytest.fixture
def settled(run: Run, told: Told, tmp_path: Path) -> str:
    """Make a project in which lea has settled what cleo coded."""
    run("new", "settled.annotator")
    (tmp_path / "in.jsonl").write_text(json.dumps(SETTLED), encoding="utf-8")
    told("import", "settled.annotator", "in.jsonl", "--extend-codebook")
    return "settled.annotator"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_gold_leaves_as_csv_with_its_provenance(run: Run, settled: str, tmp_path: Path) -> None:
    assert run("export", settled, "gold.csv", "--layer", "gold").exit_code == 0
    (gold,) = rows(tmp_path / "gold.csv")
    names = ("annotation_id", "layer", "coder", "decision", "reviewer", "reason", "settled_from")
    assert [gold[name] for name in names] == [
        *("g1", "gold", "lea", "accepted", "lea", "Plain.", "cleo")
    ]


def test_gold_leaves_as_jsonl_with_its_provenance(run: Run, settled: str, tmp_path: Path) -> None:
    assert run("export", settled, "gold.jsonl", "--layer", "gold").exit_code == 0
    article = json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))
    (gold,) = article["annotations"]
    (source,) = gold["settled_from"]
    assert (gold["id"], source["coder"], source["reviewer"]) == ("g1", "cleo", "lea")


def test_gold_and_a_coders_layer_leave_together(run: Run, settled: str, tmp_path: Path) -> None:
    layers = ("--layer", "cleo", "--layer", "gold")
    for name in ("both.csv", "both.jsonl"):
        assert run("export", settled, name, *layers).exit_code == 0
    assert {row["annotation_id"] for row in rows(tmp_path / "both.csv")} == {"i1", "g1"}
    article = json.loads((tmp_path / "both.jsonl").read_text(encoding="utf-8"))
    found = {one["id"]: one for one in article["annotations"]}
    assert found["i1"]["decisions"][0]["gold"] == "g1"
    assert run("export", settled, "lea.csv", "--layer", "lea").exit_code == 0
    assert rows(tmp_path / "lea.csv") == []


def test_info_counts_gold_decisions_and_assignments(run: Run, told: Told, settled: str) -> None:
    said = told("info", settled)
    names = ("annotations", "gold", "decisions", "assignments")
    assert [said[name] for name in names] == [2, 1, 1, 1]
    assert "1 of them gold, 1 decision, 1 assignment\n" in run("info", settled).stdout


def test_it_says_how_much_it_has_written(run: Run, told: Told, settled: str) -> None:
    assert run("export", settled, "a.csv").stdout == (
        "Wrote 1 article with 2 annotations to a.csv.\n"
    )
    said = told("export", settled, "gold.jsonl", "--layer", "gold")
    assert (said["articles"], said["annotations"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "wrote"),
    [
        ("gold.csv", "Wrote 0 articles with 0 annotations to gold.csv.\n"),
        ("gold.jsonl", "Wrote 0 articles with 0 annotations to gold.jsonl.\n"),
    ],
)
def test_gold_where_nothing_is_settled_writes_none(
    run: Run, study: str, name: str, wrote: str
) -> None:
    assert run("export", study, name, "--layer", "gold").stdout == wrote


@pytest.mark.parametrize("option", [(), ("--format", "digest")])
def test_a_further_format_needs_no_more_than_its_row(
    run: Run,
    study: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: tuple[str, ...],
) -> None:
    register(monkeypatch, DIGEST)
    (tmp_path / "out.codebook.json").write_text("precious")
    result = run("export", study, "out.digest", *option, "--columns", "annotations,title")
    assert result.stdout == "Wrote 2 articles with 0 annotations to out.digest.\n"
    assert "The articles' full texts, notes and coders' statuses" in result.stderr
    lines = (tmp_path / "out.digest").read_text(encoding="utf-8").splitlines()
    assert lines == ["0\tBudget passes", "0\tCafé öffnet"]
    assert (tmp_path / "out.codebook.json").read_text() == "precious"


def test_a_release_begins_with_what_the_project_remembers_of_it(
    run: Run, study: str, tmp_path: Path
) -> None:
    with Project.open(study) as project:
        said = {"title": "Coast", "authors": "Berg, Maja", "doi": "10.5281/zenodo.1"}
        project.apply(SetSetting(EXPORTS_SETTING, {"release": said}))
    for name, chosen in (("first", ()), ("blind", ("--set", "authors="))):
        out = str(tmp_path / name)
        assert run("export", study, out, "--format", "release", *chosen).exit_code == 0
    first, blind = ((tmp_path / one / "CITATION.cff").read_text() for one in ("first", "blind"))
    assert "Coast" in first
    assert "Berg" in first
    assert "zenodo.1" not in first  # it is that of an earlier release
    assert "Coast" in blind
    assert "Berg" not in blind
