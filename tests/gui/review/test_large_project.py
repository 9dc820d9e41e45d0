"""The review of a project that is compared in the background."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.annotation import Decision
from annotator.domain.edits.team import Assign
from annotator.gui.review import ReviewPage, comparison
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings


@pytest.fixture
def large(
    session: Session, in_front: Callable[[QWidget], None], monkeypatch: pytest.MonkeyPatch
) -> ReviewPage:
    """Return the page before it is entered, with the second article open."""
    monkeypatch.setattr(comparison, "MANY_ANNOTATIONS", 1)
    session.open_article("a2")
    session.set_reviewing(True)
    page = ReviewPage(session, Settings())
    in_front(page)
    return page


def looked_at(page: ReviewPage) -> str | None:
    """Return the article of the difference at hand."""
    return page.match.article if page.match is not None else None


def test_a_large_project_is_compared_in_the_background(large: ReviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(large.comparison.changed):
        large.enter()
        assert large.differences.count.text() == "Comparing…"
    assert large.differences.count.text() == "5 open of 5"
    assert looked_at(large) == "a2"
    with qtbot.waitSignal(large.comparison.changed):
        qtbot.keyClick(large.differences.view, Qt.Key.Key_1)
    assert large.differences.count.text() == "4 open of 5"
    assert {one.annotation for one in large.session.project.find(Decision)} == {"a-link", "b-link"}


def test_a_door_leads_to_the_first_difference_listed_once_all_is_compared(
    large: ReviewPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(large.comparison.changed):
        large.enter()
        large.show_differences(Filter(kinds=frozenset((Kind.OTHER_VALUE,))))
        assert large.differences.count.text() == "Comparing…"
    assert looked_at(large) == "a1"


def test_whoever_goes_to_another_list_before_all_is_compared_is_not_led_away(
    large: ReviewPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(large.comparison.changed):
        large.enter()
        large.show_list("queue")
    assert looked_at(large) is None
    assert large.lists.name == "queue"
    large.show_list("differences")
    assert looked_at(large) is not None


def test_whoever_leaves_before_all_is_compared_is_not_led_anywhere(
    large: ReviewPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(large.comparison.changed):
        large.enter()
        large.hide()
    assert large.differences.count.text() == "5 open of 5"
    assert looked_at(large) is None


def test_another_coder_sees_no_difference_of_the_one_before_while_all_is_compared(
    large: ReviewPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(large.comparison.changed):
        large.enter()
    assert large.match is not None
    session = large.session
    session.apply(Assign((("a1", "cleo"), ("a2", "cleo"))))
    qtbot.waitUntil(lambda: not large.comparison.under_way)
    assert large.differences.model.rows()
    session.coder = "cleo"
    assert large.comparison.under_way
    assert large.differences.model.rows() == []
    assert large.match is None
    qtbot.waitUntil(lambda: not large.comparison.under_way)
    assert large.differences.model.rows() == []
    assert large.comparison.hidden == 2
    session.coder = "lea"
    qtbot.waitUntil(lambda: not large.comparison.under_way)
    assert len(large.differences.model.rows()) == 5
