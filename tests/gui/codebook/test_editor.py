import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import (
    AskedUnit,
    Choice,
    Code,
    Condition,
    FieldType,
    Level,
    ScaleStep,
    Scope,
)
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.codebook import PutCode
from annotator.domain.errors import UserError
from annotator.gui.codebook import CodeEditor
from annotator.gui.session.session import Session
from annotator.workflow.codebook_text import (
    choices_text,
    read_choices,
    read_steps,
    slug,
    steps_text,
)


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


def test_what_a_code_asks_of_says_what_it_applies_to(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot)
    qtbot.keyClicks(editor.page.name, "Matter")
    editor.page.unit.setCurrentText("Each article")
    assert editor.page.scope.currentText() == "The whole article"
    assert not editor.page.scope.isEnabled()
    editor.page.unit.setCurrentText("Each paragraph")
    confirm(editor, qtbot)
    code = stored(session, "matter")
    assert (code.unit, code.scope) == (AskedUnit.PARAGRAPH, Scope.SPAN)


def test_what_a_code_in_use_asks_of_can_not_be_changed(session: Session, qtbot: QtBot) -> None:
    used = next(a.code for a in session.visible_annotations() if a.fragments)
    editor = opened(session, qtbot, used)
    editor.page.unit.setCurrentText("Each sentence")
    confirm(editor, qtbot)
    assert editor.isVisible()
    assert stored(session, used).unit is AskedUnit.FREE


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
    form.steps.setPlainText("0 to 2\n3: high")
    form.required.setChecked(True)
    page.move_wanted.emit(page.list.currentRow(), -1)
    page.list.setCurrentRow(0)
    page.remove_button.click()
    confirm(editor, qtbot)
    fields = stored(session, "quote").fields
    assert [field.name for field in fields] == ["Stance", "Mood", "Negated"]
    assert fields[1].id == "mood"
    assert fields[1].type is FieldType.SCALE
    assert fields[1].steps == (ScaleStep(0), ScaleStep(1), ScaleStep(2), ScaleStep(3, "high"))
    assert fields[1].required


def test_an_answer_in_use_can_not_be_taken_away(session: Session, qtbot: QtBot) -> None:
    session.apply(SetValue("q1", "quote_type", "direct"))
    editor = opened(session, qtbot, "quote")
    editor.fields.field.choices.setPlainText("indirect: Indirect")
    confirm(editor, qtbot)
    assert "direct" in editor.problem.text()
    assert not editor.isHidden()


def test_a_field_gets_a_level_a_default_and_a_condition(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "quote")
    page, form = editor.fields, editor.fields.field
    page.add_button.click()
    form.level.setCurrentIndex(1)
    form.default.setEditText("unclear")
    form.condition.field.setCurrentText("If Stance")
    form.condition.values.setEditText("-2, 2")
    page.list.setCurrentRow(0)
    confirm(editor, qtbot)
    added = stored(session, "quote").fields[-1]
    assert (added.level, added.default) == (Level.ORDINAL, "unclear")
    assert added.shown_if == Condition("stance", (-2, 2))


def test_a_default_of_another_type_of_field_is_refused_and_said(
    session: Session, qtbot: QtBot
) -> None:
    editor = opened(session, qtbot, "quote")
    editor.fields.add_button.click()
    editor.fields.field.kind.setCurrentText("Whole number")
    editor.fields.field.default.setEditText("many")
    confirm(editor, qtbot)
    assert "“many” is no whole number" in editor.problem.text()
    assert not editor.isHidden()


def test_the_defaults_on_offer_follow_the_choices(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "quote")
    form = editor.fields.field
    form.choices.setPlainText("red: Red\n  dark: Dark red\nblue: Blue")
    offered = [form.default.itemText(n) for n in range(form.default.count())]
    assert offered == ["red", "dark", "blue"]


def test_link_rules_are_added(session: Session, qtbot: QtBot) -> None:
    editor = opened(session, qtbot, "cue")
    editor.links.add_button.click()
    form = editor.links.rule
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Aimed at")
    form.maximum.setValue(1)
    confirm(editor, qtbot)
    (rule,) = stored(session, "cue").links
    assert rule.type == "aimed_at"
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
    assert read_choices(choices_text(choices), choices) == choices


def test_a_name_alone_is_a_choice_and_an_indented_first_line_is_refused() -> None:
    assert read_choices("Health & safety", ()) == (Choice("health_safety", "Health & safety"),)
    with pytest.raises(UserError, match="indented"):
        read_choices("  minister: Minister", ())


def test_help_stands_behind_a_bar_and_a_bar_in_an_old_name_does_no_harm() -> None:
    assert read_choices("a: Anger | Loud words", ()) == (Choice("a", "Anger", "Loud words"),)
    old = (Choice("a", "Either | or", "Help"),)
    assert read_choices(choices_text(old), old) == old


def test_steps_come_back_as_they_were_written() -> None:
    steps = (ScaleStep(-5, "cold: very"), ScaleStep(0), ScaleStep(5, "warm"))
    assert read_steps(steps_text(steps)) == steps


@pytest.mark.parametrize("line", ["high", "1 to", "0 to 500"])
def test_a_line_that_names_no_steps_is_refused(line: str) -> None:
    with pytest.raises(UserError):
        read_steps(line)


def test_an_id_has_no_accents() -> None:
    assert slug("Déjà vu (2)") == "deja_vu_2"


def test_the_refusal_of_another_edit_keeps_no_editor_open(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = session.apply

    def apply_and_hear(edit: PutCode) -> object:
        session.refused.emit("“Note written” was not saved.")
        return apply(edit)

    monkeypatch.setattr(session, "apply", apply_and_hear)
    editor = opened(session, qtbot, "quote")
    editor.page.name.setText("Said")
    confirm(editor, qtbot)
    assert stored(session, "quote").name == "Said"
    assert editor.isHidden()
