"""The page of the project's annotations, as somebody uses it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from dialogs import in_dialog
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sequences import filled
from waiting import LIMIT

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.base import Together
from annotator.gui.annotations_page import AnnotationsPage, bulk_dialog
from annotator.gui.annotations_page import lister as lister_module
from annotator.gui.annotations_page.bulk_dialog import BulkDialog
from annotator.gui.annotations_page.forms import BulkKind, NoteForm
from annotator.gui.annotations_page.model import LabelColumn
from annotator.gui.annotations_page.table import LabelsTable
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.store.reading import label_listing
from annotator.store.reading.label_listing import LabelListing
from annotator.store.reading.label_order import FoundLabels, GroupCount, LabelOrder
from annotator.store.reading.label_query import LabelGroup
from annotator.store.reading.listing import ArticleListing
from annotator.workflow.bulk.planning import BulkPlan

ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path / "p.annotator") as made:
        yield made


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> AnnotationsPage:
    made = AnnotationsPage(Session(project), Settings())
    made.session.setParent(made)
    qtbot.addWidget(made)
    made.resize(1000, 520)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    return made


def cells(page: AnnotationsPage, column: LabelColumn) -> list[str]:
    model = page.model
    return [str(model.index(n, column).data() or "") for n in range(model.rowCount())]


def test_every_annotation_stands_there_and_the_model_is_sound(
    page: AnnotationsPage, project: Project, qtmodeltester: ModelTester
) -> None:
    assert page.model.rowCount() == len(project.find(Annotation))
    assert "Quote" in cells(page, LabelColumn.CODE)
    page.want("", LabelGroup.CODE)
    qtmodeltester.check(page.model)


def test_among_many_the_first_come_first_and_nothing_is_looked_through_on_the_windows_thread(
    project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lister_module, "AT_ONCE", 0)
    monkeypatch.setattr(label_listing, "FIRST", 1)
    here: list[str] = []
    for kind, name in ((LabelOrder, "all"), (LabelOrder, "first"), (LabelListing, "count")):
        _tell_thread(monkeypatch, kind, name, here)
    _tell_thread(monkeypatch, ArticleListing, "offered", here)
    made = AnnotationsPage(Session(project), Settings())
    made.session.setParent(made)
    qtbot.addWidget(made)
    made.show()
    found: list[tuple[bool, int, bool]] = []

    def hear(one: FoundLabels) -> None:
        found.append((one.partial, len(one.numbers), made.has_all))

    made.lister.found.connect(hear)
    every = len(project.find(Annotation))
    made.enter()
    for act in (
        lambda: None,
        lambda: made.want("", LabelGroup.CODE),
        lambda: made.want("", LabelGroup.NONE),
    ):
        act()
        qtbot.waitUntil(lambda: not made.lister.busy and not made.lister.reading)
        assert found == [(True, 1, False), (False, every, True)]
        found.clear()
    assert made.said.text() == f"{every} annotations"
    assert here == []


def _tell_thread(
    monkeypatch: pytest.MonkeyPatch, kind: type[Any], name: str, here: list[str]
) -> None:
    before = getattr(kind, name)

    def told(*given: Any, **named: Any) -> Any:
        if current_thread() is main_thread():
            here.append(name)
        return before(*given, **named)

    monkeypatch.setattr(kind, name, told)


def test_what_is_selected_is_counted_once_under_headings_too(page: AnnotationsPage) -> None:
    page.want("", LabelGroup.CODE)
    every = len(page.model.layout.found.numbers)
    page.table.selectAll()
    assert page.table.count_selected() == len(page.table.selected_numbers()) == every
    page.fold_all()
    page.table.selectAll()
    assert sorted(page.table.selected_numbers()) == sorted(page.model.layout.found.numbers)
    page.fold_all()
    page.table.clearSelection()
    page.table.selectRow(1)
    assert page.table.selected_numbers() == [page.model.number_at(1)]


def test_many_get_a_note_in_one_step(page: AnnotationsPage, project: Project, qtbot: QtBot) -> None:
    page.want("code:quote")
    count = page.model.rowCount()

    def write(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, NoteForm)
        dialog.all.setChecked(True)
        dialog.form.note.setPlainText("look again")
        qtbot.waitUntil(lambda: dialog.plan is not None)
        dialog.main.click()

    in_dialog(BulkDialog, write, lambda: qtbot.keyClick(page.table, Qt.Key.Key_N))
    noted = [one for one in project.find(Annotation) if "look again" in one.note]
    assert len(noted) == count
    page.session.undo()
    assert not [one for one in project.find(Annotation) if "look again" in one.note]


def test_the_table_follows_edits(page: AnnotationsPage, qtbot: QtBot) -> None:
    page.want("note:*")
    before = page.model.rowCount()
    page.session.apply(SetNote("q", "why?"))
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)


def test_of_many_groups_only_headings_in_view_are_laid_across_the_table(
    page: AnnotationsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[int] = []
    lay = LabelsTable.setSpan

    def count(table: LabelsTable, row: int, column: int, rows: int, columns: int) -> None:
        laid.append(row)
        lay(table, row, column, rows, columns)

    monkeypatch.setattr(LabelsTable, "setSpan", count)
    page.model.show(many_groups(3000), LabelGroup.ARTICLE)
    page.table.show_layout()
    assert 0 < len(laid) < 100
    page.table.scrollToBottom()
    assert page.table.columnSpan(2999 * 3, 0) == len(LabelColumn)
    assert page.table.columnSpan(2999 * 3 - 1, 0) == 1
    page.table.scrollToTop()
    assert page.table.columnSpan(0, 0) == len(LabelColumn)


def test_a_selection_over_groups_has_each_annotation_once(page: AnnotationsPage) -> None:
    page.model.show(many_groups(4), LabelGroup.ARTICLE)
    page.table.show_layout()
    model = page.table.selectionModel()
    for first, last in ((1, 1), (3, 4), (8, 9)):  # a row; a heading and a row; a row and a heading
        chosen = QItemSelection(page.model.index(first, 0), page.model.index(last, 0))
        model.select(chosen, ROWS)
    assert list(page.table.selected_numbers()) == [0, 2, 3, 5, 6, 7]
    page.table.selectAll()
    assert list(page.table.selected_numbers()) == list(range(8))
    page.model.fold({"a1"})
    model.select(QItemSelection(page.model.index(3, 0), page.model.index(3, 0)), ROWS)
    assert list(page.table.selected_numbers()) == [2, 3]


def test_a_large_selection_stays_where_something_else_is_edited(
    page: AnnotationsPage, project: Project, qtbot: QtBot
) -> None:
    (article, *_) = project.find(Article)
    some = [
        Tag(id=f"t{n}", article=article.id, code="quote", fragments=((0, 2),)) for n in range(250)
    ]
    page.session.apply(Together(some, "Many tagged"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 252)
    page.table.selectAll()
    chosen = list(page.table.selected_numbers())
    assert len(chosen) == 252
    page.session.apply(SetNote("q", "why?"))
    qtbot.waitUntil(lambda: not page.lister.stale)
    assert list(page.table.selected_numbers()) == chosen


def many_groups(count: int) -> FoundLabels:
    groups = tuple(GroupCount(f"a{n}", f"Article {n}", 2) for n in range(count))
    return FoundLabels(list(range(2 * count)), groups)


def test_a_look_that_another_wish_has_overtaken_is_not_what_enter_does(
    page: AnnotationsPage, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go = Event(), Event()
    look = bulk_dialog.planned

    def slow(*args: Any) -> BulkPlan:
        asked.set()
        go.wait(LIMIT)
        return look(*args)

    monkeypatch.setattr(bulk_dialog, "planned", slow)

    def change_mind(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, NoteForm)
        dialog.form.note.setPlainText("first thought")
        qtbot.waitUntil(asked.is_set)
        dialog.form.note.setPlainText("second thought")
        go.set()
        qtbot.waitUntil(lambda: dialog.plan is not None)
        dialog.accept()

    in_dialog(BulkDialog, change_mind, lambda: page.act(BulkKind.NOTE))
    assert {one.note for one in project.find(Annotation) if one.note} == {"second thought"}


def test_rows_that_were_being_read_are_there_when_one_comes_back(
    page: AnnotationsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lister_module, "AT_ONCE", 0)
    begun, go, read = Event(), Event(), lister_module._read

    def slow(*args: Any, **named: Any) -> Any:
        begun.set()
        go.wait(LIMIT)
        return read(*args, **named)

    monkeypatch.setattr(lister_module, "_read", slow)
    page.lister._rows.clear()
    page.lister._fresh.clear()
    page.table.foresee()
    qtbot.waitUntil(begun.is_set)
    page.hide()
    go.set()
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: not page.lister.busy and not page.lister.reading)
    assert "…" not in cells(page, LabelColumn.CODE)


def test_what_is_wrong_with_the_filter_is_said_until_it_is_right(
    page: AnnotationsPage, qtbot: QtBot
) -> None:
    page.want("foo:bar")
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "no condition foo:" in page.problem.text()
    assert page.problem.isVisible()
    page.want("")
    assert page.problem.isHidden()


def test_what_is_asked_and_for_how_many_is_said_in_words(
    page: AnnotationsPage, qtbot: QtBot
) -> None:
    page.table.go_to(0)

    def look(dialog: BulkDialog) -> None:
        qtbot.waitUntil(lambda: dialog.said.text() == NoteForm.ASKS)
        assert dialog.selected.text() == "The selected annotation"
        assert dialog.lost.isHidden(), "what is empty takes no room"
        assert dialog.refused.isHidden()
        dialog.reject()

    in_dialog(BulkDialog, look, lambda: qtbot.keyClick(page.table, Qt.Key.Key_N))


def test_the_row_at_hand_is_selected_though_ctrl_is_held_as_after_undo(
    page: AnnotationsPage, qtbot: QtBot
) -> None:
    qtbot.keyPress(page.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    page.table.clearSelection()
    page.table.go_to(1)
    qtbot.keyRelease(page.table, Qt.Key.Key_Control)
    assert page.table.selected_numbers() == [page.model.number_at(1)]
