"""`annotator suggest` on a project: what is in use there proposes, and a run can be made of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from once import folder_of
from quoted_news import NEWS, UNLABELLED, lines, write_lines

from annotator.domain.annotation import Annotation, Link, Origin
from annotator.domain.people import coder_id
from annotator.domain.runs import Run as RunRecord
from annotator.domain.runs import Score
from annotator.store.project import Project

Run = Callable[..., Result]
STUDY = "study.annotator"


@pytest.fixture
def labelled(run: Run, tmp_path: Path) -> str:
    """Make a project with three articles that ana has labelled, and one without labels."""

    def make() -> None:
        write_lines(Path("news.jsonl"), lines(status="done"))
        assert run("new", STUDY, "--me", "ana").exit_code == 0
        assert run("import", STUDY, "news.jsonl", "--me", "ana").exit_code == 0

    folder_of("labelled by ana on the command line", make, tmp_path)
    return STUDY


def told(result: Result) -> dict[str, list[Any]]:
    assert result.exit_code == 0, result.output
    return {one["id"]: one["quotes"] for one in map(json.loads, result.stdout.splitlines())}


def test_each_article_gives_a_line(run: Run, labelled: str) -> None:
    found = told(run("suggest", labelled, "--json"))
    assert list(found) == ["mill", "ferry", "bridge", "park"]
    text = NEWS[0][1]
    first, second = found["mill"]
    assert text[first["start"] : first["end"]].startswith("“The mill stays shut")
    assert (first["type"], first["code"]) == ("direct", "quote")
    assert text[slice(*first["source"])] == "Jo Field"
    assert text[second["start"] : second["end"]] == "that the roof leaks"
    assert second["type"] == "indirect"
    assert text[slice(*second["source"])] == "The owner"


def test_a_split_quote_is_an_entry_for_each_stretch(run: Run, labelled: str) -> None:
    parts = [one for one in told(run("suggest", labelled, "--json"))["park"] if "group" in one]
    assert [one["part"] for one in parts] == [0, 1]
    assert len({one["group"] for one in parts}) == 1


def test_only_what_is_asked_for_is_told(run: Run, labelled: str) -> None:
    assert list(told(run("suggest", labelled, "--query", "ferry", "--json"))) == ["ferry"]
    none = told(run("suggest", labelled, "--above", "1", "--json"))
    assert none == {"mill": [], "ferry": [], "bridge": [], "park": []}
    refused = run("suggest", labelled, "--query", "zeppelin")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_what_is_not_the_article_is_left_out(run: Run) -> None:
    text = NEWS[0][1]
    write_lines(Path("a.jsonl"), [{"id": "a", "text": text, "excluded": [[0, 50]]}])
    run("new", STUDY)
    run("import", STUDY, "a.jsonl")
    (quote,) = told(run("suggest", STUDY, "--json"))["a"]
    assert quote["start"] >= 50


def test_people_get_a_table_with_titles(run: Run, labelled: str) -> None:
    printed = run("suggest", labelled).stdout.splitlines()
    assert printed[0].split()[0] == "in"
    assert any(line.startswith("Bridge") and "The mayor" in line for line in printed)
    assert printed[-1].endswith(" in 4 articles.")


def test_people_are_told_as_many_quotes_as_a_run_has(run: Run, labelled: str) -> None:
    quotes = [one for each in told(run("suggest", labelled, "--json")).values() for one in each]
    assert any(one.get("part") for one in quotes)  # one of them has two stretches
    whole = sum(not one.get("part") for one in quotes)
    assert run("suggest", labelled).stdout.endswith(f"\n{whole} quotes in 4 articles.\n")
    assert f"Kept {whole} quotes" in run("suggest", labelled, "--run", "Kept").stdout


def test_a_codebook_without_quotes_is_refused(run: Run, labelled: str) -> None:
    run("new", "other.annotator", "--codebook", "propaganda")
    refused = run("suggest", "other.annotator", "--json")
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "no code for quotes" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("suggest", STUDY, "other.annotator"),
        ("suggest", STUDY, "--language", "en"),
        ("suggest", STUDY, "--coder", "zoe"),
        ("suggest", STUDY, "--run", ""),
        ("suggest", STUDY, "--above", "nan"),
        ("suggest", STUDY, "--run", "Mine", "--above", "nan"),
        ("suggest", "--text", STUDY, "--run", "Mine"),
        ("suggest", "--text", STUDY, "--query", "x"),
        ("suggest", "missing.annotator"),
        ("suggest",),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    run: Run, labelled: str, words: tuple[str, ...]
) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_a_run_is_a_layer_that_can_be_undone(run: Run, labelled: str) -> None:
    kept = run("suggest", labelled, "--run", "Suggested", "--me", "ana")
    assert kept.exit_code == 0
    assert "in 4 articles as run Suggested" in kept.stdout
    with Project.open(Path(labelled), "ana") as project:
        (made,) = project.find(RunRecord)
        assert (made.name, made.model) == ("Suggested", "rules 1")
        assert made.at
        labels = project.find(Annotation, coder=made.coder)
        assert {one.origin for one in labels} == {Origin.SUGGESTION}
        assert made.coder == coder_id("Suggested")
        quotes = {one.id: one for one in labels if one.code == "quote"}
        assert {one.values["quote_type"] for one in quotes.values()} >= {"direct", "indirect"}
        assert {one.annotation for one in project.find(Score)} == quotes.keys()
        assert all(one.score and one.reason for one in project.find(Score))
        ends = [one for one in project.find(Link) if one.annotation in quotes]
        assert {one.type for one in ends} == {"said_by", "cue"}
        (split,) = [one for one in quotes.values() if len(one.fragments) > 1]
        assert split.texts[0] in UNLABELLED[1]
        project.undo()
        assert project.find(RunRecord) == []
        assert project.find(Annotation, coder=made.coder) == []
    assert run("check", labelled).exit_code == 0


def test_scripts_are_told_what_a_run_has(run: Run, labelled: str) -> None:
    kept = json.loads(run("suggest", labelled, "--run", "Mine", "--above", "1", "--json").stdout)
    assert kept == {"run": "Mine", "quotes": 0, "articles": 4}


def test_a_run_of_the_same_name_is_refused(run: Run, labelled: str) -> None:
    run("suggest", labelled, "--run", "Suggested")
    before = Path(labelled).read_bytes()
    for name in ("Suggested", "suggested", "ana"):
        refused = run("suggest", labelled, "--run", name)
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
        assert "a name of its own" in refused.stderr
    assert Path(labelled).read_bytes() == before


def test_a_run_takes_only_what_is_asked_for(run: Run, labelled: str) -> None:
    run("suggest", labelled, "--run", "Ferry", "--query", "ferry")
    run("suggest", labelled, "--run", "Sure", "--above", "1")
    with Project.open(Path(labelled)) as project:
        labels = project.find(Annotation, coder=coder_id("Ferry"))
        assert {one.article for one in labels} == {"ferry"}
        assert project.find(Annotation, coder=coder_id("Sure")) == []


def test_what_proposes_does_not_depend_on_what_is_coded(run: Run, labelled: str) -> None:
    before = told(run("suggest", labelled, "--json"))
    run("suggest", labelled, "--run", "Suggested")
    assert told(run("suggest", labelled, "--json")) == before
