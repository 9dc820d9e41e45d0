"""Answers that were given before are offered, and one key takes them over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from user import LEFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.record import Values
from annotator.formats.files.codebook import default_codebook
from annotator.gui.inspector.offers import OfferRow
from annotator.gui.inspector.pills import Pill
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = (
    "“We go on with the talks,” Umerov said.\n\n"
    "“Nobody leaves the talks,” Umerov said.\n\n"
    "“It rains,” she said."
)


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        meta = {"language": "en"}
        article = NewArticle(id="a1", title="Talks", text=TEXT, meta=meta)
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def at(study: User, words: str) -> None:
    study.view.setFocus()
    study.view.set_caret(TEXT.index(words) + 1)


def answered(study: User) -> Values:
    selected = study.coding.session.selected_annotation()
    assert isinstance(selected, Annotation)
    return selected.values


def first_source(study: User) -> None:
    """Code a quote with its source, who is named, a person, of the government, and Umerov."""
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4, Key.Key_S, Key.Key_1, Key.Key_1)
    study.press(Key.Key_2, Key.Key_Return)
    study.press(Key.Key_A, Key.Key_Return)


def second_source(study: User) -> None:
    at(study, "Nobody leaves")
    study.press(Key.Key_Q, Key.Key_S, Key.Key_A, Key.Key_Return)


def offered(study: User) -> list[str]:
    return [row.said.answers for row in study.coding.inspector.taking.proposed.rows]


def precedents(study: User) -> list[OfferRow]:
    return study.coding.inspector.taking.precedents.rows


def test_a_known_actors_source_is_filled_by_one_key_and_undone_by_one(study: User) -> None:
    first_source(study)
    given = answered(study)
    assert len(given) == 3
    second_source(study)
    assert answered(study) == {}
    assert offered(study)
    study.press(Key.Key_Period)
    assert answered(study) == given
    assert offered(study) == []
    study.do("undo")
    assert answered(study) == {}
    assert offered(study)


def test_what_is_proposed_is_seen_in_its_field_and_a_digit_answers_otherwise(study: User) -> None:
    first_source(study)
    second_source(study)
    row = study.coding.inspector.findChildren(Pill)
    proposed = [one.text() for one in row if one.isVisible() and one.is_proposed]
    assert proposed == ["Named"]
    assert study.coding.inspector.focus_field("naming")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleDescription() == "proposed: Named"
    study.press(Key.Key_2)
    assert list(answered(study)) == ["naming"]
    study.press(Key.Key_Period)
    assert len(answered(study)) == 3
    assert answered(study)["naming"] == "role_only"


def test_a_click_takes_what_is_proposed(study: User) -> None:
    first_source(study)
    second_source(study)
    (row,) = study.coding.inspector.taking.proposed.rows
    study.qtbot.mouseClick(row, LEFT)
    assert len(answered(study)) == 3


def test_dot_gives_the_selected_annotation_the_last_answers_of_its_code(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "It rains")
    study.press(Key.Key_Q, Key.Key_Period)
    assert answered(study) == {"quote_type": "direct", "stance": 1, "negated": False}


def test_a_digit_pressed_from_habit_after_dot_takes_no_answer_back(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "It rains")
    study.press(Key.Key_Q, Key.Key_Period)
    given = answered(study)
    study.press(Key.Key_1, Key.Key_4)
    assert answered(study) == given
    assert "Digits answer in the fields" in study.say()


def test_where_nothing_is_open_dot_tags_again_as_before(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "It rains")
    study.press(Key.Key_Period)
    assert study.texts("quote")[-1] == "“It rains,”"
    assert answered(study)["stance"] == 1


def test_dot_on_a_complete_annotation_makes_nothing_and_says_so(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    given = answered(study)
    study.press(Key.Key_Period)
    assert "Nothing to take over: this Quote has no open answer" in study.say()
    at(study, "We go on")
    study.press(Key.Key_Period)
    assert study.texts("quote") == ["“We go on with the talks,”"]
    assert answered(study) == given


def test_dot_where_nothing_was_answered_before_makes_nothing(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_Period)
    assert "no other Quote answers" in study.say()
    assert len(study.annotations) == 1


def test_dot_tags_the_words_that_are_selected_whatever_is_open(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "It rains")
    study.press(Key.Key_Q)
    start = TEXT.index("Nobody")
    study.view.setFocus()
    study.view.set_selection(start, start + len("Nobody"))
    study.press(Key.Key_Period)
    assert "Nobody" in study.texts("quote")


def test_passages_coded_before_are_shown_and_a_key_copies_their_answers(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "Nobody leaves")
    study.press(Key.Key_Q)
    study.qtbot.waitUntil(lambda: bool(precedents(study)))
    (row,) = precedents(study)
    assert row.said.answers.startswith("Direct, +1")
    assert "We go on with the talks" in row.said.origin
    assert answered(study) == {"negated": False}
    study.press(Key.Key_Comma)
    assert answered(study) == {"quote_type": "direct", "stance": 1, "negated": False}
    assert precedents(study) == []


def test_a_click_or_enter_on_a_passage_copies_its_answers(study: User) -> None:
    at(study, "We go on")
    study.press(Key.Key_Q, Key.Key_1, Key.Key_4)
    at(study, "Nobody leaves")
    study.press(Key.Key_Q)
    study.qtbot.waitUntil(lambda: bool(precedents(study)))
    study.qtbot.mouseClick(precedents(study)[0], LEFT)
    assert answered(study)["stance"] == 1
    study.do("undo")
    study.qtbot.waitUntil(lambda: bool(precedents(study)))
    precedents(study)[0].setFocus(Qt.FocusReason.TabFocusReason)
    study.press(Key.Key_Return)
    assert answered(study)["stance"] == 1


def test_without_a_passage_like_it_the_key_says_so(study: User) -> None:
    at(study, "It rains")
    study.press(Key.Key_Q, Key.Key_Comma)
    assert "No passage like it" in study.say()
    assert answered(study) == {"negated": False}
