"""The queue of colleagues' annotations, by keys."""

from collections.abc import Callable

import pytest
from led_project import tag
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Decision, Verdict, gold_id
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.settings import REASONS, REASONS_SETTING
from annotator.domain.study import Round, RoundKind
from annotator.gui.review import ReviewPage
from annotator.gui.review.queue import QueueList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import LAST_REASON, Settings
from annotator.store.project import Project

KEY = Qt.Key


@pytest.fixture
def queue(led_session: Session, in_front: Callable[[QWidget], None]) -> QueueList:
    made = QueueList(led_session, Settings())
    made.resize(360, 640)
    in_front(made)
    return made


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def listed(queue: QueueList) -> list[str]:
    return [item.id for item in queue.list.items]


def current(queue: QueueList) -> str:
    return queue.list.current.id if queue.list.current else ""


def decision(session: Session, annotation: str) -> Decision | None:
    return next(iter(session.project.find(Decision, annotation=annotation)), None)


def verdict(session: Session, annotation: str) -> Verdict | None:
    found = decision(session, annotation)
    return found.verdict if found else None


def reason(session: Session, annotation: str) -> str:
    found = decision(session, annotation)
    return found.reason if found else "undecided"


def test_the_queue_has_colleagues_annotations_in_reading_order(queue: QueueList) -> None:
    assert listed(queue) == ["ana1", "ben1", "ana2", "ana3"]
    assert queue.progress.text() == "0 of 4 decided"


def test_a_row_shows_the_words_the_answers_the_coder_and_the_article(queue: QueueList) -> None:
    item = queue.list.items[0]
    assert (item.title, item.second, item.third) == ("one two", "Direct", "ana · Article 1")


def test_a_accepts_and_goes_to_the_next_undecided_one(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_A)
    assert verdict(led_session, "ana1") is Verdict.ACCEPTED
    assert led_session.project.get(Annotation, gold_id("ana1")) is not None
    assert current(queue) == led_session.selection == "ben1"
    assert queue.progress.text() == "1 of 4 decided"
    assert listed(queue) == ["ben1", "ana2", "ana3", "ana1"]
    assert queue.list.items[-1].aside == "✓ accepted"


def test_the_last_one_leads_into_the_other_article(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_A, KEY.Key_A, KEY.Key_A)
    assert current(queue) == "ana3"
    assert led_session.article is not None
    assert led_session.article.article.id == "a2"
    press(qtbot, KEY.Key_A)
    assert queue.progress.text() == "4 of 4 decided"


def test_x_and_a_digit_reject_for_a_reason_of_the_project(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_X, KEY.Key_3)
    assert verdict(led_session, "ana1") is Verdict.REJECTED
    assert reason(led_session, "ana1") == REASONS[2]
    assert current(queue) == "ben1"
    assert queue.list.hasFocus()
    led_session.undo()
    assert verdict(led_session, "ana1") is None


def test_the_last_reason_is_given_again_by_enter_alone(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_X, KEY.Key_2, KEY.Key_X, KEY.Key_Return)
    assert reason(led_session, "ana1") == reason(led_session, "ben1") == REASONS[1]
    assert Settings().get(LAST_REASON) == REASONS[1]


def test_typing_narrows_the_reasons_and_can_be_one_itself(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_X)
    qtbot.keyClicks(queue.reasons.line, "guideline")
    press(qtbot, KEY.Key_Return, KEY.Key_X)
    qtbot.keyClicks(queue.reasons.line, "A headline, link 2")
    press(qtbot, KEY.Key_Return)
    assert reason(led_session, "ana1") == "See the guideline"
    assert reason(led_session, "ben1") == "A headline, link 2"


def test_words_that_fit_a_reason_can_be_taken_as_they_are(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_X)
    qtbot.keyClicks(queue.reasons.line, "Wrong")
    press(qtbot, KEY.Key_Up, KEY.Key_Return)
    assert reason(led_session, "ana1") == "Wrong"


def test_zero_rejects_without_a_reason_and_esc_does_not_reject(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_X, KEY.Key_Escape)
    assert verdict(led_session, "ana1") is None
    assert queue.list.hasFocus()
    press(qtbot, KEY.Key_X, KEY.Key_0)
    assert reason(led_session, "ana1") == ""


