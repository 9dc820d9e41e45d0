"""Following a folder in the window: what arrives, comes in, and goes out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.gui.following.follower import FolderFollower
from annotator.gui.following.words import state_of
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.bringing import BringInDialog
from annotator.store.project import Project
from annotator.workflow.following.found import FileStanding
from annotator.workflow.following.ties import tie_of

Comes = Callable[..., Path]
Look = Callable[..., None]


def standings(follower: FolderFollower) -> dict[str, str]:
    states = (state_of(one, {}, {}) for one in follower.found)
    own = (one.standing is FileStanding.OWN for one in follower.found)
    named = zip((one.name for one in follower.found), states, own, strict=True)
    return {name: state for name, state, is_own in named if not is_own}


def labels(project: Project) -> set[str]:
    return {one.id for one in project.find(Annotation) if not one.id.endswith("-first")}


def test_what_arrives_is_told_and_comes_in_by_one_key(
    follower: FolderFollower,
    session: Session,
    project: Project,
    folder: Path,
    comes: Comes,
    look: Look,
    qtbot: QtBot,
) -> None:
    told: list[str] = []
    session.told_late.connect(told.append)
    follower.follow(folder, by_itself=False)
    comes("ben")
    look()
    assert told == ["ben brings 2 new — Ctrl+Shift+W brings it in"]
    assert labels(project) == set()
    assert follower.found[0].asks == ()
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(session.changed):
        follower.bring_in_now(window)
    assert labels(project) == {"ben-0", "ben-1"}
    qtbot.waitUntil(lambda: not follower.is_at_work)
    look()
    assert follower.notice == ""
    assert standings(follower) == {"ben.annotator": "nothing new"}


def test_with_the_tick_it_comes_in_by_itself_and_undo_takes_one_s_own_last_act_back(
    follower: FolderFollower,
    session: Session,
    project: Project,
    folder: Path,
    comes: Comes,
    look: Look,
    qtbot: QtBot,
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    follower.follow(folder, by_itself=True)
    session.apply(Tag(id="own", article="a3", code="quote", fragments=((0, 5),)))
    comes("ben")
    look()
    qtbot.waitUntil(lambda: labels(project) == {"own", "ben-0", "ben-1"})
    qtbot.waitUntil(lambda: "Came in from ben: 2 new — History takes it back" in told)
    brought = next(edit for edit in project.latest_edits(9) if edit.kind == "merge")
    before = project.next_undo(1)
    assert before is not None
    assert session.undo_label() == before.label
    session.undo()
    assert labels(project) == {"ben-0", "ben-1"}
    session.redo()
    assert labels(project) == {"own", "ben-0", "ben-1"}
    session.take_back(brought.id)
    assert labels(project) == {"own"}
    look()
    assert labels(project) == {"own"}  # what was taken back does not come again by itself
    assert standings(follower)["ben.annotator"].startswith("waits for you")


def test_undo_takes_nothing_away_that_came_by_itself_when_nothing_of_one_s_own_is_left(
    session: Session, project: Project
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    came = NewArticle(id="came", title="Came", text="It came.")
    session.publish(project.apply(ImportRecords(articles=(came,))), alone=True)
    for _ in range(3):
        session.undo()
    assert project.article_ids() == ["came"]
    assert told[-1] == "Nothing of yours to undo; History takes back what came in"


def test_nothing_comes_in_while_words_are_being_typed(
    follower: FolderFollower,
    session: Session,
    project: Project,
    folder: Path,
    comes: Comes,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    follower.follow(folder, by_itself=True)
    monkeypatch.setattr(type(session.typed), "holds_words", True)
    comes("ben")
    look(3)
    assert labels(project) == set()
    assert standings(follower) == {"ben.annotator": "ready to come in"}


def test_nothing_is_looked_at_while_a_dialog_is_open(
    follower: FolderFollower, folder: Path, comes: Comes, look: Look, qtbot: QtBot
) -> None:
    follower.follow(folder, by_itself=True)
    look()
    comes("ben")
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.open()
    look()
    assert "ben.annotator" not in standings(follower)
    dialog.reject()
    look(1)
    assert standings(follower) == {"ben.annotator": "arriving"}


def test_what_conflicts_is_shown_before_it_comes_in(
    follower: FolderFollower,
    session: Session,
    project: Project,
    folder: Path,
    comes: Comes,
    look: Look,
    qtbot: QtBot,
) -> None:
    path = comes("ben", 1)
    made = folder.parent / "of ben.annotator"
    with Project.open(made, "ben") as own:
        own.apply(EditArticle(article="a3", title="As ben has it"))
    project.apply(EditArticle(article="a3", title="As lea has it"))
    path.write_bytes(made.read_bytes())
    follower.follow(folder, by_itself=True)
    look(3)
    assert labels(project) == set()
    assert standings(follower) == {"ben.annotator": "waits for you: 1 conflict"}

    def take(dialog: BringInDialog) -> None:
        qtbot.waitUntil(lambda: dialog.preview is not None)
        with qtbot.waitSignal(dialog.accepted):
            qtbot.keyClick(dialog.bring, Qt.Key.Key_Return)

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    in_dialog(BringInDialog, take, lambda: follower.bring_in_now(window))
    assert labels(project) == {"ben-0"}
    look()
    assert standings(follower) == {"ben.annotator": "nothing new"}


def test_what_is_torn_does_no_harm_and_comes_in_once_it_is_whole(
    follower: FolderFollower,
    project: Project,
    folder: Path,
    comes: Comes,
    look: Look,
    qtbot: QtBot,
) -> None:
    path = comes("ben")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    follower.follow(folder, by_itself=True)
    look()
    assert standings(follower) == {"ben.annotator": "torn: a part has not come"}
    path.write_bytes(whole)
    look(3)
    qtbot.waitUntil(lambda: labels(project) == {"ben-0", "ben-1"})


def test_one_s_own_work_is_sent_and_a_folder_that_is_away_is_said_quietly(
    follower: FolderFollower,
    session: Session,
    project: Project,
    folder: Path,
    look: Look,
) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    follower.follow(folder, by_itself=True)
    away = folder.rename(folder.with_name("away"))
    session.apply(Tag(id="mine", article="a0", code="quote", fragments=((0, 5),)))
    look(sends=True)
    assert "can’t be read" in follower.trouble
    assert follower.notice == "The folder shared can't be used now"
    assert refused == []
    away.rename(folder)
    look(sends=True)
    assert (follower.trouble, follower.notice) == ("", "")
    (sent,) = folder.glob("*.annotator")
    with sqlite3.connect(f"file:{sent}?immutable=1", uri=True) as database:
        assert ("mine",) in database.execute("SELECT id FROM annotation").fetchall()
    database.close()
    assert list(folder.iterdir()) == [sent]


def test_what_was_not_sent_yet_is_sent_at_closing(
    follower: FolderFollower, session: Session, folder: Path, look: Look
) -> None:
    follower.follow(folder, by_itself=True)
    look(1)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    session.apply(Tag(id="mine", article="a0", code="quote", fragments=((0, 5),)))
    follower.close()
    assert {one.name: one.read_bytes() for one in folder.iterdir()} != before


def test_a_project_follows_its_folder_again_and_rests_while_somebody_else_codes(
    follower: FolderFollower, session: Session, folder: Path, comes: Comes, look: Look
) -> None:
    follower.follow(folder, by_itself=False)
    look(1)
    again = FolderFollower(session, Settings(), session)
    again.go_on()
    assert again.tie == follower.tie == tie_of(session.project.path)
    again.close()
    session.coder = "mia"
    comes("ben")
    look()
    assert "ben.annotator" not in standings(follower)
    assert follower.other_coder == "lea"
    follower.stop_following()
    assert tie_of(session.project.path) is None


def test_a_project_does_not_follow_the_folder_in_which_it_lies(
    follower: FolderFollower, project: Project
) -> None:
    with pytest.raises(UserError, match="lies in the folder"):
        follower.follow(project.path.parent, by_itself=True)
    assert follower.tie is None
