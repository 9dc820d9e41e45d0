"""Late words on what was decided: taking it back, saying why, and undoing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Decision
from annotator.gui.review import ReviewPage
from annotator.store.project import Project

Key = Qt.Key


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def begin(page: ReviewPage, annotation: str) -> None:
    ident = page.differences.ident_with(annotation)
    assert ident is not None
    page.differences.go_to(ident)


def at_hand(page: ReviewPage) -> set[str]:
    return {one.id for one in page.match.annotations} if page.match else set()


def current(page: ReviewPage) -> set[str]:
    row = page.differences.current()
    return {one.id for one in row.match.annotations} if row else set()


def reasons(project: Project) -> dict[str, str]:
    return {one.annotation: one.reason for one in project.find(Decision)}


def told(page: ReviewPage) -> list[str]:
    said: list[str] = []
    page.session.told.connect(said.append)
    return said


def test_u_right_after_a_decision_takes_that_one_back_and_returns_to_it(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_1)
    assert at_hand(page) != {"a-value", "b-value"}
    said = told(page)
    assert "‘and stay.’" in page.panel.buttons["undecide"].toolTip()
    press(qtbot, Key.Key_U)
    assert not page.panel.buttons["undecide"].isEnabled()
    assert not page.session.project.find(Decision)
    assert at_hand(page) == current(page) == {"a-value", "b-value"}
    assert said[-1].startswith("Open again: ‘and stay.’")


def test_u_again_goes_back_one_decision_more(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_1)
    second = at_hand(page)
    press(qtbot, Key.Key_2, Key.Key_U)
    assert at_hand(page) == second
    press(qtbot, Key.Key_U)
    assert at_hand(page) == {"a-value", "b-value"}
    assert page.differences.count.text() == "5 open of 5"


def test_r_right_after_a_decision_says_why_that_one_was_made(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_1)
    following = at_hand(page)
    said = told(page)
    press(qtbot, Key.Key_R)
    assert page.panel.reason.title.text() == "Why was it decided so? ‘and stay.’"
    press(qtbot, Key.Key_4)
    assert set(reasons(page.session.project).values()) == {"Wrong answer to a field"}
    assert said[-1].startswith("Reason given: ‘and stay.’")
    assert at_hand(page) == following
    assert page.panel.why.text() == "R says why"


def test_a_reason_given_first_goes_with_each_decision(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_R, Key.Key_4, Key.Key_1, Key.Key_R, Key.Key_8)
    assert "See the guideline" in page.panel.why.text()
    assert set(reasons(page.session.project).values()) == {"Wrong answer to a field"}


def test_after_walking_on_r_is_about_where_one_is(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-edge")
    press(qtbot, Key.Key_1, Key.Key_P, Key.Key_R)
    assert page.panel.reason.title.text() == "Why?"


def test_after_ctrl_z_the_difference_is_open_again_and_the_current_one(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_1)
    page.session.undo()
    assert at_hand(page) == current(page) == {"a-value", "b-value"}
    assert page.differences.view.hasFocus()
    page.session.redo()
    press(qtbot, Key.Key_N)
    assert current(page)
    assert at_hand(page) != {"a-value", "b-value"}


def test_u_says_when_nothing_is_decided(page: ReviewPage, qtbot: QtBot) -> None:
    said = told(page)
    press(qtbot, Key.Key_U)
    assert said == ["Nothing is decided here yet"]


def test_going_elsewhere_closes_the_question_for_a_reason(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_R)
    begin(page, "a-only")
    assert not page.panel.reason.isVisible()
    assert page.panel.buttons["take_a"].isVisible()


def test_while_a_reason_is_chosen_both_texts_stay_in_sight(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-edge")
    QApplication.processEvents()
    height = page.panel.height()
    press(qtbot, Key.Key_R)
    assert not page.panel.buttons["take_a"].isVisible()
    QApplication.processEvents()
    versions = page.panel.versions
    assert versions is not None
    shown = versions.visibleRegion().boundingRect()
    assert shown.top() == 0
    assert shown.bottom() >= versions.bottom_of_texts()
    assert page.panel.reason.list.item(0).text() == "0  No reason"
    assert page.panel.height() == height
    press(qtbot, Key.Key_Escape)
    assert page.differences.view.hasFocus()
    assert page.panel.buttons["take_a"].isVisible()


def test_esc_leads_from_every_list_to_the_text(page: ReviewPage, qtbot: QtBot) -> None:
    for name in ("differences", "queue", "mine", "questions"):
        page.show_list(name)
        press(qtbot, Key.Key_Escape)
        assert page.pane.view.hasFocus()


def test_what_is_typed_in_a_thread_or_note_decides_nothing(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_C)
    keys = "1 2 3 0 e r u n p"
    qtbot.keyClicks(QApplication.focusWidget(), keys)
    assert page.inspector.questions.input.toPlainText() == keys
    press(qtbot, Key.Key_Escape)
    press(qtbot, Key.Key_E)
    assert page.inspector.focus_note()
    qtbot.keyClicks(QApplication.focusWidget(), keys)
    assert page.inspector.note.toPlainText() == keys
    assert len(reasons(page.session.project)) == 2


def test_tab_goes_from_the_layers_through_the_filters_to_the_list(
    page: ReviewPage, qtbot: QtBot
) -> None:
    page.chooser.a.setFocus()
    filters = page.differences.filters
    expected = [page.chooser.b, page.chooser.threshold, filters.state, filters.kind, filters.code]
    expected += [filters.field, filters.article, filters.pair, page.differences.view]
    for widget in expected:
        press(qtbot, Key.Key_Tab)
        assert widget.hasFocus()
    press(qtbot, Key.Key_Tab)
    assert page.pane.view.hasFocus()


def test_tab_reaches_what_stands_above_the_queue(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_list("queue")
    assert page.lists.queue.list.hasFocus()
    page.chooser.threshold.setFocus()
    for widget in (page.lists.queue.coder, page.lists.queue.scope, page.lists.queue.list):
        press(qtbot, Key.Key_Tab)
        assert widget.hasFocus()
