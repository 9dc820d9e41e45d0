"""Handing out, by keys and clicks."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign
from annotator.domain.errors import CancelledError
from annotator.domain.people import Coder
from annotator.domain.study import Round, RoundKind
from annotator.domain.teamwork import Assignment
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team import hand_out
from annotator.gui.team.handing import HandOutDialog
from annotator.store.project import Project

Open = Callable[..., HandOutDialog]
KEY = Qt.Key
ALL = tuple(f"a{n}" for n in range(6))


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Open:
    def open_it(selected: tuple[str, ...] = (), visible: tuple[str, ...] = ALL) -> HandOutDialog:
        dialog = HandOutDialog(session, Settings(), selected, visible)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        return dialog

    return open_it


def press_enter(dialog: HandOutDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget() or dialog, KEY.Key_Return)


def press(widget: object, qtbot: QtBot) -> None:
    qtbot.keyClick(widget, KEY.Key_Space)


def table(dialog: HandOutDialog) -> list[list[str]]:
    return [dialog.table.texts(row) for row in range(dialog.table.rowCount())]


def assigned(project: Project, handle: str) -> set[str]:
    ids = {one.id for one in project.find(Coder) if one.handle == handle}
    return {one.article for one in project.find(Assignment) if one.coder in ids}


def test_enter_hands_all_articles_out_to_all_coders_but_the_lead(
    open_dialog: Open, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    assert [row[0] for row in table(dialog)] == ["ana", "ben"]
    press_enter(dialog, qtbot)
    paths = [tmp_path / "study-ana.annotator", tmp_path / "study-ben.annotator"]
    assert list(dialog.written) == paths
    assert assigned(project, "ana") | assigned(project, "ben") == set(ALL)
    for path, own in zip(paths, ("ana", "ben"), strict=True):
        with Project.open(path) as package:
            assert {row.id for row in package.articles()} == assigned(project, own)


def test_handing_out_is_one_step_to_undo(
    open_dialog: Open, session: Session, project: Project, qtbot: QtBot
) -> None:
    press_enter(open_dialog(), qtbot)
    assert project.undo_label() == "6 articles assigned"
    session.undo()
    assert project.find(Assignment) == []


def test_a_package_holds_nobody_elses_labels(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(("a0", "a1"))
    dialog.choices.per_article.setValue(2)
    press_enter(dialog, qtbot)
    with Project.open(tmp_path / "study-ana.annotator") as package:
        assert [one.id for one in package.find(Annotation)] == ["ana-a0"]


def test_articles_can_be_given_to_everybody(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.choices.common.setFocus()
    qtbot.keyClick(dialog.choices.common, KEY.Key_Up)
    qtbot.keyClick(dialog.choices.common, KEY.Key_Up)
    assert [row[1:4] for row in table(dialog)] == [["4", "2", "0"], ["4", "2", "0"]]
    assert (
        dialog.summary.text() == "6 articles  ·  2 of them with both coders  ·  8 new assignments"
    )


def test_a_share_can_be_given_in_per_cent(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.choices.common_unit.setCurrentIndex(1)
    dialog.choices.common.setValue(50)
    assert [row[2] for row in table(dialog)] == ["3", "3"]


def test_new_coders_are_added_with_commas_and_enter(
    open_dialog: Open, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    adding = dialog.choices.coders.adding
    adding.setFocus()
    qtbot.keyClicks(adding, "cleo, Dan")
    qtbot.keyClick(adding, KEY.Key_Return)
    assert adding.text() == ""
    assert [row[0] for row in table(dialog)] == ["ana", "ben", "cleo", "Dan"]
    press_enter(dialog, qtbot)
    assert {"cleo", "Dan"} <= {one.handle for one in project.find(Coder)}


def test_a_handle_that_can_not_be_is_refused_in_place(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    adding = dialog.choices.coders.adding
    adding.setFocus()
    qtbot.keyClicks(adding, "gold")
    qtbot.keyClick(adding, KEY.Key_Return)
    assert adding.text() == "gold"
    assert dialog.isVisible()
    assert "gold" not in dialog.choices.coders.chosen()


def test_a_refused_handle_in_a_list_does_not_run_into_the_next_one(
    open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    coders = dialog.choices.coders
    coders.adding.setFocus()
    qtbot.keyClicks(coders.adding, "cid, gold, dora,")
    assert coders.adding.text() == "gold, "
    assert {"cid", "dora"} <= set(coders.chosen())
    assert not any("gold" in handle for handle in coders.chosen())


def test_a_coder_can_be_left_out(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    coders = dialog.choices.coders.list
    coders.setCurrentRow(0)
    press(coders, qtbot)
    assert [row[:2] for row in table(dialog)] == [["ben", "6"]]


def test_nothing_can_be_handed_out_to_nobody(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    coders = dialog.choices.coders.list
    for row in range(2):
        coders.setCurrentRow(row)
        press(coders, qtbot)
    assert not dialog.hand_out.isEnabled()
    assert "Tick coders" in dialog.summary.text()


def test_several_selected_articles_are_the_likely_choice(open_dialog: Open) -> None:
    dialog = open_dialog(("a1", "a2"))
    assert dialog.choices.chosen.isChecked()
    assert [row[1] for row in table(dialog)] == ["1", "1"]


def test_a_filtered_list_is_the_likely_choice(open_dialog: Open) -> None:
    dialog = open_dialog((), ("a1", "a2"))
    assert dialog.choices.shown.isChecked()


def test_choosing_a_size_draws_a_sample(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.choices.count.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.choices.count, KEY.Key_Down)
    assert dialog.choices.drawn.isChecked()
    assert "3 articles" in dialog.summary.text()
    before = dialog.choices.wish()
    dialog.choices.seed.setValue(2)
    assert dialog.choices.wish() != before


def test_sending_back_packs_what_each_coder_has(
    open_dialog: Open, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    project.apply(Assign((("a0", "ana"), ("a1", "ana"), ("a1", "ben"))))
    dialog = open_dialog()
    dialog.choices.own.setFocus()
    press(dialog.choices.own, qtbot)
    assert [row[1:4] for row in table(dialog)] == [["2", "1", "2"], ["1", "1", "1"]]
    press_enter(dialog, qtbot)
    assert dialog.changes is not None
    assert dialog.changes.changes == ()
    with Project.open(tmp_path / "study-ana.annotator") as package:
        assert {row.id for row in package.articles()} == {"a0", "a1"}


def test_when_all_is_assigned_sending_back_is_likely(open_dialog: Open, project: Project) -> None:
    project.apply(Assign(tuple((article, "ana") for article in ALL)))
    assert open_dialog().choices.own.isChecked()


def test_decisions_go_along_when_there_are_some(open_dialog: Open, project: Project) -> None:
    assert not open_dialog().choices.reviewed.isChecked()
    project.coder = "lea"
    project.apply(Settle(take=("ana-a0",)))
    assert open_dialog().choices.reviewed.isChecked()


def test_a_file_that_is_there_keeps_its_name_and_content(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "study-ana.annotator").write_text("precious")
    dialog = open_dialog()
    assert [row[4] for row in table(dialog)] == ["study-ana 2.annotator", "study-ben.annotator"]
    press_enter(dialog, qtbot)
    assert (tmp_path / "study-ana.annotator").read_text() == "precious"


def test_when_it_can_not_be_written_nothing_is_assigned(
    open_dialog: Open, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    dialog.folder.setText(str(tmp_path / "gone"))
    said: list[str] = []

    def close_refusal(box: QMessageBox) -> None:
        said.append(box.informativeText())
        box.close()

    in_dialog(QMessageBox, close_refusal, lambda: qtbot.keyClick(dialog.folder, KEY.Key_Return))
    assert "there is no folder" in said[0]
    assert dialog.isVisible()
    assert project.find(Assignment) == []


def test_cancelling_leaves_no_package_and_no_assignment(
    open_dialog: Open,
    project: Project,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut, cancelled = Project.write_package, Event()

    def cut_once(own: Project, path: Path, **rest: Any) -> None:
        if path.name == "study-ben.annotator":
            cancelled.set()
            raise CancelledError
        cut(own, path, **rest)

    monkeypatch.setattr(Project, "write_package", cut_once)
    dialog = open_dialog()
    qtbot.keyClick(dialog.folder, KEY.Key_Return)
    qtbot.waitUntil(lambda: cancelled.is_set() and project.find(Assignment) == [])
    assert list(tmp_path.glob("study-*")) == []
    assert dialog.isVisible()


def test_escape_writes_nothing(open_dialog: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = open_dialog()
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert dialog.changes is None
    assert list(tmp_path.glob("study-*")) == []


def test_the_session_tells_where_the_packages_are(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    def enter(dialog: HandOutDialog) -> None:
        qtbot.keyClick(dialog.folder, KEY.Key_Return)

    with qtbot.waitSignal(session.told) as heard:
        in_dialog(HandOutDialog, enter, lambda: hand_out(None, session, Settings(), (), ALL))
    assert heard.args == [f"2 packages written to {tmp_path}"]


def test_a_sample_from_each_outlet_goes_out_with_its_chances(
    session: Session, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    for n in range(6):
        meta = {"outlet": "dpa" if n == 5 else "AFP"}
        project.apply(EditArticle(article=f"a{n}", meta=meta))
    project.apply(Assign((("a0", "ana"),)))
    dialog = HandOutDialog(session, Settings(), (), ALL)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path))
    choices = dialog.choices
    choices.count.setValue(3)
    choices.by.setCurrentIndex(choices.by.findData("outlet"))
    choices.balanced.setChecked(True)
    choices.most.setValue(2)
    assert [int(row[1]) for row in table(dialog)] == [1, 2] or len(table(dialog)) == 2
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    session.refresh_from_disk()
    chances = {one.id: one.meta.get("probability") for one in project.find(Article)}
    assert chances["a5"] == 1.0
    assert sorted(p for p in chances.values() if p) == [0.4, 0.4, 1.0]
    assert all(len(assigned(project, one)) <= 2 for one in ("ana", "ben"))


def test_constructed_weeks_take_whole_days(
    session: Session, project: Project, qtbot: QtBot
) -> None:
    for n in range(6):
        project.apply(EditArticle(article=f"a{n}", meta={"published": f"2026-03-0{1 + n // 2}"}))
    dialog = HandOutDialog(session, Settings(), (), ALL)
    qtbot.addWidget(dialog)
    dialog.choices.weeks.setValue(2)
    dialog.choices.weeks.setValue(1)
    assert dialog.choices.in_weeks.isChecked()
    assert dialog.summary.text().startswith("6 articles")


def test_practice_is_none_of_all_and_is_not_drawn(
    open_dialog: Open, session: Session, qtbot: QtBot
) -> None:
    session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    session.apply(Include(round="t", articles=("a0", "a1")))
    dialog = open_dialog()
    choices = dialog.choices
    assert choices.all.text() == "&All 4 of the study"
    assert not choices.shown.isVisible()
    choices.drawn.setChecked(True)
    choices.count.setValue(6)
    assert choices.count.value() == 4
    assert dialog.summary.text().startswith("4 articles")
    listed = open_dialog((), ("a0", "a1"))  # as its round lists them
    assert listed.choices.shown.isChecked()
    assert listed.summary.text().startswith("2 articles")
