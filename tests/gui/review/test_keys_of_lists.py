"""The keys belong to the list that is shown, wherever the focus is."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reviewed import gold

from annotator.analysis.comparing.filtering import Filter
from annotator.domain.annotation import Decision
from annotator.gui.commands.table import keys_on
from annotator.gui.review import ReviewPage, keys
from annotator.workflow.review.comparison import Chosen

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key, SHIFT if key == Key.Key_Question else Qt.KeyboardModifier(0))


def decided(page: ReviewPage) -> set[str]:
    return {one.annotation for one in page.session.project.find(Decision)}


def in_queue(page: ReviewPage) -> str:
    current = page.lists.queue.list.current
    return current.id if current else ""


def marked(page: ReviewPage) -> set[str]:
    """Return the annotations of the row that is highlighted."""
    view, model = page.differences.view, page.differences.model
    rows = [model.row_at(index) for index in view.selectionModel().selectedIndexes()]
    return {one.id for row in rows if row is not None for one in row.match.annotations}


def asked_about(page: ReviewPage) -> str:
    """Return what the thread with the focus is on."""
    assert page.inspector.questions.input.hasFocus()
    return page.inspector.questions.annotation


def begin(page: ReviewPage, annotation: str) -> None:
    ident = page.differences.ident_with(annotation)
    assert ident is not None
    page.differences.go_to(ident)


def test_in_the_text_the_keys_of_the_queue_decide_on_its_current_row(
    page: ReviewPage, qtbot: QtBot
) -> None:
    page.show_list("queue")
    first = in_queue(page)
    press(qtbot, Key.Key_Return)
    assert page.pane.view.hasFocus()
    press(qtbot, Key.Key_A)
    assert decided(page) == {first}
    assert page.pane.view.hasFocus()
    second = in_queue(page)
    press(qtbot, Key.Key_N)
    assert page.lists.name == "queue"
    assert in_queue(page) != second
    press(qtbot, Key.Key_P, Key.Key_X, Key.Key_1)
    assert decided(page) == {first, second}


def test_in_the_text_u_takes_back_what_the_queue_decided_not_the_differences(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_1)
    before = decided(page)
    page.show_list("queue")
    first = in_queue(page)
    press(qtbot, Key.Key_Escape, Key.Key_A, Key.Key_U)
    assert decided(page) == before
    assert in_queue(page) == first
    press(qtbot, Key.Key_U)
    assert decided(page) == before


@pytest.mark.parametrize("name", ["queue", "mine", "questions"])
def test_beside_the_other_lists_keys_for_differences_only_say_where_they_belong(
    page: ReviewPage, qtbot: QtBot, name: str
) -> None:
    page.show_list(name)
    said: list[str] = []
    page.session.told.connect(said.append)
    page.pane.focus_text()
    press(qtbot, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_0, Key.Key_E)
    assert not decided(page)
    assert said == [
        f"{key} is for differences: choose the Differences tab first" for key in "1230E"
    ]
    assert page.lists.name == name


def test_a_question_mark_opens_the_thread_of_what_is_selected_in_every_list(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    press(qtbot, Key.Key_Question)
    assert asked_about(page) == "a-value"
    qtbot.keyClicks(page.inspector.questions.input, "a1nu?")
    assert page.inspector.questions.input.toPlainText() == "a1nu?"
    page.show_list("queue")
    press(qtbot, Key.Key_Question)
    assert asked_about(page) == in_queue(page)
    press(qtbot, Key.Key_Escape, Key.Key_Question)
    assert asked_about(page) == in_queue(page)
    for name in ("mine", "questions"):
        page.session.select("b-edge")
        page.show_list(name)
        for key in (Key.Key_Question, Key.Key_C):
            page.pane.focus_text()
            press(qtbot, key)
            assert asked_about(page) == "b-edge"
    assert not decided(page)


def test_without_an_annotation_a_question_mark_says_so(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_list("mine")
    page.session.select("")
    said: list[str] = []
    page.session.told.connect(said.append)
    press(qtbot, Key.Key_Question)
    assert said == ["There is nothing here to ask about: select an annotation"]


def test_shift_c_asks_the_coder_of_b(page: ReviewPage, qtbot: QtBot) -> None:
    begin(page, "a-value")
    qtbot.keyClick(page.differences.view, Key.Key_C, SHIFT)
    assert asked_about(page) == "b-value"
    begin(page, "a-only")
    page.differences.setFocus()
    qtbot.keyClick(page.differences.view, Key.Key_C, SHIFT)
    assert page.differences.view.hasFocus()


def test_after_ctrl_z_in_the_queue_what_is_open_again_is_the_current_row(
    page: ReviewPage, qtbot: QtBot
) -> None:
    page.show_list("queue")
    first = in_queue(page)
    press(qtbot, Key.Key_A)
    second = in_queue(page)
    press(qtbot, Key.Key_A, Key.Key_N)
    page.session.undo()
    assert in_queue(page) == page.session.selection == second
    page.session.undo()
    assert in_queue(page) == page.session.selection == first


def test_after_a_layer_is_taken_and_given_back_the_right_row_is_marked(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    page.bulk.take_layer(second=False)
    assert gold(page.session.project)
    assert marked(page) == {"a-link", "b-link"}
    assert page.panel.place.text() == "1 of 1 listed"
    page.session.undo()
    assert marked(page) == {"a-value", "b-value"}
    assert page.panel.place.text() == "4 of 5 listed"


def test_the_current_row_is_marked_on_entering_and_behind_a_door(page: ReviewPage) -> None:
    assert page.match is not None
    assert marked(page) == {one.id for one in page.match.annotations}
    page.differences.clear_current()
    page.deciding.match = None
    page.pane.focus_text()
    page.show_differences(Filter())
    assert page.panel.place.text() == "1 of 5 listed"
    assert marked(page) == {"a-only"}


def test_other_layers_leave_the_old_pair_and_n_goes_to_the_first_difference(
    page: ReviewPage, qtbot: QtBot
) -> None:
    begin(page, "a-value")
    page.chooser.a.setFocus()
    page.comparison.choose(Chosen("gold", page.comparison.coders[0]))
    assert page.match is None
    assert not page.session.selection
    assert not marked(page)
    press(qtbot, Key.Key_N)
    assert page.panel.place.text().startswith("1 of ")
    assert marked(page)


def test_in_a_low_window_both_versions_are_in_sight(page: ReviewPage, qtbot: QtBot) -> None:
    for height in (520, 720):
        page.resize(1024, height)
        begin(page, "a-edge")
        begin(page, "a-value")
        versions = page.panel.versions
        assert versions is not None
        qtbot.waitUntil(lambda shown=versions: shown.visibleRegion().boundingRect() == shown.rect())
    assert page.panel.buttons["edit_a"].text() == "E  Edit ana’s"


def test_a_key_does_nothing_where_its_command_can_not_be_done(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    may: list[bool] = []
    sometimes = structs.replace(
        keys_on(ReviewPage)["1"], act=done.append, enabled_when=lambda _page: bool(may)
    )
    monkeypatch.setattr(keys, "keys_on", lambda _kind: {"1": sometimes})
    press(qtbot, Key.Key_1)
    assert done == []
    may.append(True)
    press(qtbot, Key.Key_1)
    assert done == [page]
