"""A run is validated by people who code a sample of articles blind."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.analysis.sampling import spread
from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.people import Coder
from annotator.domain.teamwork import Assignment
from annotator.store.project import Project
from annotator.workflow.validation.drawing import last_drawn, run_named
from annotator.workflow.validation.figures import ENOUGH

ARTICLES = 40


def text(n: int) -> str:
    return f"Report {n}.\n\n“It is number {n},” Jo Field said. “It is bad,” she said."


def invoke(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in words])


def tone(n: int) -> int:
    """Return what people say: mostly 0, seldom -1."""
    return -1 if n % 8 == 0 else 0


def of_run(n: int) -> int:
    """Return what the run says: it is wrong on one article of the rare kind, and on two others."""
    return {8: 0, 3: -1, 5: -1}.get(n, tone(n))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    assert invoke("new", path).exit_code == 0
    lines = [
        {
            "text": text(n),
            "labels": [
                {"code": "tone", "fields": {"tone": of_run(n)}, "score": 0.3 if n % 5 else 0.9},
                {"code": "quote", "text": f"It is number {n}"},
            ],
        }
        for n in range(ARTICLES)
    ]
    file = tmp_path / "run.json"
    file.write_text(json.dumps(lines), encoding="utf-8")
    result = invoke("import", path, file, "--run", "Model")
    assert result.exit_code == 0, result.output
    return path


def code_what_is_assigned(path: Path, folder: Path) -> None:
    """Let people code what they were given, as the truth is."""
    with Project.open(path) as opened:
        handles = {one.id: one.handle for one in opened.find(Coder)}
        given = {one.article: handles[one.coder] for one in opened.find(Assignment)}
        titles = {one.id: one.title for one in opened.find(Article)}
    lines: list[dict[str, Any]] = []
    for article, coder in given.items():
        n = int(titles[article].split()[1].strip("."))
        start = text(n).index("It is number")
        lines.append(
            {
                "text": text(n),
                "annotations": [
                    {"code": "tone", "coder": coder, "fields": {"tone": tone(n)}},
                    {"code": "quote", "coder": coder, "start": start, "end": start + 12},
                    {
                        "code": "quote",
                        "coder": coder,
                        "start": text(n).index("It is bad"),
                        "end": text(n).index("It is bad") + 9,
                    },
                ],
                "statuses": {coder: "done"},
            }
        )
    file = folder / "people.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = invoke("import", path, file)
    assert result.exit_code == 0, result.output


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_rare_is_drawn_as_often_as_what_is_common_and_its_chance_is_told() -> None:
    strata = {f"a{n}": "rare" if n < 4 else "common" for n in range(104)}
    drawn = spread(strata, 20, seed=3)
    assert drawn.strata == {"common": (16, 100), "rare": (4, 4)}
    assert {drawn.chances[one] for one in drawn.articles} == {1.0, 0.16}
    assert spread(strata, 6, seed=3).strata == {"common": (3, 100), "rare": (3, 4)}
    assert spread(strata, 1000, seed=3).strata == {"common": (100, 100), "rare": (4, 4)}
    assert spread({}, 5, seed=3).articles == ()


def test_a_sample_goes_to_people_who_do_not_see_what_the_run_says(
    project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    said = ("--code", "tone", "--field", "tone", "--size", "16", "--folder", folder, "--json")
    result = invoke("runs", "sample", project, *said, "--coder", "ana", "--coder", "ben")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["articles"] == 16
    assert told["coders"] == {"ana": 8, "ben": 8}
    # Strata are the run's value and its score.
    assert {"-1, below 0.5", "0, 0.8 or more", "0, below 0.5"} <= told["strata"].keys()
    with Project.open(project) as opened:
        kept = last_drawn(opened, run_named(opened, "model"))
        assert kept is not None
        assert len(kept.chances) == 16
        assert {one.article for one in opened.find(Assignment)} == set(kept.chances)
    for file in told["files"]:
        with Project.open(Path(file)) as package:
            assert len(package.find(Article)) == 8
            assert package.find(Annotation) == []


def test_figures_are_weighed_by_the_design_and_have_intervals(
    project: Path, tmp_path: Path
) -> None:
    said = ("--code", "tone", "--field", "tone", "--size", "20", "--coder", "ana")
    assert invoke("runs", "sample", project, *said).exit_code == 0
    code_what_is_assigned(project, tmp_path)
    out, units = tmp_path / "figures.csv", tmp_path / "units.csv"
    result = invoke("runs", "validate", project, "--out", out, "--units", units)
    assert result.exit_code == 0, result.output
    rows = {(one["code"], one["field"], one["value"]): one for one in table(out)}
    rare = rows["tone", "tone", "-1"]
    assert int(rare["articles"]) == 20
    assert int(rare["both"]) <= min(int(rare["run"]), int(rare["people"]))
    assert float(rare["precision_low"]) <= float(rare["precision"]) <= float(rare["precision_high"])
    # People have two quotes where the run has one, which is right.
    quote = rows["quote", "", ""]
    assert (float(quote["precision"]), float(quote["recall"])) == (1.0, 0.5)
    assert float(quote["agreement"]) == 1.0

    every = table(units)
    assert {one["value"] for one in every} == {"-1", "0"}
    assert len(every) == 2 * ARTICLES
    assert {one["surrogate"] for one in every} == {"0", "1"}
    sampled = [one for one in every if one["sampled"] == "1"]
    assert len(sampled) == 2 * 20
    assert all(one["expert"] in ("0", "1") and one["coded_by"] == "ana" for one in sampled)
    assert all(one["expert"] == "" for one in every if one["sampled"] == "0")
    assert all(0 < float(one["probability"]) <= 1 for one in every)
    # What is estimated with weights is about what all articles have.
    share = sum(int(one["expert"]) / float(one["probability"]) for one in sampled)
    assert round(share) == ARTICLES


def test_what_is_not_coded_yet_is_told(project: Path, tmp_path: Path) -> None:
    said = ("--code", "tone", "--size", "20", "--coder", "ana")
    assert invoke("runs", "sample", project, *said).exit_code == 0
    result = invoke("runs", "validate", project)
    assert result.exit_code == 2
    assert "Nobody has coded an article of the sample" in result.output


def test_without_a_sample_all_that_people_have_coded_counts(project: Path, tmp_path: Path) -> None:
    label = {"code": "quote", "coder": "ana", "start": text(1).index("It is number")}
    label["end"] = int(label["start"]) + 14
    line = {"text": text(1), "annotations": [label], "statuses": {"ana": "done"}}
    (tmp_path / "one.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert invoke("import", project, tmp_path / "one.jsonl").exit_code == 0
    told = json.loads(invoke("runs", "validate", project, "--code", "quote", "--json").output)
    (row,) = told["figures"]
    assert (row["precision"], row["recall"], row["articles"]) == (1.0, 1.0, 1)
    assert row["articles"] < ENOUGH
    assert row["precision_low"] is None
    again = json.loads(
        invoke("runs", "validate", project, "--code", "quote", "--against", "ana", "--json").output
    )
    assert again == told


@pytest.mark.parametrize(
    "words",
    [
        ("sample", "--size", "5", "--coder", "ana"),
        ("sample", "--size", "5", "--coder", "ana", "--code", "nothing"),
        ("sample", "--size", "5", "--coder", "ana", "--code", "quote", "--field", "nothing"),
        ("sample", "--size", "5", "--coder", "ana", "--code", "quote", "--run", "Another"),
        ("validate", "--against", "nobody"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    project: Path, words: tuple[str, ...]
) -> None:
    result = invoke("runs", words[0], project, *words[1:])
    assert result.exit_code == 2
