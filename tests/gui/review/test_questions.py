"""The list of open questions, and their count in the status bar."""

from collections.abc import Callable

import pytest
from led_project import do
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.edits.review import AddComment
from annotator.domain.edits.team import Assign
from annotator.gui.review.questions import QuestionsList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.window.status_bar import StatusLine
from annotator.store.project import Project


@pytest.fixture
def led(led: Project) -> Project:
    do(led, "lea", AddComment(id="k1", annotation="ana1", text="Why direct?"))
    do(led, "ana", AddComment(id="k2", annotation="ana1", text="It is in quotes."))
    do(led, "lea", AddComment(id="k3", annotation="ben1", text="All of it?"))
    do(led, "ben", AddComment(id="k4", annotation="ben1", text="Yes", closes=True))
    return led


@pytest.fixture
def questions(led_session: Session, in_front: Callable[[QWidget], None]) -> QuestionsList:
    made = QuestionsList(led_session, Settings())
    in_front(made)
    return made


@pytest.fixture
def status(led_session: Session, qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.follow(led_session)
    made.show()
    return made


def listed(questions: QuestionsList) -> list[str]:
    return [item.annotation.id for item in questions.list.items]


def test_an_open_question_says_whose_annotation_it_is_and_who_is_to_answer(
    questions: QuestionsList,
) -> None:
    (item,) = questions.list.items
    assert item.title == "ana: It is in quotes."
    assert item.second == "waits for you"
    assert item.third == "ana’s Quote “one two” · Article 1"


def test_a_question_waits_for_whose_annotation_it_is_once_it_is_asked_again(
    led_session: Session, questions: QuestionsList
) -> None:
    led_session.apply(AddComment(id="k5", annotation="ana1", text="All of it?"))
    assert questions.list.items[0].second == "waits for ana"


def test_closed_ones_show_on_demand(questions: QuestionsList, qtbot: QtBot) -> None:
    qtbot.keyClick(questions.closed, Qt.Key.Key_Space)
    assert sorted(listed(questions)) == ["ana1", "ben1"]
    assert {i.second for i in questions.list.items} == {"closed", "waits for you"}


def test_a_question_on_what_one_may_not_see_is_not_listed_or_counted(
    led_session: Session, questions: QuestionsList, status: StatusLine
) -> None:
    assert status.questions.text() == "1 open question"
    led_session.apply(Assign((("a1", "lea"),)))
    assert listed(questions) == []
    assert status.questions.isHidden()


def test_enter_goes_there(led_session: Session, questions: QuestionsList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(questions.go_to) as asked:
        qtbot.keyClick(questions.list, Qt.Key.Key_Return)
    assert asked.args == [led_session.selection] == ["ana1"]


def test_the_count_in_the_status_bar_follows_and_is_a_door(
    led_session: Session, status: StatusLine, qtbot: QtBot
) -> None:
    led_session.apply(AddComment(id="k6", annotation="ana2", text="Sure?"))
    assert status.questions.text() == "2 open questions"
    with qtbot.waitSignal(status.questions_clicked):
        qtbot.mouseClick(status.questions, Qt.MouseButton.LeftButton)
    for number, annotation in enumerate(("ana1", "ana2")):
        led_session.apply(AddComment(id=f"end{number}", annotation=annotation, closes=True))
    assert status.questions.isHidden()


def test_the_empty_list_says_how_to_ask(led_session: Session, questions: QuestionsList) -> None:
    led_session.apply(AddComment(id="end", annotation="ana1", closes=True))
    assert "press ?" in questions.hint.text()
