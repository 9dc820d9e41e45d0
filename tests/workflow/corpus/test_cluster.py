"""A real scheduler, and worker processes over TCP: the same bytes, come what may."""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import pytest
from corpus_tasks import Listing

from annotator.domain.errors import UserError
from annotator.workflow.corpus.cluster import Cluster, cluster
from annotator.workflow.corpus.executor import Executor, InProcess
from annotator.workflow.corpus.results import ResultsFolder
from annotator.workflow.corpus.running import run_corpus
from annotator.workflow.corpus.task import CorpusOutcome

pytestmark = pytest.mark.xdist_group("workers on archives")  # they are started once
AT_MOST = 400


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    with cluster(workers=2) as found:
        yield found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in "ab":
        lines = (f'{{"title": "T{n}", "text": "{name}{n} words."}}\n' for n in range(50))
        (folder / f"{name}.jsonl").write_text("".join(lines))
    return folder


def ran(
    archive: Path, out: Path, executor: Executor, **how: object
) -> tuple[CorpusOutcome, Listing]:
    seen = out.with_name(f"{out.name} seen")
    seen.mkdir()
    task = Listing(seen=str(seen), **how)  # type: ignore[arg-type]
    return run_corpus(task, [archive], out, executor, at_most=AT_MOST), task


def data(out: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in ResultsFolder(out).parts()}


def test_two_workers_write_the_bytes_of_one_process(
    two: Cluster, archive: Path, tmp_path: Path
) -> None:
    alone, _ = ran(archive, tmp_path / "alone", InProcess())
    shared, task = ran(archive, tmp_path / "shared", two)
    assert shared == alone
    assert alone.articles == 100
    assert data(tmp_path / "shared") == data(tmp_path / "alone")
    workers = {one.suffix for one in Path(task.seen).iterdir()}
    assert workers <= {f".{pid}" for pid in two.client.run(__import__("os").getpid).values()}


def test_a_worker_that_dies_costs_its_partition_a_retry(
    two: Cluster, archive: Path, tmp_path: Path
) -> None:
    alone, _ = ran(archive, tmp_path / "alone", InProcess())
    shared, task = ran(archive, tmp_path / "shared", two, deadly="a20 ", once=True)
    assert (shared.articles, shared.failed) == (100, ())
    assert data(tmp_path / "shared") == data(tmp_path / "alone")
    every = ResultsFolder(tmp_path / "shared").kept_partitions() or []
    times = {one.row: task.times(one) for one in every if one.file == "archive/a.jsonl"}
    assert times[max(row for row in times if row <= 21)] == 2
    assert alone.partitions == len(every)


def test_a_partition_that_ends_every_worker_is_told_and_the_others_are_done(
    two: Cluster, archive: Path, tmp_path: Path
) -> None:
    shared, task = ran(archive, tmp_path / "shared", two, deadly="b3 ")
    (lost,) = shared.failed
    assert lost.file == "archive/b.jsonl"
    assert "ended its worker" in lost.why
    every = ResultsFolder(tmp_path / "shared").kept_partitions() or []
    missing = [one for one in every if ResultsFolder(tmp_path / "shared").done(one) is None]
    assert [one.name for one in missing] == [lost.name]
    assert task.times(missing[0]) == 3
    assert len(data(tmp_path / "shared")) == len(every) - 1


def test_a_scheduler_elsewhere_is_asked_by_its_address(
    two: Cluster, archive: Path, tmp_path: Path
) -> None:
    with cluster(scheduler=two.client.scheduler.address) as asked:
        shared, _ = ran(archive, tmp_path / "shared", asked)
    assert shared.articles == 100
    assert asked.at == two.at


def test_a_scheduler_that_goes_meanwhile_is_told_in_a_sentence() -> None:
    with ExitStack() as there:
        address = there.enter_context(cluster(workers=1)).client.scheduler.address
        with cluster(scheduler=address) as asked:
            found = asked.each(abs, ((n,) for n in count()))
            next(found)
            there.close()
            with pytest.raises(UserError, match=r"not there any more.*same command"):
                deque(found, maxlen=0)


@pytest.mark.parametrize("there", ["", "bokeh"])
def test_the_dashboards_address_opens_a_page(
    two: Cluster, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "annotator.workflow.corpus.cluster.find_spec",
        lambda name: None if name == "bokeh" != there else True,
    )
    with cluster(scheduler=two.client.scheduler.address) as asked:
        assert asked.at.startswith("http://127.0.0.1:")
        with urlopen(asked.at) as page:  # noqa: S310 - on this computer
            shown = page.read().decode()
    assert (page.status, "<title> Workers </title>" in shown) == (200, not there)
