"""The table of field types: each row does its part, and nobody else tells types apart."""

import ast
from pathlib import Path
from typing import Any

import pytest
from every_field import EVERY_TYPE, answer_to, code_with_every_field, field_of, typed_for
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from own_modules import found_in, modules, source

from annotator.domain.codebook import Code, Condition, FieldType, Level, value_words
from annotator.domain.errors import UserError
from annotator.domain.field_types import FIRST_TYPE, suggested_type
from annotator.domain.rules_codebook import check_code, check_value

TABLES = {"domain/field_types.py", "formats/labels/values.py", "gui/inspector/rows.py"}
"""Where a type may be named: the table, what others' values are taken for, and the widgets."""
ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
)


def named_types(path: Path) -> list[str]:
    """Return the places of a module that name a member of `FieldType`."""
    if "FieldType." not in source(path):
        return []
    return [
        f"{path.name}:{node.lineno} {node.attr}"
        for node in ast.walk(ast.parse(source(path)))
        if isinstance(node, ast.Attribute)
        and node.attr in FieldType.__members__
        and ast.unparse(node.value).endswith("FieldType")
    ]


def test_no_module_but_the_tables_names_a_type() -> None:
    assert found_in(modules(), named_types).keys() == TABLES


@EVERY_TYPE
def test_files_know_a_type_by_its_name(kind: FieldType) -> None:
    assert (FieldType(str(kind)), kind.value) == (kind, kind.name.lower())


@EVERY_TYPE
def test_a_row_says_what_people_and_forms_need(kind: FieldType) -> None:
    row = kind.row
    assert row.title
    assert row.takes
    assert row.levels
    assert set(row.levels) <= set(Level)
    assert row.offered(field_of(kind)) or row.example


def test_no_two_types_have_one_title() -> None:
    assert len({kind.row.title for kind in FieldType}) == len(FieldType)


def test_the_codebook_lists_the_answers_of_the_type_that_new_fields_have() -> None:
    assert FIRST_TYPE.row.has_choices


@EVERY_TYPE
def test_an_answer_that_is_typed_is_taken_and_written_as_it_was(kind: FieldType) -> None:
    field, code = field_of(kind), code_with_every_field()
    check_value(code, field.id, answer_to(field), "here")
    assert kind.row.as_typed(kind.row.read(typed_for(field))) == typed_for(field)


@EVERY_TYPE
def test_a_value_of_no_type_is_refused_with_what_is_taken(kind: FieldType) -> None:
    with pytest.raises(UserError) as refusal:
        check_value(code_with_every_field(), field_of(kind).id, {"no": "answer"}, "here")
    assert refusal.value.remedy.startswith("It takes ")


@EVERY_TYPE
def test_a_default_is_read_as_it_is_written_and_taken_by_the_code(kind: FieldType) -> None:
    default = kind.row.read_default(typed_for(field_of(kind)))
    field = field_of(kind, default=default)
    check_code(Code(id="c", name="C", fields=(field,)))
    assert default is not None
    assert kind.row.read_default(kind.row.as_typed(field.default)) == default
    assert kind.row.read_default("  ") is None


@EVERY_TYPE
def test_every_type_says_its_answers_in_words(kind: FieldType) -> None:
    field = field_of(kind)
    assert value_words(field, answer_to(field))
    assert value_words(field, None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (FieldType.CHOICE, "top", "Top"),
        (FieldType.CHOICE, "gone", "gone"),
        (FieldType.MULTI_CHOICE, ["low", "top"], "Low, Top"),
        (FieldType.MULTI_CHOICE, [], ""),
        (FieldType.SCALE, -1, "−1"),
        (FieldType.SCALE, 1, "+1"),
        (FieldType.FLAG, True, "yes"),
        (FieldType.FLAG, False, "no"),
        (FieldType.NUMBER, 1, "1"),
        (FieldType.DATE, "2025-05-19", "2025-05-19"),
        (FieldType.TEXT, "yes and no", "yes and no"),
        (FieldType.TEXT, True, "yes"),
        (FieldType.SCALE, True, "yes"),
    ],
)
def test_answers_read_like_this(kind: FieldType, value: object, words: str) -> None:
    assert value_words(field_of(kind), value) == words


def test_an_answer_to_a_field_that_is_gone_is_said_plainly() -> None:
    assert value_words(None, ["a", "b"]) == "a, b"
    assert value_words(None, False) == "no"


@EVERY_TYPE
@given(value=ANY_VALUE)
def test_answers_from_before_a_change_of_type_are_told_too(kind: FieldType, value: Any) -> None:
    field = field_of(kind)
    assert isinstance(value_words(field, value), str)
    assert isinstance(kind.row.summary(field, value), str)
    assert isinstance(kind.row.cell(value), str | int)
    assert isinstance(kind.row.accepts(field, value), bool)
    assert suggested_type(value) in FieldType


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("Negated", True, "Negated"),
        ("Negated", False, ""),
        ("Is it so?", True, "Is it so? yes"),
    ],
)
def test_a_flag_that_stands_alone_is_said_by_its_name(name: str, value: bool, said: str) -> None:
    assert FieldType.FLAG.row.summary(field_of(FieldType.FLAG, name=name), value) == said


@EVERY_TYPE
def test_an_answer_fits_the_schema_of_its_type(kind: FieldType) -> None:
    Draft202012Validator.check_schema(dict(kind.row.schema))
    assert Draft202012Validator(dict(kind.row.schema)).is_valid(answer_to(field_of(kind)))
    assert kind.row.schema["description"]


@EVERY_TYPE
def test_a_value_from_elsewhere_suggests_a_type_that_takes_it(kind: FieldType) -> None:
    value = answer_to(field_of(kind))
    found = suggested_type(value)
    assert found.row.accepts(field_of(found), value)


def test_table_programs_may_write_whole_numbers_as_floats() -> None:
    assert repr(FieldType.SCALE.row.from_json(1.0)) == "1"
    assert suggested_type(2.0) is FieldType.NUMBER
    assert FieldType.NUMBER.row.from_json(1.5) == 1.5
    assert FieldType.TEXT.row.from_json("1.0") == "1.0"


@EVERY_TYPE
def test_a_condition_may_ask_for_an_answer_of_any_type(kind: FieldType) -> None:
    other = field_of(kind)
    value = kind.row.read(typed_for(other))
    shown = field_of(FIRST_TYPE, id="then", shown_if=Condition(other.id, (value,)))
    check_code(Code(id="c", name="C", fields=(other, shown)))
    assert shown.shown_if is not None
    assert shown.shown_if.met({other.id: answer_to(other)})
