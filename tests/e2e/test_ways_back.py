"""From the window: a damaged project leads to its backups, and a copy never destroys a project."""

from pathlib import Path

import pytest
from dialogs import in_dialog
from msgspec import structs
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from reviewed import without_labels
from user import Key, User, opened

from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.gui.project.backing_up import backup_plan
from annotator.gui.project.restore import RestoreDialog
from annotator.gui.settings.settings import CODER
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason, backups_of
from annotator.store.project import Project


@pytest.fixture
def path(user: User, tmp_path: Path) -> Path:
    user.window.settings.set(CODER, "ana")
    with without_labels(tmp_path) as project:
        return project.path


def answer(box: QMessageBox, word: str) -> None:
    buttons = (one for one in box.buttons() if isinstance(one, QPushButton))
    next(one for one in buttons if word in one.text().replace("&", "")).click()


def test_a_project_that_cannot_be_opened_leads_to_its_backups(
    user: User, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(path) as project:
        back_up(project.path, Reason.WORK, BackupPlan())
    path.write_bytes(b"no project any more")
    out = tmp_path / "then.annotator"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))

    in_dialog(
        RestoreDialog,
        lambda dialog: user.qtbot.keyClick(dialog.table, Key.Key_Return),
        lambda: in_dialog(
            QMessageBox,
            lambda box: answer(box, "Restore a backup"),
            lambda: user.window.open_path(path),
        ),
        ready=lambda dialog: dialog.into_file.isEnabled(),
    )
    assert opened(user.window).session.project.path == out
    assert len(opened(user.window).session.project.articles()) == 2


def test_a_project_without_backups_is_refused_with_a_rescue_alone(user: User, path: Path) -> None:
    path.write_bytes(b"no project any more")

    def look(box: QMessageBox) -> None:
        assert {one.text().replace("&", "") for one in box.buttons()} == {"Rescue…", "Close"}
        box.reject()

    in_dialog(QMessageBox, look, lambda: user.window.open_path(path))


def test_a_copy_is_never_saved_over_a_project(
    user: User, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.annotator"
    Project.create(other).close()
    before = other.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    assert user.window.open_path(path, ask=False)

    def look(box: QMessageBox) -> None:
        said = "other.annotator is a project, which would be lost. Choose another name."
        assert box.informativeText() == said
        box.reject()

    in_dialog(QMessageBox, look, lambda: user.do("copy"))
    assert other.read_bytes() == before


def test_the_window_backs_up_before_a_large_edit_in_it(user: User, path: Path) -> None:
    assert user.window.open_path(path, ask=False)
    session = opened(user.window).session
    assert session.apply(ReplaceCodebook(structs.replace(session.codebook, title="Other")))
    assert user.window.status.waiting.text() == "1 edit waits for a backup that is made first"
    user.qtbot.waitUntil(lambda: not user.window.status.waiting.text())
    assert session.codebook.title == "Other"
    (found,) = backups_of(path, backup_plan(user.window.settings))
    assert found.reason is Reason.BEFORE_BULK
