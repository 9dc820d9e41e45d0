"""What is said of a session of the project whose program ended badly, against its file."""

import json
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from reviewed import without_labels
from user import User

from annotator.domain.edits.codebook import SetProjectTitle
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

NOT_MISSING = "nothing that was saved is missing"
LACKS = "what it had saved last is not in this file"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        return project.path


def left_by_a_killed_program(path: Path, edit: str) -> None:
    """Leave the mark of a program that holds no lock on it any more."""
    said = {"coder": "ana", "machine": "desk", "since": "2026-05-01T10:00:00Z", "edit": edit}
    path.with_name(f".{path.name}.0123.open").write_text(json.dumps(said))


def said_at_the_start(qtbot: QtBot, path: Path) -> str:
    user = User(qtbot)
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path)
    said = user.say()
    user.window.close_project()
    return said


def test_nothing_is_missing_where_the_last_edit_that_was_noted_is_there(
    path: Path, qtbot: QtBot
) -> None:
    with Project.open(path, "ana") as project:
        left_by_a_killed_program(path, project.apply(SetProjectTitle("One")).edit)
    said = said_at_the_start(qtbot, path)
    assert "ended badly" in said
    assert NOT_MISSING in said


def test_an_older_file_that_was_copied_back_is_told_to_lack_what_was_saved(
    path: Path, qtbot: QtBot
) -> None:
    older = shutil.copyfile(path, path.with_name("older"))
    with Project.open(path, "ana") as project:
        left_by_a_killed_program(path, project.apply(SetProjectTitle("One")).edit)
    older.replace(path)
    said = said_at_the_start(qtbot, path)
    assert LACKS in said
    assert NOT_MISSING not in said


def test_where_nothing_was_noted_nothing_is_claimed(path: Path, qtbot: QtBot) -> None:
    left_by_a_killed_program(path, "")
    said = said_at_the_start(qtbot, path)
    assert "ended badly" in said
    assert NOT_MISSING not in said
    assert LACKS not in said


def test_what_is_saved_is_noted_beside_the_project(path: Path, qtbot: QtBot) -> None:
    user = User(qtbot)
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, ask=False)
    done = user.project.session.apply(SetProjectTitle("One"))
    assert done is not None

    def noted() -> bool:
        (mark,) = path.parent.glob(f".{path.name}.*.open")
        return json.loads(mark.read_text())["edit"] == done.edit

    qtbot.waitUntil(noted)
