"""`annotator corpus count` and `suggest`, with a worker process of their own."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]

pytestmark = pytest.mark.xdist_group("workers on archives")
BODY = "“We will close three libraries,” Mayor Ada Lund said."
KNOWN = '"date": "{}", "outlet": "Gazette"'
LINES = (
    f'{{"headline": "Budget", "body": "{BODY}", {KNOWN.format("2024-05-03")}}}',
    f'{{"headline": "Snow", "body": "Snow fell on the libraries.", {KNOWN.format("2024-06-01")}}}',
    "rubbish",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "news.jsonl").write_text("\n".join(LINES), encoding="utf-8")
    return folder


def test_counts_by_outlet_and_month(run: Run, archive: Path) -> None:
    Path("terms.csv").write_text("Money,budget\nPlaces,librar*\nPlaces,mayor\n", encoding="utf-8")
    words = ("corpus", "count", "archive", "counts", "--workers", "1", "--words", "terms.csv")
    first = run(*words, "--words", "three libraries", "--csv", "counts.csv", "--json")
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert (told["articles"], told["bad_rows"], told["failed"]) == (2, 1, [])
    may, june = told["counts"]
    assert (may["outlet"], may["month"], may["quotes"]) == ("Gazette", "2024-05", 1)
    assert (may["Places"], may["Places articles"], may["three libraries"]) == (2, 1, 1)
    assert (june["month"], june["words"], june["quotes"], june["Places"]) == ("2024-06", 5, 0, 1)
    assert "news.jsonl, row 3" in first.stderr
    assert pq.read_table("counts/counts.parquet").to_pylist() == told["counts"]
    assert Path("counts.csv").read_text(encoding="utf-8").count("Gazette") == 2


def test_suggests_with_places_and_sources(run: Run, told: Told, archive: Path) -> None:
    said = told("corpus", "suggest", "archive", "found", "--workers", "1")
    assert (said["quotes"], said["articles"]) == (1, 2)
    (one,) = pq.read_table("found/parts").to_pylist()
    text = json.loads(LINES[0])["body"]
    assert text[one["start"] : one["end"]] == one["text"]
    assert "close three libraries" in one["text"]
    assert text[one["source_start"] : one["source_end"]] == one["source"] == "Mayor Ada Lund"
    assert (one["cue"], one["file"], one["row"]) == ("said", "archive/news.jsonl", 1)
    refused = run("corpus", "suggest", "archive", "found", "--workers", "1", "--above", "0.9")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 2)
    assert "other settings" in refused.stderr


def test_what_is_not_installed_is_said_in_a_sentence(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "annotator.workflow.corpus.cluster.find_spec",
        lambda name: None if name == "distributed" else there(name),
    )
    result = run("corpus", "count", "archive", "counts")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "media-annotator[corpus]" in result.stderr
    assert not Path("counts").exists()


def test_a_scheduler_that_is_not_there_is_said(run: Run, archive: Path) -> None:
    both = run("corpus", "count", "archive", "counts", "--scheduler", "tcp://x", "--workers", "2")
    assert both.exit_code == 2
    wrong = run("corpus", "count", "archive", "counts", "--scheduler", "no-address://x")
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (2, 1)
    assert "No scheduler answers" in wrong.stderr
