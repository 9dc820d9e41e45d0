"""In the window of who is no reviewer, the acts that decide are absent."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reviewed import shown

from annotator.domain.annotation import Decision
from annotator.domain.edits.team import NameReviewers
from annotator.gui.commands.table import command
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

DECIDING = ("take_a", "take_neither", "undecide", "take_agreements", "settle_article")


@pytest.fixture
def seen_by_ana(session: Session, project: Project, qtbot: QtBot) -> ReviewPage:
    """Show the page in front of ana, where lea reviews."""
    session.apply(NameReviewers((project.coder,)))
    session.coder = "ana"
    page = shown(ReviewPage(session, Settings()), qtbot)
    session.set_reviewing(True)
    page.step(1)
    return page


def test_buttons_that_decide_are_absent(seen_by_ana: ReviewPage) -> None:
    page = seen_by_ana
    assert not page.chooser.agreements.isVisible()
    assert not any(one.isVisible() for one in page.panel.buttons.values())
    assert not any(one.isVisible() for one in page.pane.state.buttons.values())


def test_no_hint_and_no_list_offers_to_decide(seen_by_ana: ReviewPage, session: Session) -> None:
    page = seen_by_ana
    session.select("")
    page.panel.show_match(None)
    assert page.inspector.empty.isVisible()
    assert page.panel.empty.isVisible()
    told = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert not [words for words in told if "gold" in words or "takes a side" in words]
    page.show_list("queue")
    assert page.lists.queue.isVisible()
    assert not page.lists.queue.buttons.isVisible()


def test_keys_that_decide_do_nothing(seen_by_ana: ReviewPage, project: Project) -> None:
    for ident in DECIDING[:3]:
        assert not command(ident).do(seen_by_ana)
    assert project.find(Decision) == []


def test_a_reviewer_has_them_all(page: ReviewPage, session: Session, project: Project) -> None:
    session.apply(NameReviewers((project.coder,)))
    page.step(1)
    assert page.chooser.agreements.isVisible()
    assert page.panel.buttons["take_a"].isVisible()
    page.show_list("queue")
    assert page.lists.queue.buttons.isVisible()
    page.show_list("differences")
    assert command("take_a").do(page)