def test_the_projects_own_reasons_are_offered(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    led_session.apply(SetSetting(REASONS_SETTING, ["Too long", "Too short"]))
    press(qtbot, KEY.Key_X, KEY.Key_9, KEY.Key_2)
    assert reason(led_session, "ana1") == "Too short"


def test_c_takes_it_into_gold_and_opens_the_gold_for_editing(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    wanted = gold_id("ana1")
    asked: list[str] = []
    queue.go_to.connect(asked.append)
    queue.edit_wanted.connect(asked.append)
    press(qtbot, KEY.Key_C, KEY.Key_4)
    assert asked == [wanted, wanted]
    assert led_session.selection == wanted
    assert led_session.apply(SetValue(wanted, "kind", "indirect")) is not None
    assert verdict(led_session, "ana1") is Verdict.CHANGED
    assert reason(led_session, "ana1") == REASONS[3]
    found = led_session.project.get(Annotation, "ana1")
    assert found is not None
    assert found.values == {"kind": "direct"}


def test_r_gives_the_last_decision_a_reason(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_A, KEY.Key_R, KEY.Key_8)
    assert (verdict(led_session, "ana1"), reason(led_session, "ana1")) == (
        Verdict.ACCEPTED,
        REASONS[7],
    )
    assert verdict(led_session, "ben1") is None


def test_u_takes_the_last_decision_back_and_returns_to_it(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_A, KEY.Key_U)
    assert verdict(led_session, "ana1") is None
    assert led_session.project.get(Annotation, gold_id("ana1")) is None
    assert current(queue) == "ana1"


def test_r_and_u_say_when_nothing_is_decided(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    for key in (KEY.Key_R, KEY.Key_U):
        with qtbot.waitSignal(led_session.refused):
            press(qtbot, key)


def test_what_keys_act_on_is_shown_as_soon_as_the_queue_has_the_focus(
    led_session: Session, queue: QueueList
) -> None:
    assert led_session.selection == current(queue) == "ana1"


def test_n_and_p_move_and_the_selection_follows_both_ways(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    press(qtbot, KEY.Key_N)
    assert led_session.selection == "ben1"
    press(qtbot, KEY.Key_P)
    assert led_session.selection == "ana1"
    led_session.select("ana2")
    assert current(queue) == "ana2"


def test_enter_goes_there_and_esc_back_to_the_text(queue: QueueList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(queue.go_to) as asked:
        press(qtbot, KEY.Key_Return)
    assert asked.args == ["ana1"]
    with qtbot.waitSignal(queue.left):
        press(qtbot, KEY.Key_Escape)


def test_one_coder_and_one_article_can_be_chosen(
    led_session: Session, queue: QueueList, qtbot: QtBot
) -> None:
    queue.coder.setFocus()
    qtbot.keyClicks(queue.coder, "ben")
    qtbot.waitUntil(lambda: listed(queue) == ["ben1"])
    queue.coder.setFocus()
    press(qtbot, KEY.Key_Home)
    led_session.open_article("a2")
    queue.scope.setFocus()
    press(qtbot, KEY.Key_Down)
    assert listed(queue) == ["ana3"]
    led_session.open_article("a1")
    assert listed(queue) == ["ana1", "ben1", "ana2"]


def test_what_the_reviewer_is_to_code_is_not_in_the_queue(
    led_session: Session, queue: QueueList
) -> None:
    led_session.apply(Assign((("a1", "lea"),)))
    assert listed(queue) == ["ana3"]
    led_session.apply(tag("own", "a2", "quote", "six"))
    assert listed(queue) == []
    assert "finished" in queue.hint.text()


def test_what_others_bring_in_joins_the_queue(
    led: Project, led_session: Session, queue: QueueList
) -> None:
    with Project.open(led.path, "ben") as other:
        other.apply(tag("new", "a2", "quote", "six"))
        other.apply(Settle(over=("ana2",)))
    led_session.refresh_from_disk()
    assert listed(queue) == ["ana1", "ben1", "ana3", "new", "ana2"]
    led_session.apply(RemoveArticles(("a1",)))
    assert listed(queue) == ["ana3", "new"]


def test_in_the_review_c_leads_to_the_golds_fields_and_a_and_n_stay_in_the_queue(
    led_session: Session, in_front: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    page = ReviewPage(led_session, Settings())
    page.resize(1280, 720)
    in_front(page)
    page.enter()
    page.show_list("queue")
    press(qtbot, KEY.Key_A)
    assert verdict(led_session, "ana1") is Verdict.ACCEPTED
    assert led_session.selection == "ben1"
    press(qtbot, KEY.Key_C, KEY.Key_0)
    press(qtbot, KEY.Key_1)
    gold = led_session.project.get(Annotation, gold_id("ben1"))
    assert gold is not None
    assert gold.values == {"kind": "direct"}
    assert verdict(led_session, "ben1") is Verdict.CHANGED
    page.show_list("queue")
    press(qtbot, KEY.Key_N)
    assert page.lists.queue.list.hasFocus()


def test_in_a_low_window_rows_and_reasons_are_both_in_sight(queue: QueueList, qtbot: QtBot) -> None:
    queue.resize(264, 529)
    press(qtbot, KEY.Key_X)
    QApplication.processEvents()
    assert not queue.buttons.isVisible()
    assert queue.list.height() >= queue.list.height_of(4)
    reasons = queue.reasons.list
    assert reasons.item(0).text() == "0  No reason"
    assert reasons.visualItemRect(reasons.item(3)).bottom() <= reasons.viewport().height()
    press(qtbot, KEY.Key_Escape)
    assert queue.buttons.isVisible()


def test_labels_on_practice_articles_are_in_no_queue(
    queue: QueueList, led_session: Session
) -> None:
    session = led_session
    session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    session.apply(Include(round="t", articles=("a1",)))
    queue.refresh()
    assert listed(queue) == ["ana3"]
