"""Learning in the background once an article is finished: nobody waits for it."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from suggest_desk import NOBODY, Desk, Proposing
from suggested import FAIR, KEEP, quote

from annotator.analysis.suggest.contest import Standing, Way
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.settings import SUGGEST_SETTING
from annotator.gui.suggest import BackgroundLearning, learning
from annotator.workflow.suggesting.learning import Learned


class Learner:
    """Learns in place of the real one, when it is let."""

    def __init__(self) -> None:
        self.coders: list[str] = []
        self.may_end = Event()
        self.may_end.set()
        self.fails = ""

    def __call__(self, _project: object, coder: str, reporter: Any) -> Learned:
        self.coders.append(coder)
        while not self.may_end.wait(0.01):
            reporter(0, 1)
        if self.fails:
            raise UserError(self.fails)
        standing = Standing(way=Way.LEARNED, why="Learned.")
        return Learned(standings={"quote": standing}, articles=7, is_new=True)


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> Learner:
    found = Learner()
    monkeypatch.setattr(learning, "learn", found)
    return found


@pytest.fixture
def learns(desk: Desk, learner: Learner) -> Iterator[BackgroundLearning]:
    assert not learner.coders
    made = BackgroundLearning(desk.session, desk.page.settings, desk.page)
    made.learned.connect(desk.suggesting.finding.learn_anew)
    made.changed.connect(
        lambda: desk.suggesting.say_learning(learns=made.busy, failure=made.failure)
    )
    yield made
    learner.may_end.set()
    made.stop()


def finish(desk: Desk, article: str = "a0", status: WorkStatus = WorkStatus.DONE) -> None:
    desk.session.apply(SetStatus(article, status))


def rest(qtbot: QtBot, learns: BackgroundLearning) -> None:
    qtbot.waitUntil(lambda: not learns.waits and not learns.busy)


def test_it_learns_for_who_codes_once_an_article_is_finished(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    finish(desk, status=WorkStatus.IN_PROGRESS)
    assert not learns.waits
    finish(desk)
    rest(qtbot, learns)
    assert learner.coders == [desk.session.coder_id]


def test_what_was_learned_proposes_from_the_next_article_on(
    desk: Desk, qtbot: QtBot, proposes: Proposing, learns: BackgroundLearning
) -> None:
    before = proposes.asked
    proposes.propose(quote("Harbour"))
    finish(desk)
    rest(qtbot, learns)
    assert desk.shown() == [KEEP, NOBODY, FAIR]
    assert proposes.asked == before
    desk.session.open_article("a1")
    desk.wait()
    assert desk.shown() == ["Another"]
    assert desk.said[-1] == "Article done — Ctrl+Z undoes"


def test_it_is_said_while_it_learns_and_the_window_goes_on(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    learner.may_end.clear()
    finish(desk)
    qtbot.waitUntil(lambda: learns.busy)
    assert desk.suggesting.status()[0] == "3 suggestions · rules · learning"
    desk.session.open_article("a1")
    desk.wait()
    assert desk.page.pane.view.text.startswith("Another")
    learner.may_end.set()
    rest(qtbot, learns)
    assert "learning" not in desk.suggesting.status()[0]


def test_what_is_finished_meanwhile_is_learned_afterwards(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    learner.may_end.clear()
    finish(desk)
    qtbot.waitUntil(lambda: len(learner.coders) == 1)
    finish(desk, "a1")
    qtbot.waitUntil(lambda: not learns.waits)
    assert len(learner.coders) == 1
    learner.may_end.set()
    qtbot.waitUntil(lambda: len(learner.coders) == 2)
    rest(qtbot, learns)


def test_why_nothing_was_learned_is_said_quietly(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    learner.fails = "No room."
    finish(desk)
    rest(qtbot, learns)
    assert "Nothing could be learned: No room." in desk.suggesting.status()[1]
    assert not any("No room" in one for one in desk.said)


def test_closing_cancels_it(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    learner.may_end.clear()
    finish(desk)
    qtbot.waitUntil(lambda: len(learner.coders) == 1)
    learns.stop()
    assert not learner.may_end.is_set()
    qtbot.waitUntil(lambda: not learns.busy)


def test_nothing_is_learned_where_suggestions_are_off(
    desk: Desk, qtbot: QtBot, learner: Learner, learns: BackgroundLearning
) -> None:
    desk.session.apply(SetSetting(SUGGEST_SETTING, value=False))
    finish(desk)
    rest(qtbot, learns)
    assert learner.coders == []
