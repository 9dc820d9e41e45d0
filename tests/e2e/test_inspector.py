"""Answering in the real window: what a key will do is in sight, and the focus is never lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from user import LEFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.record import Values
from annotator.formats.files.codebook import default_codebook
from annotator.gui.inspector.compact import FindLine
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.many_choices import ManyChoicesRow
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = "“We go on with the talks,” the Kremlin spokesman said.\n\nNobody else spoke."


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
    user.window.resize(1024, 700)
    QApplication.processEvents()
    user.view.setFocus()
    user.view.set_caret(3)
    return user


def answered(study: User) -> Values:
    selected = study.coding.session.selected_annotation()
    assert isinstance(selected, Annotation)
    return selected.values


def field(study: User) -> FieldRow:
    focus = study.focus()
    assert isinstance(focus, FieldRow)
    return focus


def is_in_sight(study: User, widget: QWidget) -> bool:
    inspector = study.coding.inspector
    place = QRect(widget.mapTo(inspector, QPoint(0, 0)), widget.size())
    seen = widget.visibleRegion().boundingRect()
    return inspector.rect().contains(place) and seen == widget.rect()


def role(study: User) -> ManyChoicesRow:
    study.press(Key.Key_Q, Key.Key_S)
    assert study.coding.inspector.focus_field("role")
    found = field(study)
    assert isinstance(found, ManyChoicesRow)
    return found


def test_a_source_is_answered_by_digits_alone_and_each_field_is_in_sight(study: User) -> None:
    study.press(Key.Key_Q, Key.Key_S)
    for name, keys in (
        ("naming", (Key.Key_2,)),
        ("source_kind", (Key.Key_1,)),
        ("role", (Key.Key_2, Key.Key_1)),
    ):
        row = field(study)
        assert row.field.id == name
        study.qtbot.waitUntil(lambda row=row: is_in_sight(study, row))
        study.press(*keys)
    assert set(answered(study)) == {"naming", "source_kind", "role"}


def test_letters_find_a_role_by_its_name(study: User) -> None:
    row = role(study)
    study.press(Key.Key_Space)
    assert isinstance(study.focus(), FindLine)
    study.write("exper")
    study.press(Key.Key_Return)
    assert "Expert" in row.answers.face.text()
    assert answered(study)["role"] == row.value


def test_a_role_is_chosen_by_mouse(study: User) -> None:
    row = role(study)
    study.press(Key.Key_Escape)
    study.qtbot.mouseClick(row.answers.face, LEFT)
    box = row.answers.list
    study.qtbot.waitUntil(box.isVisible)
    last = len(row.field.choices) - 1
    place = box.visualItemRect(box.item(last)).center()
    study.qtbot.mouseClick(box.viewport(), LEFT, pos=place)
    assert row.answers.face.text() == row.field.choices[last].name
    assert not box.isVisible()


def test_codes_keys_work_from_a_line_of_many_answers(study: User) -> None:
    role(study)
    study.press(Key.Key_C)
    assert study.texts("cue") == ["said"]


def test_esc_goes_from_the_letters_to_the_field_and_from_there_to_the_text(study: User) -> None:
    row = role(study)
    study.press(Key.Key_Space, Key.Key_Escape)
    assert row.hasFocus()
    study.press(Key.Key_Escape)
    assert study.view.hasFocus()
    assert not row.answers.list.isVisible()


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_Return, Key.Key_Down])
def test_the_same_key_twice_never_loses_the_focus(study: User, key: Key) -> None:
    study.press(Key.Key_Q, Key.Key_S)
    for name in ("naming", "source_kind", "role", "function"):
        if study.coding.inspector.focus_field(name):
            for _ in range(4):
                study.press(key)
                focus = study.focus()
                assert study.coding.inspector.isAncestorOf(focus)
                assert focus.isVisible()
            study.press(Key.Key_Escape)
            study.view.setFocus()


def test_enter_goes_to_the_answer_that_is_missing(study: User) -> None:
    study.press(Key.Key_Q)
    assert study.coding.inspector.focus_field("stance")
    study.press(Key.Key_4)
    study.view.setFocus()
    study.press(Key.Key_Return)
    assert field(study).field.id == "quote_type"
    study.press(Key.Key_1)
    study.view.setFocus()
    study.press(Key.Key_Return)
    assert field(study).field.id == "quote_type"
    assert answered(study)["quote_type"] == "direct"


def test_what_is_selected_stays_in_sight_while_one_writes_a_note(study: User) -> None:
    study.press(Key.Key_Q, Key.Key_Escape, Key.Key_M)
    note = study.coding.inspector.note
    assert study.focus() is note
    study.write("one")
    study.press(Key.Key_Return)
    study.write("two")
    study.qtbot.waitUntil(lambda: is_in_sight(study, note))
    assert is_in_sight(study, study.coding.inspector.header.excerpt)


def test_a_digit_in_the_text_answers_nothing_and_says_where_it_would(study: User) -> None:
    study.press(Key.Key_1)
    assert "No annotation is selected" in study.say()
    study.press(Key.Key_Q, Key.Key_Escape, Key.Key_1)
    assert "Digits answer in the fields: Enter goes there" in study.say()
    assert "quote_type" not in answered(study)
    study.press(Key.Key_Return, Key.Key_1)
    assert answered(study)["quote_type"] == "direct"
