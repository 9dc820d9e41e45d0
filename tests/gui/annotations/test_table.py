import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Field, FieldType, ScaleStep
from annotator.domain.edits.annotations import Delete, SetFragments, SetValue, Tag
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.session.session import Session
from annotator.workflow.annotation_rows import AnnotationColumn, values_summary


def shown(table: AnnotationsTable) -> list[str]:
    model = table.model
    rows = (model.row_at(model.index(n, 0)) for n in range(model.rowCount()))
    return [row.annotation.id for row in rows if row]


def selected(table: AnnotationsTable) -> list[str]:
    rows = (table.model.row_at(i) for i in table.view.selectionModel().selectedRows())
    return [row.annotation.id for row in rows if row]


def add(table: AnnotationsTable, identity: str) -> None:
    """Select one more row."""
    flags = QItemSelectionModel.SelectionFlag
    index = table.model.index(table.model.place_of(identity), 0)
    table.view.selectionModel().select(index, flags.Select | flags.Rows)


def test_the_model_keeps_qts_rules_while_annotations_come_and_go(
    session: Session, table: AnnotationsTable, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(table.model)
    session.apply(Tag(id="n", article="a1", code="cue", fragments=((8, 13),)))
    session.apply(SetFragments("q1", ((28, 33),)))
    session.apply(Delete(("c2", "c5")))
    session.undo()
    assert shown(table) == ["t0", "c2", "b3", "n", "q4", "c5", "q1"]
    qtmodeltester.check(table.model)


def test_rows_stand_in_reading_order_the_whole_articles_first(table: AnnotationsTable) -> None:
    assert shown(table) == ["t0", "q1", "c2", "b3", "q4", "c5"]


def test_a_column_sorts_and_its_third_click_goes_back_to_reading_order(
    table: AnnotationsTable,
) -> None:
    header = table.view.horizontalHeader()
    header.setSortIndicator(AnnotationColumn.TEXT, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["c5", "q4", "q1", "t0", "b3", "c2"]
    header.setSortIndicator(AnnotationColumn.TEXT, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["c2", "b3", "t0", "q1", "q4", "c5"]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["t0", "q1", "c2", "b3", "q4", "c5"]


@pytest.mark.parametrize(
    ("words", "left"),
    [("quote", ["q1", "b3", "q4"]), ("pear", ["q4"]), ("BEN", ["b3"]), ("quote fo", ["q4"])],
)
def test_the_filter_finds_code_text_answers_and_coder(
    table: AnnotationsTable, qtbot: QtBot, words: str, left: list[str]
) -> None:
    table.focus_filter()
    qtbot.keyClicks(table.filter, words)
    assert shown(table) == left


def test_the_selection_is_the_sessions(
    session: Session, table: AnnotationsTable, qtbot: QtBot
) -> None:
    session.select("q4")
    assert selected(table) == ["q4"]
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert session.selection == "c5"
    session.select("")
    assert selected(table) == []


def test_a_change_keeps_the_selection_and_shows_the_new_answer(
    session: Session, table: AnnotationsTable
) -> None:
    session.select("q4")
    session.apply(SetValue("q4", "kind", "a"))
    assert selected(table) == ["q4"]
    place = table.model.place_of("q4")
    assert table.model.index(place, AnnotationColumn.VALUES).data() == "Apple"


def test_enter_and_a_double_click_lead_to_the_text(
    session: Session, table: AnnotationsTable, qtbot: QtBot
) -> None:
    session.select("q4")
    with qtbot.waitSignal(table.activated) as by_key:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert by_key.args == ["q4"]
    place = table.view.visualRect(table.model.index(table.model.place_of("c2"), 1)).center()
    with qtbot.waitSignal(table.activated) as by_mouse:
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert by_mouse.args == ["c2"]


def test_del_deletes_ones_own_in_one_step_and_selects_the_next(
    session: Session, table: AnnotationsTable, qtbot: QtBot
) -> None:
    session.select("c2")
    add(table, "b3")
    add(table, "q1")
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert shown(table) == ["t0", "b3", "q4", "c5"]
    assert session.selection == "b3"
    session.undo()
    assert len(session.project.find(Annotation)) == 6


def test_a_colleagues_annotation_is_not_deleted(
    session: Session, table: AnnotationsTable, qtbot: QtBot
) -> None:
    session.select("b3")
    with qtbot.waitSignal(session.refused):
        qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert "b3" in shown(table)


def test_other_keys_go_to_the_coding_and_esc_to_the_text(
    table: AnnotationsTable, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def handler(event: QKeyEvent) -> bool:
        seen.append(event.text())
        return True

    table.key_handler = handler
    qtbot.keyClick(table.view, "s")
    assert seen == ["s"]
    with qtbot.waitSignal(table.left):
        qtbot.keyClick(table.view, Qt.Key.Key_Escape)


def test_hiding_colleagues_hides_their_rows(session: Session, table: AnnotationsTable) -> None:
    session.show_colleagues(False)
    assert "b3" not in shown(table)


def test_an_empty_table_says_why_it_is_empty(table: AnnotationsTable) -> None:
    assert table.hint.isHidden()
    table.filter.setText("nowhere")
    assert "nowhere" in table.hint.text()
    assert not table.hint.isHidden()
    table.filter.clear()
    assert table.hint.isHidden()


def test_down_from_the_filter_selects_the_first_row(table: AnnotationsTable, qtbot: QtBot) -> None:
    table.filter.setText("cue")
    qtbot.keyClick(table.filter, Qt.Key.Key_Down)
    assert selected(table) == shown(table)[:1]


def test_only_a_scale_with_two_sides_has_plus_signs() -> None:
    fields = (
        Field(id="n", name="N", type=FieldType.NUMBER),
        Field(id="s", name="S", type=FieldType.SCALE, steps=(ScaleStep(-1), ScaleStep(1))),
    )
    code = Code(id="c", name="C", fields=fields)
    one = Annotation(id="q", article="a", code="c", coder="ana", values={"n": 1, "s": 1})
    assert values_summary(code, one) == "1, +1"
