"""Differences that come in while somebody works on the first, and coming back to the page."""

from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Any

import pytest
from compared import TEXT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Decision
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.gui.review import ReviewPage, comparison
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.review import finding, ready
from annotator.workflow.review.comparison import Compared, ComparisonRequest

Key = Qt.Key


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Compare on another thread, article by article; after the first one wait for the gate."""
    gate = Event()
    find = comparison.find_differences

    def one_by_one(*given: Any) -> Iterator[list[finding.Digest]]:
        for number, few in enumerate(find(*given)):
            if number:
                gate.wait(60)
            yield few

    monkeypatch.setattr(comparison, "MANY_ANNOTATIONS", 1)
    monkeypatch.setattr(comparison, "TELL_EVERY", 0)
    monkeypatch.setattr(comparison, "find_differences", one_by_one)
    monkeypatch.setattr(finding, "_FIRST", 1)
    monkeypatch.setattr(finding, "_MOST", 1)
    yield gate
    gate.set()


@pytest.fixture
def streaming(
    session: Session, in_front: Callable[[QWidget], None], gate: Event, qtbot: QtBot
) -> ReviewPage:
    """Return the page when it has compared the first article, and not yet the second."""
    session.apply(SetStatus("a2", WorkStatus.DONE))  # lea is known from here on
    session.set_reviewing(True)
    page = ReviewPage(session, Settings())
    in_front(page)
    page.enter()
    qtbot.waitUntil(lambda: page.differences.model.count() == 4)
    return page


def listed(page: ReviewPage) -> list[tuple[str, ...]]:
    return [row.ident[2] for row in page.differences.model.rows()]


def test_the_first_differences_can_be_decided_while_others_come_in(
    streaming: ReviewPage, gate: Event, qtbot: QtBot
) -> None:
    differences = streaming.differences
    assert differences.count.text() == "4 open of 4 so far"
    assert streaming.match is not None
    qtbot.keyClick(differences.view, Key.Key_1)
    qtbot.keyClick(differences.view, Key.Key_N)
    assert differences.count.text() == "3 open of 4 so far"
    at_hand = streaming.match
    gate.set()
    qtbot.waitUntil(lambda: not streaming.comparison.under_way)
    assert differences.count.text() == "4 open of 5"
    assert streaming.match == at_hand
    assert streaming.panel.place.text() == "2 of 4 listed"
    qtbot.keyClick(differences.view, Key.Key_U)
    assert differences.count.text() == "5 open of 5"
    assert not streaming.session.project.find(Decision)


def test_what_came_in_is_what_comparing_all_at_once_finds(
    streaming: ReviewPage, gate: Event, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    streaming.session.apply(Settle(take=("a-only",)))
    gate.set()
    qtbot.waitUntil(lambda: not streaming.comparison.under_way)
    came = listed(streaming)
    qtmodeltester.check(streaming.differences.model)
    streaming.comparison.refresh()
    qtbot.waitUntil(lambda: not streaming.comparison.under_way)
    assert listed(streaming) == came


def test_an_article_that_comes_in_meanwhile_is_compared_after_all_others(
    streaming: ReviewPage, gate: Event, qtbot: QtBot
) -> None:
    new = NewArticle(id="a3", title="Later", text=TEXT)
    streaming.session.apply(ImportRecords(articles=(new,)))
    gate.set()
    qtbot.waitUntil(lambda: not streaming.comparison.under_way)
    assert streaming.differences.count.text() == "5 open of 5"
    assert streaming.comparison.found.index.articles[-1] == "a3"


@pytest.fixture
def compared(page: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the articles that are compared from now on, each time that some are."""
    page.session.apply(SetStatus("a2", WorkStatus.DONE))  # lea is known from here on
    found: list[list[str]] = []
    work_out = ready.work_out

    def counted(
        project: Project, request: ComparisonRequest, articles: Sequence[str]
    ) -> dict[str, Compared]:
        found.append(sorted(articles))
        return work_out(project, request, articles)

    monkeypatch.setattr(ready, "work_out", counted)
    return found


def test_a_decision_has_only_its_article_compared_again(
    page: ReviewPage, compared: list[list[str]]
) -> None:
    page.session.apply(Settle(over=("a-link",)))
    assert compared == [["a2"]]


def test_who_comes_back_has_nothing_compared_again_but_what_changed(
    page: ReviewPage, compared: list[list[str]]
) -> None:
    page.hide()
    page.show()
    page.enter()
    assert compared == []
    page.hide()
    page.session.apply(Settle(over=("a-link",)))
    assert compared == []
    page.show()
    page.enter()
    assert compared == [["a2"]]
    assert page.differences.count.text() == "5 open of 5"
