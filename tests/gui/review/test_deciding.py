"""Deciding by keys: what is written, where one comes next, and taking it back."""

import pytest
from compared import TEXT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reviewed import gold

from annotator.domain.annotation import Annotation, Decision, Link, Verdict, gold_id
from annotator.domain.record import Fragment
from annotator.gui.review import ReviewPage
from annotator.store.project import Project

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        qtbot.keyClick(focused, key, modifiers)


def look_at(page: ReviewPage, annotation: str) -> None:
    ident = page.differences.ident_with(annotation)
    assert ident is not None
    page.differences.go_to(ident)


def words(project: Project) -> dict[str, tuple[Verdict, str]]:
    return {one.annotation: (one.verdict, one.gold) for one in project.find(Decision)}


def at_hand(page: ReviewPage) -> set[str]:
    return {one.id for one in page.match.annotations} if page.match else set()


def test_1_takes_a_into_gold_and_b_gives_way(page: ReviewPage, qtbot: QtBot) -> None:
    project = page.session.project
    look_at(page, "a-value")
    before = project.get(Annotation, "b-value")
    press(qtbot, Key.Key_1)
    (made,) = gold(project)
    assert (made.id, made.values["type"]) == (gold_id("a-value"), "direct")
    assert page.session.handle_of(made.coder) == "lea"
    assert words(project) == {
        "a-value": (Verdict.ACCEPTED, made.id),
        "b-value": (Verdict.CHANGED, made.id),
    }
    assert {one.reviewer for one in project.find(Decision)} == {page.session.coder_id}
    assert project.get(Annotation, "b-value") == before


def test_2_takes_b(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-code")
    press(qtbot, Key.Key_2)
    (made,) = gold(page.session.project)
    assert (made.id, made.code) == (gold_id("b-code"), "source")


def test_3_takes_both(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-edge")
    press(qtbot, Key.Key_3)
    made = gold(page.session.project)
    assert {one.text for one in made} == {"We win,", "“We win,”"}
    assert {verdict for verdict, _ in words(page.session.project).values()} == {Verdict.ACCEPTED}


def test_0_takes_neither(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-edge")
    press(qtbot, Key.Key_0)
    assert not gold(page.session.project)
    rejected = (Verdict.REJECTED, "")
    assert words(page.session.project) == {"a-edge": rejected, "b-edge": rejected}


@pytest.mark.parametrize("key", [Key.Key_2, Key.Key_0])
def test_what_one_coder_has_alone_is_rejected_by_taking_the_other_side(
    page: ReviewPage, qtbot: QtBot, key: Qt.Key
) -> None:
    look_at(page, "a-only")
    press(qtbot, key)
    assert words(page.session.project) == {"a-only": (Verdict.REJECTED, "")}


def test_deciding_goes_on_to_the_next_open_difference(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-only")
    press(qtbot, Key.Key_1)
    assert at_hand(page) == {"a-code", "b-code"}
    press(qtbot, Key.Key_1, Key.Key_1, Key.Key_1)
    assert at_hand(page) == {"a-link", "b-link"}
    assert page.session.article is not None
    assert page.session.article.article.id == "a2"


def test_deciding_works_from_the_text_and_from_a_filter(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-only")
    page.pane.view.setFocus()
    press(qtbot, Key.Key_1)
    page.differences.filters.code.setFocus()
    press(qtbot, Key.Key_2)
    assert words(page.session.project)["a-code"][0] is Verdict.CHANGED


def test_undo_opens_the_difference_again(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-value")
    press(qtbot, Key.Key_1)
    assert page.differences.count.text() == "4 open of 5"
    page.session.undo()
    assert not gold(page.session.project)
    assert not words(page.session.project)
    assert page.differences.count.text() == "5 open of 5"


def test_u_takes_the_decision_back(page: ReviewPage, qtbot: QtBot) -> None:
    page.differences.filters.state.setCurrentIndex(2)
    look_at(page, "a-value")
    press(qtbot, Key.Key_1)
    look_at(page, "a-value")
    press(qtbot, Key.Key_U)
    assert not gold(page.session.project)
    assert not words(page.session.project)


def test_r_and_a_number_say_why_the_next_decision_is_made(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-value")
    press(qtbot, Key.Key_R, Key.Key_4, Key.Key_1)
    assert {one.reason for one in page.session.project.find(Decision)} == {
        "Wrong answer to a field"
    }
    assert page.panel.why.text() == "R says why"


def test_a_reason_can_be_typed_and_given_afterwards(page: ReviewPage, qtbot: QtBot) -> None:
    page.differences.filters.state.setCurrentIndex(2)
    look_at(page, "a-value")
    press(qtbot, Key.Key_1)
    look_at(page, "a-value")
    press(qtbot, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "too new a quote")
    press(qtbot, Key.Key_Return)
    assert {one.reason for one in page.session.project.find(Decision)} == {"too new a quote"}
    assert "too new a quote" in page.panel.outcome.text()


def test_e_takes_a_into_gold_and_opens_its_fields(page: ReviewPage, qtbot: QtBot) -> None:
    project = page.session.project
    look_at(page, "a-value")
    press(qtbot, Key.Key_E)
    assert page.session.selection == gold_id("a-value")
    press(qtbot, Key.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is page.pane.view
    press(qtbot, Key.Key_E)
    page.inspector.focus_field("type")
    press(qtbot, Key.Key_2)
    (made,) = gold(project)
    assert made.values["type"] == "indirect"
    assert words(project)["a-value"] == (Verdict.CHANGED, made.id)
    assert project.get(Annotation, "a-value").values["type"] == "direct"  # type: ignore[union-attr]


def test_brackets_move_the_boundary_of_gold(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-edge")
    press(qtbot, Key.Key_E, modifiers=SHIFT)
    page.pane.view.setFocus()
    press(qtbot, Key.Key_BracketLeft)
    (made,) = gold(page.session.project)
    start = TEXT.index("“We win,”")
    assert made.fragments == (Fragment(start, start + len("“We win,")),)


def test_a_coders_boundary_is_not_moved(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-edge")
    said: list[str] = []
    page.session.refused.connect(said.append)
    page.pane.view.setFocus()
    press(qtbot, Key.Key_BracketLeft)
    assert "E takes A into gold" in said[0]
    assert page.session.project.get(Annotation, "a-edge").text == "We win,"  # type: ignore[union-attr]


def test_gold_is_linked_as_the_side_that_was_taken(page: ReviewPage, qtbot: QtBot) -> None:
    page.session.open_article("a2")
    page.bulk.take_agreements(here=True)
    look_at(page, "a-link")
    press(qtbot, Key.Key_1)
    project = page.session.project
    (link,) = project.find(Link, annotation=gold_id("a-link"))
    target = project.get(Annotation, link.target_annotation or "")
    assert target is not None
    assert (target.layer, target.text) == ("gold", "the mayor")


def test_c_wants_the_thread_of_the_annotation_at_hand(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-only")
    with qtbot.waitSignal(page.thread_wanted) as wanted:
        press(qtbot, Key.Key_C)
    assert wanted.args == ["a-only"]


def test_the_buttons_decide_too(page: ReviewPage, qtbot: QtBot) -> None:
    look_at(page, "a-value")
    assert page.panel.buttons["take_b"].text() == "2  ben"
    qtbot.mouseClick(page.panel.buttons["take_b"], Qt.MouseButton.LeftButton)
    assert gold(page.session.project)[0].values["type"] == "indirect"
