"""Files that are dropped begin the sensible thing, or it is said why nothing is begun."""

from pathlib import Path

import pytest
from dropped import drop
from PySide6.QtWidgets import QMessageBox
from user import Key, User

from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.project.new import NewProjectDialog
from annotator.gui.settings.settings import CODER, LAST_FOLDER
from annotator.gui.widgets.basic import PlainLabel
from annotator.resources import resource
from annotator.store.project import Project

BOOK = resource("codebooks", "default.json")


@pytest.fixture(autouse=True)
def known(user: User, tmp_path: Path) -> None:
    user.window.settings.set(CODER, "ana")
    user.window.settings.set(LAST_FOLDER, str(tmp_path))


def test_a_project_on_the_start_page_is_opened(user: User, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.annotator", title="Ours").close()
    drop(user.window.start_page.recent, [tmp_path / "p.annotator"])
    assert user.project.session.project.info().title == "Ours"


def test_articles_on_the_start_page_ask_for_a_project_and_are_imported(
    user: User, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("A story.\n\nIt goes on.", encoding="utf-8")

    def make(dialog: NewProjectDialog) -> None:
        said = [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]
        assert "Then “a.txt” can be looked through and imported." in said
        user.press(Key.Key_Return)

    def take(dialog: ImportDialog) -> None:
        user.qtbot.waitUntil(dialog.import_button.isEnabled)
        user.press(Key.Key_Return)

    def let_go() -> None:
        user.in_dialog(NewProjectDialog, make, lambda: drop(user.window, [tmp_path / "a.txt"]))

    user.in_dialog(ImportDialog, take, let_go)
    user.qtbot.waitUntil(lambda: len(user.project.session.project.articles()) == 1)


def test_a_codebook_on_the_start_page_is_that_of_a_new_project(user: User) -> None:
    def make(dialog: NewProjectDialog) -> None:
        books = dialog.shelf.books
        assert books.currentRow() == books.count() - 1
        user.press(Key.Key_Return)

    user.in_dialog(NewProjectDialog, make, lambda: drop(user.window, [BOOK]))
    assert user.project.session.codebook.code("quote") is not None


def test_a_codebook_on_an_open_project_is_taken_and_can_be_undone(
    user: User, tmp_path: Path
) -> None:
    Project.create(tmp_path / "p.annotator", title="Ours").close()
    user.window.open_path(tmp_path / "p.annotator", ask=False)
    before = user.project.session.codebook.codes
    drop(user.view, [BOOK])
    assert user.project.session.codebook.code("quote") is not None
    user.do("undo")
    assert user.project.session.codebook.codes == before


def test_what_is_good_for_nothing_is_said(user: User, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00")
    told: list[str] = []

    def read(box: QMessageBox) -> None:
        told.append(box.informativeText())
        user.press(Key.Key_Escape)

    user.in_dialog(QMessageBox, read, lambda: drop(user.window, [tmp_path / "a.bin"]))
    assert "“a.bin” is neither a project, nor a codebook, nor articles." in told[0]
    assert ".txt" in told[0]
    assert user.window.project is None
