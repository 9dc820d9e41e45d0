"""The dialog of the coders, by its buttons."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.edits.team import Assign
from annotator.domain.people import Coder
from annotator.domain.teamwork import Assignment
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team import coders
from annotator.gui.team.coders import CodersDialog
from annotator.store.project import Project

Returned = Callable[..., Path]


@pytest.fixture
def dialog(session: Session, project: Project, qtbot: QtBot) -> CodersDialog:
    project.apply(Assign((("a1", "ana"), ("a2", "ana"))))
    made = CodersDialog(session, Settings())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.table.rowCount() == 3)
    return made


def at_hand(dialog: CodersDialog, handle: str) -> None:
    row = next(n for n in range(dialog.table.rowCount()) if dialog.table.texts(n)[0] == handle)
    dialog.table.setCurrentCell(row, 0)


def press(dialog: CodersDialog, button: QPushButton, session: Session, qtbot: QtBot) -> None:
    """Press a button and wait until it is done."""
    assert button.isEnabled()
    with qtbot.waitSignal(session.changed):
        button.click()


def states(dialog: CodersDialog) -> dict[str, str]:
    return {
        dialog.table.texts(n)[0]: dialog.table.texts(n)[4] for n in range(dialog.table.rowCount())
    }


def labels(project: Project, handle: str) -> int:
    coder = next(one for one in project.find(Coder) if one.handle == handle)
    return len(project.find(Annotation, coder=coder.id))


def test_a_coder_is_renamed(
    dialog: CodersDialog, session: Session, project: Project, qtbot: QtBot
) -> None:
    at_hand(dialog, "ana")
    assert not dialog.rename.isEnabled()
    dialog.handle.setText("Ana M")
    dialog.handle.textEdited.emit("Ana M")
    press(dialog, dialog.rename, session, qtbot)
    assert labels(project, "Ana M") == 1
    qtbot.waitUntil(lambda: "Ana M" in states(dialog))


def test_two_are_merged_and_parted_again(
    dialog: CodersDialog, session: Session, project: Project, qtbot: QtBot
) -> None:
    at_hand(dialog, "ben")
    assert not dialog.part.isVisible()
    dialog.other.setCurrentText("ana")
    press(dialog, dialog.merge, session, qtbot)
    assert (labels(project, "ana"), labels(project, "ben")) == (2, 0)
    qtbot.waitUntil(lambda: states(dialog).get("ben") == "merged into ana")
    at_hand(dialog, "ben")
    assert dialog.part.isVisible()
    press(dialog, dialog.part, session, qtbot)
    assert (labels(project, "ana"), labels(project, "ben")) == (1, 1)


def test_what_is_not_done_is_handed_over(
    dialog: CodersDialog, session: Session, project: Project, qtbot: QtBot
) -> None:
    at_hand(dialog, "ben")
    assert not dialog.replace.isEnabled()  # nothing is assigned to him
    at_hand(dialog, "ana")
    dialog.other.setCurrentText("ben")
    press(dialog, dialog.replace, session, qtbot)
    ben = next(one for one in project.find(Coder) if one.handle == "ben")
    assert {one.article for one in project.find(Assignment, coder=ben.id)} == {"a1", "a2"}


def test_a_machine_of_somebody_is_parted_as_another_person(
    dialog: CodersDialog, session: Session, project: Project, qtbot: QtBot, returned: Returned
) -> None:
    project.bring_in([returned("ana", 2)])
    session.refresh_from_disk()
    dialog.read()
    qtbot.waitUntil(lambda: any(dialog.table.texts(n)[3] == "2" for n in range(3)))
    at_hand(dialog, "ana")
    assert dialog.new_handle.text() == "ana (2)"
    dialog.machines.setCurrentIndex(dialog.machines.count() - 1)  # with most edits
    press(dialog, dialog.part_machine, session, qtbot)
    assert (labels(project, "ana"), labels(project, "ana (2)")) == (1, 2)


def test_a_handle_that_can_not_be_is_refused(
    dialog: CodersDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(coders, "show_refusal", lambda *words: said.append(str(words[-1])))
    at_hand(dialog, "ana")
    dialog.handle.setText("gold")
    dialog.handle.textEdited.emit("gold")
    dialog.rename.click()
    qtbot.waitUntil(lambda: bool(said))
    assert "gold" in said[0]
