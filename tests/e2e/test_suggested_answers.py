"""Suggested answers are seen in their fields; one key takes them, and nothing does so by itself."""

from pathlib import Path

import pytest
from answered import made_and_learned
from once import copy_of
from PySide6.QtWidgets import QApplication
from user import LEFT, Key, User

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.edits.team import SetSetting
from annotator.gui.inspector.offers import OfferRow
from annotator.gui.inspector.pills import Pill
from annotator.gui.settings.settings import CODER, SHOW_SUGGESTIONS


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = copy_of("answers", made_and_learned, tmp_path / "p.annotator")
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "new", ask=False)
    QApplication.processEvents()
    looked_up(user)
    user.view.setFocus()
    return user


def looked_up(user: User) -> None:
    finding = user.coding.beside.finding
    user.qtbot.waitUntil(lambda: not finding.busy)


def frame(study: User) -> Annotation:
    study.view.set_caret(3)
    study.coding.session.select("f")
    selected = study.coding.session.selected_annotation()
    assert isinstance(selected, Annotation)
    return selected


def offered(study: User) -> list[OfferRow]:
    return study.coding.inspector.taking.suggested.rows


def proposed(study: User) -> list[str]:
    pills = study.coding.inspector.findChildren(Pill)
    return [one.text() for one in pills if one.isVisible() and one.is_proposed]


def test_an_answer_is_suggested_with_its_reasons_and_nothing_is_stored(study: User) -> None:
    assert frame(study).values == {}
    (row,) = offered(study)
    assert row.said.answers.startswith("Money (9")
    assert "“budget”" in row.said.origin
    assert row.said.key == "."
    assert proposed(study) == ["Money"]
    assert frame(study).values == {}


def test_one_key_takes_it_and_one_undoes_it(study: User) -> None:
    frame(study)
    study.press(Key.Key_Period)
    assert frame(study).values == {"topic": "money"}
    assert not offered(study)
    study.do("undo")
    assert frame(study).values == {}
    assert offered(study)


def test_a_click_takes_it_and_another_answer_is_given_as_ever(study: User) -> None:
    frame(study)
    study.qtbot.mouseClick(offered(study)[0], LEFT)
    assert frame(study).values == {"topic": "money"}
    study.do("undo")
    assert study.coding.inspector.focus_field("topic")
    study.press(Key.Key_1)
    assert len(frame(study).values) == 1


def test_the_whole_article_is_answered_in_its_form(study: User) -> None:
    form = study.coding.beside.answers
    study.coding.beside.show_answers()
    (row,) = [one for one in form.findChildren(OfferRow) if one.isVisible()]
    assert row.said.answers.startswith("Money (9")
    assert row.said.key == "."
    study.press(Key.Key_Period)
    project = study.coding.session.project
    (made,) = [one for one in project.find(Annotation, article="new") if one.code == "main"]
    assert (made.values, made.origin) == ({"main": "money"}, Origin.ACCEPTED)
    assert not [one for one in form.findChildren(OfferRow) if one.isVisible()]
    study.do("undo")
    assert not [one for one in project.find(Annotation, article="new") if one.code == "main"]


def test_none_are_shown_where_suggestions_are_off(study: User) -> None:
    frame(study)
    study.window.settings.set(SHOW_SUGGESTIONS, value=False)
    assert not offered(study)
    assert not proposed(study)
    study.window.settings.set(SHOW_SUGGESTIONS, value=True)
    assert offered(study)
    study.coding.session.apply(SetSetting("suggest", False))
    looked_up(study)
    assert not offered(study)


def test_another_coder_gets_none_that_were_learned_from_labels_of_the_first(study: User) -> None:
    session, finding = study.coding.session, study.coding.beside.finding
    main = session.codebook.code("main")
    assert main is not None
    assert finding.answers(main, None)
    session.coder = "newcomer"
    assert not finding.answers(main, None)
    looked_up(study)
    assert not finding.answers(main, None)
    session.coder = "ana"
    looked_up(study)
    assert finding.answers(main, None)


def test_a_higher_bar_silences_them(study: User) -> None:
    frame(study)
    study.coding.session.apply(SetSetting("suggest_answers_bar", 0.999))
    looked_up(study)
    assert not offered(study)
