"""Whose names leave as pseudonyms: ticked, filtered, told, and never remembered."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.pseudonyms.names import NamesDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Open = Callable[[], ExportDialog]
ACTORS = (
    Actor(id="p", name="Dmitry Peskov", aliases=("the spokesman",)),
    Actor(id="l", name="Ann Lee"),
    Actor(id="a", name="AFP", kind="organisation"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("study") / "study.annotator"
    with Project.create(path, codebook=Codebook(codes=(Code(id="q", name="Q"),))) as project:
        article = NewArticle(id="a0", title="T", text="Peskov told AFP so.")
        project.apply(ImportRecords(articles=(article,), records=ACTORS))
        project.coder = "ana"
        project.apply(Tag(id="x", article="a0", code="q", fragments=((0, 6),)))
        yield project


@pytest.fixture
def dialog(project: Project, qapp: object, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(Session(project), Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    return dialog


def ask(dialog: ExportDialog, act: Callable[[NamesDialog], object]) -> None:
    in_dialog(NamesDialog, act, dialog.choices.names.button.click)


def shown(names: NamesDialog) -> list[str]:
    return [item.text() for item in names.list.items_() if not item.isHidden()]


def tick_persons(names: NamesDialog, qtbot: QtBot) -> None:
    names.kind.setCurrentIndex(names.kind.findData("person"))
    next(b for b in names.findChildren(type(names.use)) if "Tick all" in b.text()).click()
    qtbot.keyClick(names.search, Qt.Key.Key_Return)


def test_actors_are_filtered_by_name_alias_and_kind(dialog: ExportDialog, qtbot: QtBot) -> None:
    seen: list[list[str]] = []

    def look(names: NamesDialog) -> None:
        seen.append(shown(names))
        qtbot.keyClicks(names.search, "spokes")
        seen.append(shown(names))
        names.search.clear()
        names.kind.setCurrentIndex(names.kind.findData("organisation"))
        seen.append(shown(names))
        names.reject()

    ask(dialog, look)
    assert seen == [["AFP", "Ann Lee", "Dmitry Peskov"], ["Dmitry Peskov"], ["AFP"]]
    assert dialog.choices.selection().pseudonyms is None


def test_what_is_ticked_is_replaced_and_the_key_lies_apart(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    counts: list[str] = []

    def choose(names: NamesDialog) -> None:
        qtbot.keyClicks(names.path, str(tmp_path / "key"))
        names.list.tick({"p", "l"})
        counts.append(names.count.text())
        tick_persons(names, qtbot)

    ask(dialog, choose)
    assert counts == ["2 of 3 actors"]
    assert dialog.choices.names.told.text() == "of 2 actors"
    qtbot.waitUntil(lambda: "1 name of 1 actor replaced" in dialog.preview.losses.text())
    dialog.path.setText(str(tmp_path / "out.csv"))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["text"].startswith("Person ")
    assert "Dmitry Peskov" in (tmp_path / "key.csv").read_text(encoding="utf-8")


def test_nothing_of_it_is_remembered(dialog: ExportDialog, project: Project, qtbot: QtBot) -> None:
    ask(dialog, lambda names: tick_persons(names, qtbot))
    assert dialog.choices.selection().pseudonyms is not None
    again = ExportDialog(Session(project), Settings())
    qtbot.addWidget(again)
    assert again.choices.selection().pseudonyms is None
    assert again.choices.names.key is None


def test_a_key_in_what_is_handed_on_is_refused(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    def choose(names: NamesDialog) -> None:
        names.path.setText(str(tmp_path / "out.csv"))
        tick_persons(names, qtbot)

    ask(dialog, choose)
    dialog.path.setText(str(tmp_path / "out.csv"))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert "handed on" in dialog.refusal.text()
    assert not (tmp_path / "out.csv").exists()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)


def test_none_ticked_replaces_none(dialog: ExportDialog, qtbot: QtBot) -> None:
    ask(dialog, lambda names: tick_persons(names, qtbot))

    def untick(names: NamesDialog) -> None:
        names.list.tick(())
        assert names.use.text() == "&Replace none"
        qtbot.keyClick(names.search, Qt.Key.Key_Return)

    ask(dialog, untick)
    assert dialog.choices.selection().pseudonyms is None
    assert dialog.choices.names.told.text() == ""
