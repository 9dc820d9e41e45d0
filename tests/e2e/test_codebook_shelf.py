"""The shelf of codebooks, the formats of codebooks and the guideline book, in the real window."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from user import CONTROL, Key, User

from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.formats.codebooks import any_codebook
from annotator.gui.project.new import NewProjectDialog
from annotator.gui.settings.settings import CODER, LAST_FOLDER
from annotator.gui.shelf.adding import AddCodesDialog
from annotator.store.project import Project
from annotator.workflow.codebooks.shelf import named_codebook

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    book = named_codebook("minimal")
    Project.create(tmp_path / "p.annotator", title="Ours", codebook=book).close()
    user.window.settings.set(CODER, "ana")
    user.window.open_path(tmp_path / "p.annotator", ask=False)
    return user


def codes(user: User) -> list[str]:
    return [code.id for code in user.project.session.codebook.codes]


def to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_a_codebook_is_found_looked_at_and_chosen_by_keys(user: User, tmp_path: Path) -> None:
    user.window.settings.set(LAST_FOLDER, str(tmp_path))
    user.window.settings.set(CODER, "ana")
    seen: list[str] = []

    def choose(dialog: NewProjectDialog) -> None:
        user.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
        assert dialog.shelf.search.hasFocus()
        user.write("persuasion")
        user.press(Key.Key_Tab)
        assert dialog.shelf.books.hasFocus()
        user.press(Key.Key_Tab, Key.Key_Down, Key.Key_Down)
        assert dialog.shelf.preview.codes.hasFocus()
        body = dialog.shelf.preview.area.widget()
        seen.extend(label.text() for label in body.findChildren(type(dialog.problem)))
        user.press(Key.Key_Return)

    user.in_dialog(NewProjectDialog, choose, lambda: user.press(Key.Key_N, modifiers=CONTROL))
    assert "Include" in seen
    assert len(user.project.session.codebook.without_headings()) == 23


def test_a_codebook_is_chosen_by_mouse(user: User, tmp_path: Path) -> None:
    user.window.settings.set(LAST_FOLDER, str(tmp_path))
    user.window.settings.set(CODER, "ana")

    def choose(dialog: NewProjectDialog) -> None:
        books = dialog.shelf.books
        names = [books.item(row).text() for row in range(books.count())]
        item = books.item(names.index("Hero, villain, victim"))
        books.scrollToItem(item)
        place = books.visualItemRect(item).center()
        QTest.mouseClick(books.viewport(), LEFT, pos=place)
        assert dialog.shelf.preview.codes.topLevelItemCount() == 1 + 4
        QTest.mouseClick(dialog.make, LEFT)

    user.in_dialog(NewProjectDialog, choose, lambda: user.press(Key.Key_N, modifiers=CONTROL))
    assert codes(user) == ["hero", "villain", "victim", "moral"]


def test_a_search_that_finds_nothing_makes_nothing(user: User) -> None:
    def search(dialog: NewProjectDialog) -> None:
        dialog.shelf.search.setFocus()
        user.write("no such codebook")
        assert not dialog.make.isEnabled()
        user.press(Key.Key_A, modifiers=CONTROL)
        user.press(Key.Key_Delete)
        assert dialog.make.isEnabled()
        user.press(Key.Key_Escape)

    user.in_dialog(NewProjectDialog, search, lambda: user.press(Key.Key_N, modifiers=CONTROL))


def test_codes_are_added_by_keys_in_one_step_and_taken_back(study: User) -> None:
    before = codes(study)

    def choose(dialog: AddCodesDialog) -> None:
        study.write("news: quotes")
        assert "Quote" in dialog.told.text()
        assert "already" in dialog.told.text()
        study.press(Key.Key_Tab, Key.Key_Tab)
        assert dialog.shelf.preview.codes.hasFocus()
        study.press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down)
        study.press(Key.Key_Space)
        assert "Frame" not in dialog.told.text().replace("Dominant frame", "")
        assert dialog.main.text() == "&Add 5 codes"
        study.press(Key.Key_Return)

    study.in_dialog(AddCodesDialog, choose, lambda: study.do("add_from_shelf"))
    assert codes(study) == [*before, "cue", "genre", "dominant_frame", "tone", "relevant"]
    study.do("undo")
    assert codes(study) == before


def test_codes_are_added_by_mouse(study: User) -> None:
    before = codes(study)

    def choose(dialog: AddCodesDialog) -> None:
        books = dialog.shelf.books
        item = next(
            books.item(row) for row in range(books.count()) if "Hero" in books.item(row).text()
        )
        books.scrollToItem(item)
        QTest.mouseClick(books.viewport(), LEFT, pos=books.visualItemRect(item).center())
        tree = dialog.shelf.preview.codes
        hero = tree.topLevelItem(1)
        assert hero is not None
        place = tree.visualItemRect(hero)
        QTest.mouseClick(tree.viewport(), LEFT, pos=QPoint(place.left() + 10, place.center().y()))
        QTest.mouseClick(dialog.main, LEFT)

    study.in_dialog(AddCodesDialog, choose, lambda: study.do("add_from_shelf"))
    assert codes(study) == [*before, "villain", "victim", "moral"]


def test_where_all_codes_are_there_nothing_can_be_added(study: User) -> None:
    def look(dialog: AddCodesDialog) -> None:
        study.write("minimal")
        assert not dialog.main.isEnabled()
        study.press(Key.Key_Escape)

    study.in_dialog(AddCodesDialog, look, lambda: study.do("add_from_shelf"))


def test_a_codebook_is_saved_as_toml_and_loaded_again(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.toml"
    to(monkeypatch, path)
    study.do("codebook_save")
    whole = study.project.session.codebook
    assert any_codebook(path) == whole
    study.project.session.apply(ReplaceCodebook(named_codebook("blank")))
    study.qtbot.waitUntil(lambda: not study.project.session.waiting.some)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    study.do("codebook_load")
    study.qtbot.waitUntil(lambda: not study.project.session.waiting.some)
    assert study.project.session.codebook.codes == whole.codes


@pytest.mark.parametrize(("key", "written"), [(Key.Key_Return, True), (Key.Key_Escape, False)])
def test_what_a_table_can_not_hold_is_said_before_it_is_written(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: Key, written: bool
) -> None:
    path = tmp_path / "book.csv"
    to(monkeypatch, path)

    def answer(box: QMessageBox) -> None:
        assert not path.exists()
        assert "title" in box.informativeText()
        study.press(key)

    study.in_dialog(QMessageBox, answer, lambda: study.do("codebook_save"))
    assert path.exists() is written


@pytest.mark.parametrize(("name", "begins"), [("b.pdf", b"%PDF-"), ("b.html", b"<!DOCTYPE html>")])
def test_a_guideline_book_is_printed_by_keys(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: bytes
) -> None:
    to(monkeypatch, tmp_path / name)
    study.in_dialog(
        QMessageBox, lambda _: study.press(Key.Key_Return), lambda: study.do("guideline_book")
    )
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert "Guideline book written" in study.say()


def test_a_book_that_is_given_up_is_not_written(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to(monkeypatch, tmp_path / "b.pdf")
    study.in_dialog(
        QMessageBox, lambda _: study.press(Key.Key_Escape), lambda: study.do("guideline_book")
    )
    assert not (tmp_path / "b.pdf").exists()


def test_codes_that_are_refused_stay_chosen_and_it_is_said_why(
    study: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = codes(study)

    def refuse(dialog: AddCodesDialog) -> None:
        monkeypatch.setattr(type(study.coding.session.project), "read_only", "it is a freeze")
        study.press(Key.Key_Return)
        assert dialog.isVisible()
        assert "freeze" in dialog.problem.text()
        study.press(Key.Key_Escape)

    study.in_dialog(AddCodesDialog, refuse, lambda: study.do("add_from_shelf"))
    monkeypatch.undo()
    assert codes(study) == before


def test_a_codebook_is_saved_by_keys_as_what_its_name_ends_in(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = study.project.session.codebook
    to(monkeypatch, tmp_path / "b.toml")
    study.by_palette("save the codebook")
    assert any_codebook(tmp_path / "b.toml") == book
    assert "Codebook saved as b.toml" in study.say()

    to(monkeypatch, tmp_path / "b.schema.json")

    def save(box: QMessageBox) -> None:
        assert "JSON Schema" in box.informativeText()
        study.press(Key.Key_Return)

    study.in_dialog(QMessageBox, save, lambda: study.by_palette("save the codebook"))
    schema = json.loads((tmp_path / "b.schema.json").read_text("utf-8"))
    assert schema["$schema"].endswith("2020-12/schema")
    assert all(one.id in json.dumps(schema) for one in book.codes)
    assert "Codebook saved as b.schema.json" in study.say()


@pytest.mark.parametrize("counts", [False, True])
def test_a_guideline_book_is_written_by_mouse(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: bool
) -> None:
    path, wanted = tmp_path / "b.html", "With &counts" if counts else "&Without counts"
    to(monkeypatch, path)
    study.in_dialog(
        QMessageBox,
        lambda box: study.click_button(box, wanted),
        lambda: study.by_menu("Project", "Codebook", "Guideline book…"),
    )
    page = path.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert all(one.name in page for one in study.project.session.codebook.codes)
    assert (">Annotations<" in page) is counts
    assert "Guideline book written to b.html" in study.say()
