"""Settling, locking and sending back the article that is looked at."""

from dialogs import in_dialog
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from reviewed import gold

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.settlements import LockArticles, SendBack, SetArticleState
from annotator.domain.people import coder_id
from annotator.domain.study import ArticleState, Round, RoundKind, SentBack, Settlement
from annotator.gui.review import ReviewPage
from annotator.gui.review.article_states import SendBackDialog
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.review.settling import Taking

SETTLED = SetArticleState(("a1",), ArticleState.SETTLED)


def said(page: ReviewPage) -> str:
    return page.pane.state.words.text()


def press(box: QMessageBox, words: str) -> None:
    next(one for one in box.buttons() if one.text() == words).click()


def test_the_heading_says_how_far_review_has_come(page: ReviewPage) -> None:
    assert said(page) == "Open"
    assert page.differences.states.text() == "0 of 2 articles settled"
    page.decide(Taking.A)
    page.session.open_article("a1")
    assert said(page).startswith("In review · lea · ")
    assert page.differences.states.text() == "0 of 2 articles settled, 1 in review"
    page.session.apply(SETTLED)
    page.session.apply(LockArticles(("a1",)))
    assert said(page).startswith("Settled, locked · lea · ")
    assert page.differences.states.text() == "1 of 2 articles settled (1 locked)"


def test_practice_articles_are_not_among_those_to_settle(page: ReviewPage) -> None:
    page.session.apply(SETTLED)
    page.session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    page.session.apply(Include(round="t", articles=("a1",)))
    assert page.differences.states.text() == "0 of 1 article settled"


def test_settling_asks_where_labels_are_open(page: ReviewPage) -> None:
    asked: list[str] = []

    def leave(box: QMessageBox) -> None:
        asked.append(box.text())
        press(box, "Leave it open")

    in_dialog(QMessageBox, leave, page.states.settle_or_reopen)
    assert asked == ["9 labels in “The mayor stays” are not decided."]
    assert said(page) == "Open"
    in_dialog(QMessageBox, lambda b: press(b, "Settle all the same"), page.states.settle_or_reopen)
    assert said(page).startswith("Settled")
    page.states.settle_or_reopen()
    assert said(page).startswith("In review")


def test_buttons_follow_the_state(page: ReviewPage) -> None:
    buttons = page.pane.state.buttons
    assert not buttons["lock_article"].isEnabled()
    page.session.apply(SETTLED)
    places = [one.geometry() for one in buttons.values()]
    buttons["lock_article"].click()
    shown = buttons["lock_article"].text(), buttons["settle_article"].isEnabled()
    assert shown == ("Unlock", False)
    assert [one.geometry() for one in buttons.values()] == places


def test_nothing_is_decided_on_a_locked_article(
    page: ReviewPage, session: Session, project: Project, qtbot: QtBot
) -> None:
    session.apply(SETTLED)
    session.apply(LockArticles(("a1",)))
    with qtbot.waitSignal(session.refused) as refused:
        page.decide(Taking.A)
    assert "locked" in refused.args[0]
    with qtbot.waitSignal(session.refused):
        page.bulk.take_layer(second=False)
    assert gold(project) == []
    told: list[str] = []
    session.told.connect(told.append)
    page.bulk.take_agreements(here=False)
    assert "1 left out on locked articles" in told[-1]
    assert gold(project, "a1") == []


def test_an_article_is_sent_back_with_a_reason(page: ReviewPage, project: Project) -> None:
    def answer(dialog: SendBackDialog) -> None:
        assert [dialog.coder.itemText(n) for n in range(dialog.coder.count())] == ["ana", "ben"]
        dialog.coder.setCurrentIndex(1)
        dialog.reason.setEditText("Cues are missing")
        dialog.accept()

    in_dialog(SendBackDialog, answer, page.states.send_back)
    (sent,) = project.find(SentBack)
    assert (sent.coder, sent.reason) == (coder_id("ben"), "Cues are missing")
    assert project.articles({"a1"})[0].status_of("ben") is WorkStatus.IN_PROGRESS
    assert said(page) == "Open · sent back to ben"


def test_settling_what_a_coder_has_back_asks_and_says_who(
    page: ReviewPage, session: Session, project: Project
) -> None:
    session.apply(SendBack(article="a1", coder=coder_id("ben"), reason="Cues are missing"))
    asked: list[str] = []

    def leave(box: QMessageBox) -> None:
        asked.extend(box.text().splitlines())
        press(box, "Leave it open")

    in_dialog(QMessageBox, leave, page.states.settle_or_reopen)
    back = "“The mayor stays” is sent back to ben, who is not done with it yet."
    assert asked == [back, "9 labels in “The mayor stays” are not decided."]
    assert project.find(Settlement) == []
    with Project.open(project.path, "ben") as bens:
        bens.apply(SetStatus("a1", WorkStatus.DONE))
    session.refresh_from_disk()
    asked.clear()
    in_dialog(QMessageBox, leave, page.states.settle_or_reopen)
    assert asked == ["9 labels in “The mayor stays” are not decided."]


def test_the_choice_of_articles_says_their_states(page: ReviewPage, session: Session) -> None:
    session.apply(SETTLED)
    choice = page.differences.filters.article
    choice.grow()
    shown = [choice.itemText(n) for n in range(choice.count())]
    assert any(one.endswith("settled") for one in shown)
    assert any(one == "Others leave" for one in shown)
