"""Bringing in, by keys and clicks."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from dialogs import in_dialog
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from user import opened
from waiting import LIMIT

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.people import Coder
from annotator.domain.study import Remark
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.team import bring_in
from annotator.gui.team.bringing import BringInDialog, summary
from annotator.gui.window.main_window import MainWindow
from annotator.store.merging.report import FileReport, MergePreview
from annotator.store.project import Project

Returned = Callable[..., Path]
Open = Callable[..., BringInDialog]
KEY = Qt.Key


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Open:
    def open_it(*paths: Path, may_open: bool = False) -> BringInDialog:
        dialog = BringInDialog(session, Settings(), paths, may_open=may_open)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.preview is not None)
        return dialog

    return open_it


def rows(dialog: BringInDialog) -> list[list[str]]:
    return [dialog.table.texts(row) for row in range(dialog.table.rowCount())]


def test_the_preview_counts_file_by_file_and_writes_nothing(
    open_dialog: Open, returned: Returned, project: Project
) -> None:
    before = project.latest_edits()
    dialog = open_dialog(returned("ana", 2), returned("ben", 3))
    assert [row[:2] + row[3:7] for row in rows(dialog)] == [
        ["study-ana.annotator", "ana", "2", "0", "0", "0"],
        ["study-ben.annotator", "ben", "3", "0", "0", "0"],
    ]
    assert dialog.summary.text() == "5 new — nothing is written yet"
    assert project.latest_edits() == before


def test_enter_brings_all_files_in_as_one_step_to_undo(
    open_dialog: Open, returned: Returned, session: Session, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(returned("ana", 2), returned("ben", 3))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget(), KEY.Key_Return)
    assert len(project.find(Annotation)) == 8
    session.undo()
    assert len(project.find(Annotation)) == 3


def test_the_same_file_again_brings_nothing_new(
    open_dialog: Open, returned: Returned, project: Project, qtbot: QtBot
) -> None:
    path = returned("ana")
    project.bring_in([path])
    dialog = open_dialog(path)
    assert dialog.summary.text() == "Nothing new in these files."
    assert rows(dialog)[0][7] == "nothing new"
    assert not dialog.bring.isEnabled()
    qtbot.keyClick(dialog, KEY.Key_Return)
    assert dialog.isVisible()


def test_a_file_that_can_not_be_read_says_why_and_the_others_come_in(
    open_dialog: Open, returned: Returned, tmp_path: Path, project: Project, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.annotator"
    broken.write_bytes(b"nonsense")
    dialog = open_dialog(broken, returned("ana"))
    assert rows(dialog)[0][7] == "can't be brought in"
    assert "broken.annotator" in dialog.detail.text
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget(), KEY.Key_Return)
    assert {one.id for one in project.find(Annotation)} >= {"ana-0", "ana-1"}


def test_a_file_can_be_left_out_and_another_one_added(
    open_dialog: Open, returned: Returned, qtbot: QtBot
) -> None:
    dialog = open_dialog(returned("ana"), returned("ben"))
    dialog.table.setCurrentCell(0, 0)
    qtbot.mouseClick(dialog.take_out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row[1] for row in rows(dialog)] == ["ben"])
    dialog.add([returned("cleo")])
    qtbot.waitUntil(lambda: [row[1] for row in rows(dialog)] == ["ben", "cleo"])


def test_what_was_changed_and_deleted_is_counted(
    open_dialog: Open, project: Project, returned: Returned
) -> None:
    path = returned("ana", 3)
    project.bring_in([path])
    with Project.open(path, "ana") as own:
        own.apply(Delete(("ana-0",)))
    assert rows(open_dialog(path))[0][3:6] == ["0", "0", "1"]


def test_conflicts_are_listed_in_words(
    open_dialog: Open, project: Project, returned: Returned
) -> None:
    path = returned("ana", 1)
    with Project.open(path, "ana") as own:
        own.apply(EditArticle(article="a3", title="As ana has it"))
    project.coder = "lea"
    project.apply(EditArticle(article="a3", title="As lea has it"))
    dialog = open_dialog(path)
    assert dialog.detail.tabs.tabText(0) == "Conflicts 1"
    assert dialog.detail.conflicts.texts(0) == [
        *("Article “As lea has it”", "Title", "As lea has it", "As ana has it", "ours")
    ]


def test_a_code_of_theirs_can_be_taken_for_one_of_ours(
    open_dialog: Open, project: Project, returned: Returned, qtbot: QtBot
) -> None:
    path = returned("ana", 0)
    with Project.open(path, "ana") as own:
        book = own.codebook()
        own.apply(
            ReplaceCodebook(
                structs.replace(book, codes=(*book.codes, Code(id="frame2", name="Slant")))
            )
        )
        own.apply(Tag(id="slanted", article="a1", code="frame2", fragments=((0, 5),)))
    dialog = open_dialog(path)
    choice = dialog.detail.codes.cellWidget(0, 1)
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "a new code"
    before = dialog.preview
    choice.setFocus()
    qtbot.keyClick(choice, KEY.Key_F)
    qtbot.waitUntil(lambda: dialog.preview is not before)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.bring, KEY.Key_Return)
    (found,) = [one for one in project.find(Annotation) if one.id == "slanted"]
    assert found.code == "frame"


def test_cancelling_the_look_at_a_file_leaves_the_others_as_they_were(
    open_dialog: Open, returned: Returned, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(returned("ana"))
    began = Event()

    def wait(_own: Project, _paths: object, _mapping: object, progress: Reporter) -> None:
        began.set()
        while True:
            progress(0, 1)

    with monkeypatch.context() as slow:
        slow.setattr(Project, "preview", wait)
        dialog.add([returned("ben")])
        assert began.wait(LIMIT)
        qtbot.keyClick(dialog, KEY.Key_Escape)
    dialog.add([returned("cleo")])
    qtbot.waitUntil(lambda: [row[1] for row in rows(dialog)] == ["ana", "cleo"])


def test_a_code_that_was_renamed_is_known_by_its_id(
    open_dialog: Open, project: Project, returned: Returned
) -> None:
    path = returned("ana", 1)
    book = project.codebook()
    renamed = tuple(
        structs.replace(code, name="Framing") if code.id == "frame" else code for code in book.codes
    )
    project.apply(ReplaceCodebook(structs.replace(book, codes=renamed)))
    dialog = open_dialog(path)
    assert dialog.preview is not None
    assert all(match.ours == "frame" for match in dialog.preview.files[0].codebook)
    assert rows(dialog)[0][3] == "1"


def test_escape_brings_nothing_in(
    open_dialog: Open, returned: Returned, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(returned("ana"))
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert dialog.changes is None
    assert len(project.find(Annotation)) == 3


def test_the_session_tells_what_came_from_whom(
    session: Session, returned: Returned, qtbot: QtBot
) -> None:
    paths = [returned("ana"), returned("ben", 1)]

    def enter(dialog: BringInDialog) -> None:
        qtbot.keyClick(dialog.bring, KEY.Key_Return)

    with qtbot.waitSignal(session.told) as heard:
        in_dialog(
            BringInDialog,
            enter,
            lambda: bring_in(None, session, Settings(), paths),
            ready=lambda dialog: dialog.bring.isEnabled(),
        )
    assert heard.args == ["Brought in from ana, ben: 3 new — Ctrl+Z undoes"]


# On the window


@pytest.fixture
def window(project: Project, qtbot: QtBot) -> MainWindow:
    settings = Settings()
    settings.set(CODER, "lea")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def drop(window: MainWindow, paths: list[Path], act: Callable[[BringInDialog], None]) -> None:
    """Drop files on the window, and act in the dialog once it has looked at them."""
    in_dialog(
        BringInDialog,
        act,
        lambda: window.take_files(paths),
        ready=lambda dialog: dialog.preview is not None,
    )


def test_a_dropped_project_opens_when_none_is_open(
    window: MainWindow, returned: Returned, qtbot: QtBot
) -> None:
    path = returned("ana")
    window.take_files([path])
    assert opened(window).session.project.path == path
    window.close_project()


def test_dropped_projects_are_looked_at_when_one_is_open(
    window: MainWindow, returned: Returned, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_path(tmp_path / "study.annotator", ask=False)
    paths = [returned("ana"), returned("ben")]
    drop(window, paths, lambda dialog: qtbot.keyClick(dialog.bring, KEY.Key_Return))
    assert len(project.find(Annotation)) == 7
    window.close_project()


def test_a_single_dropped_project_can_be_opened_instead(
    window: MainWindow, returned: Returned, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_path(tmp_path / "study.annotator", ask=False)
    path = returned("ana")
    drop(
        window,
        [path],
        lambda dialog: qtbot.mouseClick(dialog.opening, Qt.MouseButton.LeftButton),
    )
    assert opened(window).session.project.path == path
    window.close_project()


def test_what_waits_is_counted_by_records_and_told_by_sentences(
    open_dialog: Open, returned: Returned, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = ("86 annotations can't be shown", "76 links can't be shown")
    report = FileReport(
        name="x.annotator", edits=1, articles=2, withheld=sentences, waiting=162, refused=("No",)
    )
    path = returned("ana")
    with monkeypatch.context() as told:
        told.setattr(Project, "preview", lambda *_: MergePreview((report,)))
        dialog = open_dialog(path)
    assert rows(dialog)[0][7] == "1 refused · 162 wait"
    assert dialog.detail.tabs.tabText(2) == "Stays out 163"
    assert dialog.detail.left_out.count() == 3


def test_numbers_stand_to_the_right_whatever_is_said_beside_them(
    open_dialog: Open, returned: Returned
) -> None:
    dialog = open_dialog(returned("ana"))
    for column in range(2, 7):
        item = dialog.table.item(0, column)
        assert item is not None
        assert Qt.AlignmentFlag(item.textAlignment()) & Qt.AlignmentFlag.AlignRight


def test_corrected_articles_are_counted_in_words() -> None:
    def told(corrected: int) -> str:
        file = FileReport(name="x", coders=("ana",), edits=1, corrected=corrected)
        return summary(MergePreview((file,)))

    assert told(1) == "Brought in from ana: 1 article corrected"
    assert told(2) == "Brought in from ana: 2 articles corrected"


def _choice(dialog: BringInDialog) -> QComboBox:
    box = dialog.detail.people.cellWidget(0, 1)
    assert isinstance(box, QComboBox)
    return box


def _choose_another(box: QComboBox) -> None:
    box.setCurrentIndex(box.findText("ana (2), another person"))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize(
    ("choose", "whose"),
    [
        (lambda _box: None, {"ana": 2}),
        (_choose_another, {"ana (2)": 1}),
        (lambda box: box.setEditText("anna"), {"anna": 1}),
    ],
)
def test_two_machines_with_one_handle_are_asked_about(
    open_dialog: Open,
    returned: Returned,
    project: Project,
    session: Session,
    qtbot: QtBot,
    choose: Callable[[QComboBox], object],
    whose: dict[str, int],
) -> None:
    dialog = open_dialog(returned("ana", 1))
    assert rows(dialog)[0][7] == "who is it?"
    assert dialog.detail.tabs.tabText(dialog.detail.tabs.currentIndex()) == "Coders 1"
    box = _choice(dialog)
    assert box.currentText() == "ana, the same person"
    line, before = box.lineEdit(), dialog.preview
    assert line is not None
    choose(box)
    line.editingFinished.emit()
    if "ana" not in whose:  # what comes in depends on who it is, and is looked at anew
        qtbot.waitUntil(lambda: dialog.preview is not before)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    session.refresh_from_disk()
    found = {one.handle: len(project.find(Annotation, coder=one.id)) for one in project.find(Coder)}
    assert {handle: found[handle] for handle in whose} == whose


def test_somebody_unknown_can_come_in_as_a_coder_who_is_there(
    open_dialog: Open, returned: Returned, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(returned("zoe", 2))
    box = _choice(dialog)
    assert box.currentText() == "zoe, a new coder"
    before = dialog.preview
    box.setCurrentIndex(box.findText("ben"))
    box.activated.emit(box.findText("ben"))
    qtbot.waitUntil(lambda: dialog.preview is not before)
    assert _choice(dialog).currentText() == "ben"
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    ben = next(one for one in project.find(Coder) if one.handle == "ben")
    assert len(project.find(Annotation, coder=ben.id)) == 3


def test_notes_to_the_lead_are_listed(
    open_dialog: Open, returned: Returned, project: Project
) -> None:
    path = returned("ben", 0)
    with Project.open(path, "ben") as own:
        own.apply(AddRemark(id="n1", text="Is the caption part?", article="a1"))
        own.apply(AddRemark(id="n2", text="Too narrow", code="frame"))
    dialog = open_dialog(path)
    assert dialog.summary.text() == "2 new notes from ben — nothing is written yet"
    assert rows(dialog)[0][7].endswith("2 notes")
    listed = [dialog.detail.notes.item(row).text() for row in range(2)]
    assert sorted(listed) == [
        "ben on Frame: Too narrow",
        "ben on Title 1: Is the caption part?",
    ]
    tabs = dialog.detail.tabs
    shown = [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)]
    assert shown[-1] == "Notes 2"
    assert project.find(Remark) == []
