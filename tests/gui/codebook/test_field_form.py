"""The form of a field takes every type."""

from every_field import EVERY_TYPE, field_of, typed_for
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Condition, FieldType
from annotator.gui.codebook.field_form import FieldForm


def form(qtbot: QtBot) -> FieldForm:
    made = FieldForm()
    qtbot.addWidget(made)
    made.show()
    return made


@EVERY_TYPE
def test_a_field_that_is_shown_is_read_as_it_was(kind: FieldType, qtbot: QtBot) -> None:
    edit = form(qtbot)
    for level in kind.row.levels:
        default = kind.row.read_default(typed_for(field_of(kind)))
        field = field_of(kind, level=level, default=default)
        edit.show_field(field, [], known=True)
        assert edit.read_field(field) == field


@EVERY_TYPE
def test_a_type_shows_the_lists_that_it_needs(kind: FieldType, qtbot: QtBot) -> None:
    edit = form(qtbot)
    edit.show_field(field_of(kind), [], known=False)
    assert edit.kind.currentText() == kind.row.title
    assert edit.choices.isVisible() is kind.row.has_choices
    assert edit.steps.isVisible() is kind.row.has_steps
    offered = [edit.default.itemText(n) for n in range(edit.default.count())]
    assert offered == kind.row.offered(field_of(kind))


@EVERY_TYPE
def test_a_condition_on_a_field_of_any_type_is_read_as_it_was(
    kind: FieldType, qtbot: QtBot
) -> None:
    edit, other = form(qtbot), field_of(kind)
    value = kind.row.read(typed_for(other))
    field = field_of(FieldType.FLAG, id="then", shown_if=Condition(other.id, (value,)))
    edit.show_field(field, [other], known=True)
    assert edit.condition.values.currentText() == typed_for(other)
    assert edit.read_field(field) == field
    edit.condition.show_condition(None, [other])
    edit.condition.field.setCurrentIndex(1)
    edit.condition.values.setEditText(typed_for(other))
    assert edit.condition.condition() == field.shown_if
