"""The page of the project's annotations, as somebody uses it."""

from collections.abc import Iterator
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.gui.annotations_page import AnnotationsPage, lister
from annotator.gui.annotations_page.bulk_dialog import BulkDialog
from annotator.gui.annotations_page.forms import NoteForm
from annotator.gui.annotations_page.model import LabelColumn
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.store.reading import label_listing
from annotator.store.reading.label_listing import LabelListing
from annotator.store.reading.label_order import FoundLabels, LabelOrder
from annotator.store.reading.label_query import LabelGroup
from annotator.store.reading.listing import ArticleListing


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
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
    monkeypatch.setattr(lister, "AT_ONCE", 0)
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
