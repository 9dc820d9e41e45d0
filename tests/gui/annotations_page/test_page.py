"""The page of the project's annotations, as somebody uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.annotations_page.bulk_dialog import BulkDialog
from annotator.gui.annotations_page.forms import NoteForm
from annotator.gui.annotations_page.model import LabelColumn
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelGroup


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
