import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Choice, Code, FieldType, Scope
from annotator.domain.edits.annotations import SetValue
from annotator.domain.errors import UserError
from annotator.gui.codebook import CodeEditor
from annotator.gui.codebook.wording import read_choices, slug, written_choices
from annotator.gui.session import Session


def opened(session: Session, qtbot: QtBot, code: str = "", **options: str) -> CodeEditor:
    editor = CodeEditor(session, session.codebook.code(code), **options)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def confirm(editor: CodeEditor, qtbot: QtBot) -> None:
    button = editor.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def stored(session: Session, code: str) -> Code:
    found = session.codebook.code(code)
    assert found is not None
    return found


def test_a_new_code_gets_an_id_from_its_name(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, parent_code="quote")
    qtbot.keyClicks(editor.page.name, "Second thought")
    qtbot.keyClicks(editor.page.key, "y")
    confirm(editor, qtbot)
    code = stored(session, "second_thought")
    assert (code.name, code.key, code.parent, code.scope) == (
        "Second thought",
        "Y",
        "quote",
        Scope.SPAN,
    )
    assert editor.isHidden()
    session.undo()
    assert session.codebook.code("second_thought") is None


def test_opening_and_confirming_changes_nothing(session: Session, qtbot: QtBot) -> None:
    for code in session.codebook.codes:
        editor = opened(session, qtbot, code.id)
        confirm(editor, qtbot)
        assert editor.isHidden()
        assert stored(session, code.id) == code


@pytest.mark.parametrize(("key", "told"), [("s", "S is the key of Source"), ("n", "program’s own")])
def test_a_key_that_is_taken_is_refused_in_the_dialog(
    session: Session, qtbot: QtBot, key: str, told: str
) -> None:
    editor = opened(session, qtbot, "quote")
    editor.page.key.clear()
    qtbot.keyClicks(editor.page.key, key)
    assert told in editor.page.conflict.text()
    confirm(editor, qtbot)
    assert told in editor.problem.text()
    assert not editor.isHidden()
    assert stored(session, "quote").key == "Q"


def test_fields_are_added_renamed_moved_and_removed(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "quote")
    page, form = editor.fields, editor.fields.field
    page.add_button.click()
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Mood")
    form.kind.setCurrentText("Scale")
    form.first.setValue(0)
    form.last.setValue(3)
    form.required.setChecked(True)
    page.move_wanted.emit(page.list.currentRow(), -1)
    page.list.setCurrentRow(0)
    page.remove_button.click()
    confirm(editor, qtbot)
    fields = stored(session, "quote").fields
    assert [field.name for field in fields] == ["Stance", "Mood", "Negated"]
    assert fields[1].type is FieldType.SCALE
    assert [step.value for step in fields[1].steps] == [0, 1, 2, 3]
    assert fields[1].required


def test_an_answer_in_use_can_not_be_taken_away(session: Session, qtbot: QtBot) -> None:
    session.apply(SetValue("q1", "quote_type", "direct"))
    editor = opened(session, qtbot, "quote")
    editor.fields.field.choices.setPlainText("indirect: Indirect")
    confirm(editor, qtbot)
    assert "direct" in editor.problem.text()
    assert not editor.isHidden()


def test_link_rules_are_added(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "cue")
    editor.links.add_button.click()
    form = editor.links.rule
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Aimed at")
    form.maximum.setValue(1)
    confirm(editor, qtbot)
    (rule,) = stored(session, "cue").links
    assert (rule.name, rule.ends, rule.maximum) == ("Aimed at", ("actor",), 1)


def test_a_colour_is_picked_or_typed(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "cue")
    editor.page.colour.hex.setText("#12345")
    confirm(editor, qtbot)
    assert "no colour" in editor.problem.text()
    editor.page.colour.hex.setText("#123456")
    confirm(editor, qtbot)
    assert stored(session, "cue").colour == "#123456"


def test_choices_come_back_as_they_were_written() -> None:
    below = (Choice("minister", "Minister"),)
    choices = (Choice("government", "Government", "A help", below), Choice("other", "Other: rest"))
    assert read_choices(written_choices(choices), choices) == choices


def test_a_name_alone_is_a_choice_and_an_indented_first_line_is_refused() -> None:
    assert read_choices("Health & safety", ()) == (Choice("health_safety", "Health & safety"),)
    with pytest.raises(UserError, match="indented"):
        read_choices("  minister: Minister", ())


def test_an_id_has_no_accents() -> None:
    assert slug("Déjà vu (2)") == "deja_vu_2"
