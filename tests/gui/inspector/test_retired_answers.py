"""What is retired is offered no longer, and what is given of it stays where it can be read."""

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Choice, Code, Field, FieldType, ScaleStep
from annotator.gui.commands.key_events import no_key
from annotator.gui.inspector.choices import PickRow
from annotator.gui.inspector.form import FieldsForm
from annotator.gui.inspector.many_choices import ManyChoicesRow, ManyTicksRow
from annotator.gui.inspector.pills import Pill
from annotator.gui.inspector.rows import row_for

CHOICES = (
    Choice("direct", "Direct"),
    Choice("scare", "Scare quotes", retired=True),
    Choice("mixed", "Mixed"),
)
MANY = (*CHOICES, *(Choice(f"more{n}", f"More {n}") for n in range(8)))


def made(kind: FieldType, choices: tuple[Choice, ...], qtbot: QtBot) -> PickRow:
    row = row_for(Field(id="kind", name="Type", type=kind, choices=choices))
    assert isinstance(row, PickRow)
    qtbot.addWidget(row)
    return row


def offered(row: PickRow) -> list[str]:
    return [one.name for one in row.pills.options]


def strangers(row: PickRow) -> list[str]:
    return [one.text() for one in row.findChildren(Pill) if one.isVisibleTo(row) and not one.number]


@pytest.mark.parametrize("kind", [FieldType.CHOICE, FieldType.MULTI_CHOICE])
def test_a_retired_choice_is_no_button_and_has_no_key(kind: FieldType, qtbot: QtBot) -> None:
    row = made(kind, CHOICES, qtbot)
    assert offered(row) == ["Direct", "Mixed"]
    with qtbot.waitSignal(row.answered) as answer:
        row.pills.press(2)
    assert answer.args == [["mixed"] if kind is FieldType.MULTI_CHOICE else "mixed"]


def test_a_retired_choice_that_is_given_can_be_read(qtbot: QtBot) -> None:
    row = made(FieldType.CHOICE, CHOICES, qtbot)
    row.set_value("scare")
    assert strangers(row) == ["Scare quotes (retired)"]
    assert row.accessibleDescription() == "Scare quotes"
    row.set_value("mixed")
    assert strangers(row) == []


def test_another_tick_leaves_a_retired_one_where_it_is(qtbot: QtBot) -> None:
    for choices in (CHOICES, MANY):
        row = made(FieldType.MULTI_CHOICE, choices, qtbot)
        row.set_value(["scare"])
        with qtbot.waitSignal(row.answered) as answer:
            row.pick(row.pills, 0, by_key=True)
        assert answer.args == [["direct", "scare"]]


def test_of_many_choices_a_retired_one_is_neither_listed_nor_found(qtbot: QtBot) -> None:
    for kind, of in ((FieldType.CHOICE, ManyChoicesRow), (FieldType.MULTI_CHOICE, ManyTicksRow)):
        row = made(kind, MANY, qtbot)
        assert isinstance(row, of)
        assert "Scare quotes" not in offered(row)
        row.set_value("scare" if kind is FieldType.CHOICE else ["scare"])
        assert "Scare quotes (retired)" in row.answers.face.text()


def test_a_retired_step_of_a_scale_is_no_button(qtbot: QtBot) -> None:
    steps = (ScaleStep(-1), ScaleStep(0, "", retired=True), ScaleStep(1))
    row = row_for(Field(id="tone", name="Tone", type=FieldType.SCALE, steps=steps))
    assert isinstance(row, PickRow)
    qtbot.addWidget(row)
    assert [one.value for one in row.pills.options] == [-1, 1]
    row.set_value(0)
    assert strangers(row) == ["0 (retired)"]


def test_below_a_retired_heading_nothing_is_offered(qtbot: QtBot) -> None:
    head = Choice("state", "State", "", (Choice("minister", "Minister"),), retired=True)
    row = made(FieldType.CHOICE, (head, *CHOICES), qtbot)
    assert offered(row) == ["Direct", "Mixed"]
    row.set_value("minister")
    assert strangers(row) == ["Minister (retired)"]


def test_a_retired_field_is_shown_only_where_it_is_answered(qtbot: QtBot) -> None:
    field = Field(id="kind", name="Type", type=FieldType.CHOICE, choices=CHOICES, retired=True)
    code = Code(id="quote", name="Quote", fields=(field, structs.replace(field, id="other")))
    form = FieldsForm(code, no_key)
    qtbot.addWidget(form)
    form.show_values({"kind": "mixed"}, read_only=False)
    assert form.focus_field("kind")
    assert not form.focus_field("other")
