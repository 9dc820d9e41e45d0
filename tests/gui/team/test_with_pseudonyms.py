"""Handing out with pseudonyms, and bringing the work back by the key, through the dialogs."""

from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from annotator.analysis.pseudonyms.naming import Pseudonyms
from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.links import PutActor
from annotator.domain.people import Actor
from annotator.gui.pseudonyms.names import NamesDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team import keyed
from annotator.gui.team.handing import HandOutDialog, hand_out
from annotator.store.project import Project

ENTER = Qt.Key.Key_Return


@pytest.fixture
def package(session: Session, project: Project, tmp_path: Path, qtbot: QtBot) -> Path:
    """Hand out to ben with “Words” replaced, as one does it in the window."""
    project.apply(PutActor(Actor(id="w", name="Words", kind="group")))
    dialog = HandOutDialog(session, Settings(), (), tuple(f"a{n}" for n in range(6)))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    dialog.choices.coders.list.tick({"ben"})
    told: list[str] = []

    def choose(names: NamesDialog) -> None:
        names.list.tick({"w"})
        qtbot.keyClick(names.search, ENTER)
        told.append(names.refusal.text())
        qtbot.keyClicks(names.path, str(tmp_path / "key.csv"))
        qtbot.keyClick(names.path, ENTER)

    in_dialog(NamesDialog, choose, dialog.names.button.click)
    assert told == ["Say where the key goes: the work comes back with it."]
    assert dialog.hand_out.isEnabled(), dialog.summary.text()
    with qtbot.waitSignal(dialog.accepted, timeout=15_000):
        qtbot.keyClick(dialog.folder, ENTER)
    (path,) = dialog.written
    return path


def test_work_comes_back_through_the_window(
    session: Session,
    project: Project,
    package: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert b"Words" not in package.read_bytes()
    with Project.open(package, "ben") as theirs:
        theirs.apply(Tag(id="back", article="a1", code="quote", fragments=((0, 12),)))
    answers = [package, tmp_path / "key.csv"]
    monkeypatch.setattr(keyed, "choose_existing", lambda *_: answers.pop(0))
    said: list[str] = []

    def agree(box: QMessageBox) -> None:
        said.append(box.informativeText())
        qtbot.keyClick(box, ENTER)

    dialog = HandOutDialog(session, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(session.told) as heard:
        in_dialog(QMessageBox, agree, lambda: keyed.bring_in_by_key(dialog, session, Settings()))
    assert said == ["1 new label, 0 changed."]
    assert heard.args is not None
    assert heard.args[0].startswith("1 label brought back from study-ben.annotator — ")
    (label,) = [one for one in project.find(Annotation) if one.id == "back"]
    assert label.text == "Words said"


def test_it_is_told_at_once_where_names_may_be_left(
    session: Session, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    project.apply(PutActor(Actor(id="w", name="Words Miller")))
    said: list[str] = []

    def write(dialog: HandOutDialog) -> None:
        dialog.choices.coders.list.tick({"ben"})
        dialog.names.pseudonyms = Pseudonyms(names={"w": "Person 1"})
        dialog.names.key = tmp_path / "key.csv"
        with qtbot.waitSignal(dialog.accepted, timeout=15_000):
            qtbot.keyClick(dialog.folder, ENTER)

    def read(box: QMessageBox) -> None:
        said.append(box.informativeText())
        qtbot.keyClick(box, ENTER)

    def begin() -> None:
        ids = tuple(f"a{n}" for n in range(6))
        in_dialog(HandOutDialog, write, lambda: hand_out(None, session, Settings(), (), ids))

    in_dialog(QMessageBox, read, begin)
    assert "0 names of 0 actors replaced by pseudonyms." in said[0]
    assert "Names may be left in" in said[0]
    assert "“Words” (a given name by itself" in said[0]
