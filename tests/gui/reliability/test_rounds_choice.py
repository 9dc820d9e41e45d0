"""Reliability by round: which articles the figures are computed on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from compared import BOOK, TEXT
from pytestqt.qtbot import QtBot
from reviewed import code_as, tag

from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import Include, PutRound, Repeat
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

IDS = ("a1", "a2", "a3")


@pytest.fixture
def body(tmp_path: Path, qtbot: QtBot) -> Iterator[ReliabilityBody]:
    project = Project.create(tmp_path / "p.annotator", codebook=BOOK)
    articles = tuple(NewArticle(id=i, title=i, text=f"{TEXT} {i}") for i in IDS)
    project.coder = "lea"
    project.apply(ImportRecords(articles=articles))
    project.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    project.apply(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
    project.apply(Include(round="t", articles=("a1",)))
    project.apply(Repeat("r", ("a2",)))
    (again,) = [one.article for one in project.find(Inclusion, round="r")]
    for coder in ("ana", "ben"):
        edits = [tag(f"{coder}-{i}", "quote", "We win,", i, type="direct") for i in IDS]
        code_as(project, coder, *edits, done=IDS)
    code_as(project, "ana", tag("x", "quote", "We win,", again, type="direct"), done=(again,))
    project.coder = "lea"
    session = Session(project)
    made = ReliabilityBody(session, Settings())
    qtbot.addWidget(made)
    yield made
    made.remember()
    session.end()
    project.close()


def shared(body: ReliabilityBody, qtbot: QtBot, chosen: str) -> int:
    body.options.resamples.setValue(0)
    index = body.options.round.findText(chosen)
    assert index >= 0
    body.options.round.setCurrentIndex(index)
    with qtbot.waitSignal(body.computation.made):
        body.compute()
    qtbot.waitUntil(lambda: not body.computation.work.busy)
    assert body.result is not None
    return body.result.study.shared


def test_practice_and_repetitions_count_where_they_are_chosen(
    body: ReliabilityBody, qtbot: QtBot
) -> None:
    assert shared(body, qtbot, "The study") == 2
    assert shared(body, qtbot, "Training") == 1
    assert shared(body, qtbot, "With practice and repetitions") == 3


def test_each_coder_is_compared_with_themselves(body: ReliabilityBody, qtbot: QtBot) -> None:
    assert shared(body, qtbot, "Each coder again") == 1
    assert body.result is not None
    assert {one.coders for one in body.result.figures} == {("ana", "ana again")}
    assert shared(body, qtbot, "The study") == 2
