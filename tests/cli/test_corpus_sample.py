"""`annotator corpus copies` and `sample`, with a worker process of their own."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.workflow.corpus.kept_prints import rows_of

Run = Callable[..., Result]
Told = Callable[..., Any]

pytestmark = pytest.mark.xdist_group("workers on archives")
WIRE = (
    "The ferry to the island stops for a week, as the port says, since its engine has to be mended."
)
ONE = ("--workers", "1")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    rows = [
        {
            "id": "w1",
            "title": "Ferry stops",
            "text": WIRE,
            "outlet": "dpa",
            "published": "2024-05-01",
        },
        {
            "id": "w2",
            "title": "No ferry",
            "text": WIRE,
            "outlet": "Post",
            "published": "2024-05-02",
        },
    ]
    for n in range(6):
        words = " ".join(f"word{n}x{k}" for k in range(20))
        rows.append(
            {"id": f"a{n}", "title": f"T{n}", "text": words, "outlet": ("dpa", "Post")[n % 2]}
        )
    lines = [json.dumps(one) for one in rows]
    (folder / "news.jsonl").write_text("\n".join([*lines, "rubbish"]), encoding="utf-8")
    return folder


def test_copies_are_told_by_outlet(run: Run, told: Told, archive: Path) -> None:
    said = told("corpus", "copies", "archive", "copies", *ONE)
    assert (said["articles"], said["clusters"], said["in_clusters"]) == (8, 1, 2)
    assert said["largest"] == [{"cluster": "w1", "articles": 2}]
    assert said["outlets"][0] == {"outlet": "Post", "in_clusters": 1, "first": 0}
    (found,) = rows_of([Path("copies/clusters.parquet")], "article_id", "first")
    assert found == [["w1", "w2"], [True, False]]
    again = run("corpus", "copies", "archive", "copies", *ONE)
    assert "2 of 8 articles are in 1 cluster. The largest has 2 articles: w1." in again.stdout


def test_a_sample_is_a_project_whose_exports_have_probabilities(
    run: Run, told: Told, archive: Path
) -> None:
    words = ("corpus", "sample", "archive", "drawn", "--size", "4", "--by", "outlet", "--seed", "3")
    result = run(*words, *ONE)
    assert result.exit_code == 0, result.output
    assert "1 article is a copy: not drawn from." in result.stdout
    assert "Drew 4 articles of 7 into" in result.stdout
    assert "news.jsonl, row 9" in result.stderr
    with Path("drawn/frame.csv").open(encoding="utf-8") as file:
        strata = {one["stratum"]: one for one in csv.DictReader(file)}
    assert {name: (one["in_frame"], one["drawn"]) for name, one in strata.items()} == {
        "Post": ("3", "2"),
        "dpa": ("4", "2"),
    }
    assert run("export", "drawn.annotator", "drawn.jsonl").exit_code == 0
    lines = Path("drawn.jsonl").read_text(encoding="utf-8").splitlines()
    metas = [json.loads(line)["meta"] for line in lines]
    assert len(metas) == 4
    for meta in metas:
        assert meta["probability"] == float(strata[meta["outlet"]]["probability"])
        assert meta["stratum"] == meta["outlet"]
    assert sum(1 / meta["probability"] for meta in metas) == pytest.approx(7)
    (kept,) = told("info", "drawn.annotator")["samples"]
    assert (kept["seed"], kept["frame"]["copies"], kept["frame"]["bad_rows"]) == (3, 1, 1)
    shown = run("info", "drawn.annotator").stdout
    assert "4 articles were drawn at random, stratified by outlet (seed 3)" in shown
    assert run("check", "drawn.annotator").exit_code == 0
    taken = run(*words, *ONE)
    assert (taken.exit_code, taken.stderr.count("\n")) == (2, 1)


def test_the_folder_may_be_named_as_the_project(run: Run, archive: Path) -> None:
    words = ("--quota", "outlet=Post:9", "--every-copy", "--codebook", "generic-frames")
    result = run("corpus", "sample", "archive", "few.annotator", *words, *ONE)
    assert result.exit_code == 0, result.output
    assert "There are only 4 of outlet=Post, not 9." in result.stdout
    assert Path("few.annotator").is_file()
    assert Path("few/frame.csv").is_file()


def test_what_can_not_be_drawn_is_refused_before_anything_is_read(run: Run, archive: Path) -> None:
    for words in ((), ("--size", "2", "--weeks", "1"), ("--quota", "AFP")):
        result = run("corpus", "sample", "archive", "drawn", *words)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not Path("drawn").exists()
