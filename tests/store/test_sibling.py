"""Two connections to one project: the window's and a worker's."""

import threading
import time
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import RetireCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import BusyError
from annotator.store.project import Project


def note(project: Project) -> str:
    quote = project.get(Annotation, "q")
    assert quote is not None
    return quote.note


def test_each_sees_what_the_other_wrote(project: Project) -> None:
    worker = project.sibling()
    assert len(project.codebook().usable()) == len(worker.codebook().usable()) == 4
    before = project.data_version()
    worker.apply(SetNote("q", "from the worker"))
    worker.apply(RetireCode("tone"))
    assert project.data_version() != before
    assert note(project) == "from the worker"
    assert [code.id for code in project.codebook().usable()] == ["quote", "source", "topic"]
    assert project.undo_label() == "Code Tone retired"
    project.undo()
    assert [code.id for code in worker.codebook().usable()] == ["quote", "source", "tone"]
    worker.close()
    assert project.check() == []


def test_checking_looks_at_one_state_and_who_writes_meanwhile_waits(project: Project) -> None:
    worker = project.sibling()
    worker.be_patient(0)
    refused: list[str] = []

    def write_in_between(statement: str) -> None:
        if statement.startswith("SELECT") and project._database.conn.in_transaction:
            try:
                worker.apply(SetNote("q", "in between"))
            except BusyError as error:
                refused.append(str(error))

    project._database.conn.set_trace_callback(write_in_between)
    problems = project.check()
    project._database.conn.set_trace_callback(None)
    assert problems == []
    assert len(refused) > 5
    assert note(project) != "in between"
    worker.apply(SetNote("q", "afterwards"))
    worker.close()
    assert note(project) == "afterwards"
    assert project.check() == []


def test_own_edits_do_not_count_as_anothers(project: Project) -> None:
    before = project.data_version()
    project.apply(SetNote("q", "x"))
    assert project.data_version() == before


def test_edits_of_both_are_undone_in_the_order_in_which_they_were_made(project: Project) -> None:
    worker = project.sibling()
    for n in range(10):
        (project if n % 2 else worker).apply(SetNote("q", str(n)))
    assert project.check() == []
    for n in reversed(range(10)):
        assert note(project) == str(n)
        (worker if n % 3 else project).undo()
    for n in range(10):
        (project if n % 3 else worker).redo()
        assert note(worker) == str(n)
    worker.close()
    assert project.check() == []


def test_the_order_holds_when_the_wall_clock_stands_still_or_runs_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.apply(SetNote("q", "just now"))
    worker = project.sibling()
    start = time.time_ns()
    wall = iter(range(start, 0, -1_000_000_000))
    monkeypatch.setattr(time, "time_ns", lambda: next(wall))
    for n in range(6):
        (project if n % 2 else worker).apply(SetNote("q", str(n)))
    worker.close()
    assert note(project) == "5"
    assert [one.label for one in project.latest_edits(1)] == ["Note written"]
    assert project.check() == []


def test_a_worker_brings_articles_in_while_the_coder_goes_on(project: Project) -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            worker = project.sibling()
            for n in range(20):
                article = NewArticle(id=f"n{n}", title="T", text=f"Text {n}")
                worker.apply(ImportRecords(articles=(article,)))
            worker.close()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    for n in range(20):
        project.apply(SetNote("q", str(n)))
    thread.join()
    assert problems == []
    assert len(project.articles()) == 21
    assert project.check() == []


@pytest.mark.parametrize("worker_last", [True, False])
def test_one_plain_file_remains_whoever_closes_last(closed: Path, worker_last: bool) -> None:
    project = Project.open(closed, "ana")
    worker = project.sibling()
    worker.apply(SetNote("q", "x"))
    for one in (project, worker) if worker_last else (worker, project):
        one.close()
        one.close()
    assert list(closed.parent.iterdir()) == [closed]
    with Project.open(closed) as again:
        assert note(again) == "x"
