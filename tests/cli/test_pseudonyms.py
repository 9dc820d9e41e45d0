"""`annotator export --pseudonyms`: who is hidden, and where the key goes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LINE = {
    "text": "Dmitry Peskov spoke; Dmitry left.",
    "annotations": [
        {
            "code": "source",
            "start": 7,
            "end": 19,
            "coder": "ana",
            "links": [{"type": "is", "actor": "p"}],
        }
    ],
    "actors": [{"id": "p", "name": "Dmitry Peskov"}],
}


@pytest.fixture
def spoken(run: Run, tmp_path: Path) -> str:
    (tmp_path / "in.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    assert run("new", "spoken.annotator").exit_code == 0
    result = run("import", "spoken.annotator", "in.jsonl", "--extend-codebook")
    assert result.exit_code == 0, result.output
    return "spoken.annotator"


def test_names_leave_as_pseudonyms_and_the_key_apart(run: Run, spoken: str, tmp_path: Path) -> None:
    result = run("export", spoken, "out.jsonl", "--pseudonyms", "all", "--key", "key.csv")
    assert result.exit_code == 0, result.output
    assert "2 names of 1 actor replaced" in result.stderr
    assert "“Dmitry” (a given name by itself, 2×)" in result.stderr
    article = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert article["text"] == "Person 1 spoke; Dmitry left."
    assert article["annotations"][0]["text"] == "Person 1 spoke"
    key = (tmp_path / "key.csv").read_text(encoding="utf-8")
    assert "Person 1,p,Dmitry Peskov,person," in key


def test_the_report_alone_writes_no_key(run: Run, spoken: str, tmp_path: Path) -> None:
    words = ("--pseudonyms", "Dmitry Peskov", "--key", "key.csv", "--losses")
    assert "replaced by pseudonyms" in run("export", spoken, "out.csv", *words).stdout
    assert not (tmp_path / "key.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--key", "key.csv"), "no key without pseudonyms"),
        (("--pseudonyms", "all", "--key", "out.csv"), "handed on"),
        (("--pseudonyms", "Nobody"), "No actor is called"),
    ],
)
def test_what_can_not_be_is_refused_before_anything_is_written(
    run: Run, spoken: str, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    result = run("export", spoken, "out.csv", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert said in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_package_with_pseudonyms_comes_back_by_its_key(
    run: Run, spoken: str, tmp_path: Path
) -> None:
    words = ("--coder", "ben", "--pseudonyms", "all")
    refused = run("package", spoken, "ben.annotator", *words)
    assert (refused.exit_code, "go together" in refused.stderr) == (2, True)
    written = run("package", spoken, "ben.annotator", *words, "--key", "key.csv")
    assert written.exit_code == 0
    assert "replaced by pseudonyms" in written.stderr
    assert "“Dmitry” (a given name by itself" in written.stderr
    label = {"text": "Person 1 spoke; Dmitry left.", "annotations": [
        {"id": "n", "code": "source", "start": 0, "end": 8, "coder": "ben"}
    ]}  # fmt: skip
    (tmp_path / "more.jsonl").write_text(json.dumps(label), encoding="utf-8")
    assert run("import", "ben.annotator", "more.jsonl").exit_code == 0
    plain = run("merge", spoken, "ben.annotator")
    assert (plain.exit_code, "--key" in plain.stderr) == (2, True)
    tried = run("merge", spoken, "ben.annotator", "--key", "key.csv", "--dry-run")
    assert tried.stdout == "ben.annotator: 1 new label, 0 changed.\n"
    result = run("merge", spoken, "ben.annotator", "--key", "key.csv", "--json")
    assert (result.exit_code, json.loads(result.stdout)[0]["made"]) == (0, 1)
    assert run("export", spoken, "all.jsonl").exit_code == 0
    article = json.loads((tmp_path / "all.jsonl").read_text(encoding="utf-8"))
    (found,) = [one for one in article["annotations"] if one["id"] == "n"]
    assert (found["text"], found["coder"]) == ("Dmitry Peskov", "ben")
    assert run("check", spoken).exit_code == 0
