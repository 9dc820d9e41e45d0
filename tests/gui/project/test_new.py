from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.formats.files.codebook import shipped
from annotator.gui.project import new as module
from annotator.gui.project.new import NewProjectDialog, file_name, new_project
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.store.file.overwriting import free_path
from annotator.store.project import Project
from annotator.workflow.codebooks.shelf import shelf


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> NewProjectDialog:
    settings = Settings()
    settings.set(LAST_FOLDER, str(tmp_path))
    dialog = NewProjectDialog(settings)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def made(dialog: NewProjectDialog) -> Project:
    assert dialog.project is not None
    return dialog.project


def test_a_title_and_enter_make_a_project(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.title, "Ceasefire 2025")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    with made(dialog) as project:
        assert project.path == tmp_path / "Ceasefire 2025.annotator"
        assert project.info().title == "Ceasefire 2025"
        assert project.codebook().code("quote") is not None


def test_escape_makes_nothing(dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.project is None
    assert list(tmp_path.glob("*.annotator")) == []


def test_every_shipped_codebook_can_be_chosen(dialog: NewProjectDialog) -> None:
    books = dialog.shelf.books
    names = [books.item(row).text() for row in range(books.count())]
    assert names == [book.title for book in shelf()]
    assert set(names) == {title for _, title, _, _ in shipped()}


def test_another_codebook_is_chosen_by_arrow_keys(dialog: NewProjectDialog, qtbot: QtBot) -> None:
    names = [book.name for book in shelf()]
    for _ in range(names.index("blank")):
        qtbot.keyClick(dialog.shelf.books, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.shelf.books, Qt.Key.Key_Return)
    with made(dialog) as project:
        assert project.codebook().codes == ()


def test_a_codebook_from_a_file_is_chosen_at_once(
    dialog: NewProjectDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shipped()[-1][3]
    monkeypatch.setattr(module, "choose_existing", lambda *_: path)
    dialog.load.click()
    chosen = dialog.shelf.book()
    assert chosen is not None
    assert chosen.path == path


def test_a_file_that_is_no_codebook_is_refused_in_the_dialog(
    dialog: NewProjectDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    monkeypatch.setattr(module, "choose_existing", lambda *_: path)
    dialog.load.click()
    assert "no codebook" in dialog.problem.text()
    assert dialog.problem.isVisible()


def test_a_file_that_is_there_is_not_touched(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "taken.annotator"
    path.write_text("precious")
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(path))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "already there" in dialog.problem.text()
    assert path.read_text() == "precious"


def test_a_path_that_was_typed_no_longer_follows_the_title(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(tmp_path / "mine"))
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Another")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    with made(dialog) as project:
        assert project.path == tmp_path / "mine.annotator"


def test_without_a_title_there_is_nothing_to_make(dialog: NewProjectDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.title, Qt.Key.Key_Delete)
    assert not dialog.make.isEnabled()


def test_the_function_returns_the_open_project(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings()
    settings.set(LAST_FOLDER, str(tmp_path))

    def press_enter(dialog: NewProjectDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    project = in_dialog(NewProjectDialog, press_enter, lambda: new_project(None, settings))
    assert project is not None
    assert project.articles() == []
    project.close()


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "Study.annotator").touch()
    assert free_path(tmp_path, "Study", ".annotator").name == "Study 2.annotator"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('A/B: "C"?', "A B C"),
        ("../../etc", "etc"),
        ("con", "con_"),
        ("  ", "Untitled"),
        ("naïve 😀", "naïve 😀"),
        ("end. ", "end"),
    ],
)
def test_titles_become_names_that_every_system_allows(title: str, name: str) -> None:
    assert file_name(title) == name
