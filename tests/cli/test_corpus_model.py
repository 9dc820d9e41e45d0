"""Quotes of an archive by what was learned in a project, as `annotator train` leaves it."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from quoted_news import lines, write_lines

from annotator.domain.errors import UserError
from annotator.store.project import Project
from annotator.workflow.corpus.executor import InProcess
from annotator.workflow.corpus.running import run_corpus
from annotator.workflow.corpus.suggesting import CorpusSuggesting, keep_model, suggesting_by_model
from annotator.workflow.suggesting.whose import whose

Run = Callable[..., Result]
THAT = "that "
SAID = "The captain said that the boat is new."


def without_that(line: dict[str, Any]) -> dict[str, Any]:
    """Leave "that" out of its quotes, which rules don't."""
    for one in line.get("annotations", ()):
        if one["code"] == "quote" and line["text"].startswith(THAT, one["start"]):
            one["start"] += len(THAT)
    return line


def found(task: CorpusSuggesting, out: Path, learned: bytes | None) -> list[dict[str, Any]]:
    prepare = partial(keep_model, data=learned) if learned else None
    run_corpus(task, [Path("archive")], out, InProcess(), prepare=prepare)
    return pq.read_table(out / "parts").to_pylist()


def test_a_learned_model_finds_the_quotes_of_an_archive(run: Run, tmp_path: Path) -> None:
    write_lines(Path("news.jsonl"), map(without_that, lines(status="done", least=12)))
    for words in (("new",), ("import", "news.jsonl"), ("train",)):
        name, *rest = words
        done = run(name, "study.annotator", *rest, *(("--me", "ana") if name != "train" else ()))
        assert done.exit_code == 0, done.output
    Path("archive").mkdir()
    Path("archive/a.jsonl").write_text(json.dumps({"title": "Boat", "text": SAID}))
    out = tmp_path / "found"
    with Project.open(Path("study.annotator")) as project:
        task, learned = suggesting_by_model(project, whose(project, ""), out, 0.0)
    (one,) = found(task, out, learned)
    (ruled,) = found(CorpusSuggesting(), tmp_path / "ruled", None)
    assert (ruled["text"], one["text"]) == ("that the boat is new", "the boat is new")
    assert (one["source"], one["cue"]) == ("The captain", "said")
    assert (one["by"], ruled["by"]) == (task.by, "rules 1")
    with pytest.raises(UserError, match="other settings"):
        found(CorpusSuggesting(), out, None)
