"""What is done stays done: a run that broke goes on, with the same task and sources alone."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_tasks import Listing

from annotator.domain.errors import UserError
from annotator.workflow.corpus.executor import InProcess
from annotator.workflow.corpus.results import ResultsFolder
from annotator.workflow.corpus.running import run_corpus

AT_MOST = 300


class Breaking(InProcess):
    """Breaks off when so many partitions are done."""

    def __init__(self, after: int) -> None:
        self._after = after

    def each(
        self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int, Any]]:
        for number, said in super().each(work, items):
            if work.__name__ == "do_partition" and number >= self._after:
                raise KeyboardInterrupt
            yield number, said


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    lines = [f'{{"title": "T{n}", "text": "Words of article {n}."}}\n' for n in range(60)]
    lines[7] = "rubbish\n"
    (folder / "a.jsonl").write_text("".join(lines))
    return folder


@pytest.fixture
def task(tmp_path: Path) -> Listing:
    (tmp_path / "seen").mkdir()
    return Listing(seen=str(tmp_path / "seen"))


def test_a_run_that_broke_goes_on(archive: Path, task: Listing, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_corpus(task, [archive], out, Breaking(3), at_most=AT_MOST)
    there = {one: one.stat().st_mtime_ns for one in ResultsFolder(out).parts()}
    outcome = run_corpus(task, [archive], out, InProcess(), at_most=AT_MOST)
    assert (outcome.before, outcome.articles, outcome.bad_rows) == (len(there), 59, 1)
    assert outcome.partitions > 5
    assert {one: one.stat().st_mtime_ns for one in there} == there
    every = ResultsFolder(out).kept_partitions() or []
    assert [task.times(one) for one in every] == [1] * outcome.partitions
    assert [(one.path, one.row) for one in ResultsFolder(out).bad_rows()] == [
        ("archive/a.jsonl", 8)
    ]


def test_only_the_same_work_goes_on(archive: Path, task: Listing, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_corpus(task, [archive], out, InProcess())
    with pytest.raises(UserError, match="other settings"):
        run_corpus(Listing(seen=task.seen, deadly="x"), [archive], out, InProcess())
    with pytest.raises(UserError, match="other settings"):
        run_corpus(task, [archive], out, InProcess(), at_most=AT_MOST)
    (archive / "a.jsonl").write_text('{"title": "T", "text": "Other words."}\n')
    with pytest.raises(UserError, match="other sources"):
        run_corpus(task, [archive], out, InProcess())


def test_a_folder_of_something_else_is_left_alone(
    archive: Path, task: Listing, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="there already"):
        run_corpus(task, [archive], out, InProcess())
    with pytest.raises(UserError, match="lies in"):
        run_corpus(task, [archive], archive / "out", InProcess())
    assert [one.name for one in out.iterdir()] == ["mine.txt"]
