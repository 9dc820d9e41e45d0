"""Each type of field has a widget that shows and speaks its answers."""

from every_field import EVERY_TYPE, answer_to, field_of, typed_for
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import FieldType, value_words
from annotator.gui.inspector.rows import WIDGETS, row_for


def test_every_type_has_a_widget() -> None:
    assert set(WIDGETS) == set(FieldType)


@EVERY_TYPE
def test_a_widget_speaks_the_answer_that_it_shows(kind: FieldType, qtbot: QtBot) -> None:
    field = field_of(kind)
    row = row_for(field)
    qtbot.addWidget(row)
    row.set_value(None)
    assert row.accessibleDescription() == ""
    row.set_value(answer_to(field))
    assert row.accessibleDescription().startswith(value_words(field, answer_to(field)))


@EVERY_TYPE
def test_what_is_typed_into_a_widget_that_can_be_typed_in_is_the_answer(
    kind: FieldType, qtbot: QtBot
) -> None:
    row = row_for(field_of(kind))
    qtbot.addWidget(row)
    line = row.findChild(QLineEdit)
    assert (line is None) is bool(kind.row.offered(row.field))
    if line is not None:
        qtbot.keyClicks(line, typed_for(row.field))
        with qtbot.waitSignal(row.answered) as answer:
            row.commit_pending()
        assert answer.args == [answer_to(row.field)]


def test_a_date_that_is_none_stays_in_the_line_and_is_said(qtbot: QtBot) -> None:
    row = row_for(field_of(FieldType.DATE))
    qtbot.addWidget(row)
    line = row.findChild(QLineEdit)
    assert line is not None
    assert line.placeholderText() == "A date like 2025-05-19"
    qtbot.keyClicks(line, "soon")
    with qtbot.assertNotEmitted(row.answered):
        row.commit_pending()
    assert line.text() == "soon"
