"""The dialog of backups: what it lists, how one goes back, and what it does not give away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import RemoveArticles, SetStatus
from annotator.domain.people import coder_id
from annotator.gui.project.bringing_back import BringBackDialog
from annotator.gui.project.restore import RestoreDialog, restore_backup
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.project import Project

KEY = Qt.Key


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ben"
        fill(project)
        project.coder = "ana"
        project.apply(Tag(id="own", article="a", code="quote", fragments=((0, 5),)))
        project.apply(SetStatus("a", WorkStatus.DONE))
        back_up(project.path, Reason.BEFORE_MERGE, BackupPlan())
        yield Session(project)


def shown(
    qtbot: QtBot, path: Path, session: Session | None, settings: Settings | None = None
) -> RestoreDialog:
    dialog = RestoreDialog(settings or Settings(), path, session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._list is not None)
    return dialog


def compared(qtbot: QtBot, dialog: RestoreDialog) -> str:
    qtbot.waitUntil(lambda: dialog.difference is not None)
    return dialog.detail.text


def test_each_backup_says_what_it_holds_and_what_differs(session: Session, qtbot: QtBot) -> None:
    session.apply(Delete(("own",)))
    dialog = shown(qtbot, session.project.path, session)
    made, *rest = dialog.table.texts(0)
    assert made.startswith("today, ")
    assert rest[:-1] == ["1", "3", "ana, ben", "before bringing in"]
    assert compared(qtbot, dialog) == "1 article differs from today.\nLabels: ana 1, now 0."
    assert dialog.detail.table.texts(0) == [
        "Mayor waits",
        "changed since: 1 annotation deleted",
    ]
    assert dialog.bring.isEnabled()


def test_nothing_to_bring_back_when_nothing_differs(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, session.project.path, session)
    assert compared(qtbot, dialog) == "Nothing differs from today that you may see."
    assert not dialog.bring.isEnabled()
    assert dialog.into_file.isEnabled()


def test_labels_that_may_not_be_seen_are_not_counted(session: Session, qtbot: QtBot) -> None:
    session.apply(SetStatus("a", WorkStatus.IN_PROGRESS))
    with session.project.sibling() as other:
        other.coder = "ben"
        other.apply(Delete(("q", "s")))
    session.refresh_from_disk()
    dialog = shown(qtbot, session.project.path, session)
    assert dialog.table.texts(0)[2] == "1"
    words = compared(qtbot, dialog)
    assert "ben" not in words
    assert "deleted" not in dialog.detail.table.texts(0)[1]


def test_without_backups_it_says_when_there_will_be_one(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "new.annotator"
    with Project.create(path) as project:
        dialog = shown(qtbot, path, Session(project))
        assert dialog.detail.text.startswith("There is no backup of new.annotator yet.")
        assert not dialog.into_file.isEnabled()


def test_a_backup_is_restored_into_a_new_file(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "then.annotator"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))

    def act(dialog: RestoreDialog) -> None:
        compared(qtbot, dialog)
        qtbot.keyClick(dialog.table, KEY.Key_Return)
        qtbot.waitUntil(lambda: dialog.restored is not None)

    found = in_dialog(
        RestoreDialog,
        act,
        lambda: restore_backup_alone(session),
        ready=lambda dialog: dialog._list is not None,
    )
    assert found == out
    with Project.open(out) as then:
        assert then.get(Annotation, "own") is not None


def restore_backup_alone(session: Session) -> Path | None:
    parent = QWidget()
    try:
        return restore_backup(parent, Settings(), session.project.path, session)
    finally:
        parent.deleteLater()


def test_a_damaged_project_still_shows_its_backups(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings()
    settings.set(CODER, "ana")
    session.project.close()
    session.project.path.write_bytes(b"no project any more")
    dialog = shown(qtbot, session.project.path, None, settings)
    assert dialog.table.texts(0)[1:3] == ["1", "3"]
    assert dialog.detail.text.startswith("What differs can't be told. p.annotator is no Media")
    assert dialog.into_file.isEnabled()
    assert not dialog.bring.isVisible()


def test_ticked_articles_come_back_by_the_keyboard(session: Session, qtbot: QtBot) -> None:
    session.apply(RemoveArticles(("a",)))
    dialog = shown(qtbot, session.project.path, session)
    compared(qtbot, dialog)

    def act(choosing: BringBackDialog) -> None:
        assert choosing.told.text() == "Tick the articles that are to be as they were."
        qtbot.keyClick(choosing.list, KEY.Key_Space)
        qtbot.waitUntil(choosing.bring.isEnabled)
        mine = "1 article, 1 status, 1 annotation come back. It is one step to undo."
        assert choosing.told.text() == mine
        choosing.everybody.setChecked(True)
        qtbot.waitUntil(choosing.bring.isEnabled)
        assert choosing.told.text().startswith("1 article, 2 statuses, 3 annotations, 2 links come")
        qtbot.keyClick(choosing.list, KEY.Key_Return)

    in_dialog(BringBackDialog, act, dialog.bring.click)
    qtbot.waitUntil(lambda: dialog.changes is not None)
    changes = dialog.changes
    assert changes is not None
    session.publish(changes)
    assert {one.coder for one in session.project.find(Annotation)} == {
        coder_id("ana"),
        coder_id("ben"),
    }
    assert session.project.undo_label() == "1 article brought back"
    session.undo()
    assert session.project.articles() == []
