"""A codebook of a real study: sixty codes below one another, ten questions to the article."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from user import CONTROL, Key, User

from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.codebook import CodePicker
from annotator.gui.coding.text_menu import text_menu
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

AREAS = ("Health", "Economy", "Security", "Climate", "Migration", "Courts")
KEYS = "QSCFTDEILUVYZ"
TEXT = "“We see it coming,” the minister said. Nobody had expected that so soon. " * 40
LINES = 15


def _book() -> Codebook:
    headings = [Code(id=f"area{n}", name=area, group=True) for n, area in enumerate(AREAS)]
    codes = [
        Code(
            id=f"{area.casefold()}{n}",
            name=f"{area}: aspect {n} of the debate, at some length",
            parent=f"area{AREAS.index(area)}",
            key=KEYS[10 * AREAS.index(area) + n : 10 * AREAS.index(area) + n + 1],
        )
        for area in AREAS
        for n in range(10)
    ]
    asked = [Code(id=f"q{n}", name=f"Question {n}", scope=Scope.ARTICLE) for n in range(10)]
    return Codebook(codes=(*headings, *codes, *asked))


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=_book()) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="A long headline " * 8, text=TEXT)
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    user.window.resize(1024, 700)
    QApplication.processEvents()
    user.view.setFocus()
    user.view.set_caret(3)
    return user


def _pick(study: User, words: str) -> CodePicker:
    study.press(Key.Key_Space)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, CodePicker)
    study.qtbot.keyClicks(picker.line, words)
    return picker


def test_the_text_keeps_its_room_and_the_codes_one_row(study: User) -> None:
    view, bar = study.view, study.coding.pane.code_bar
    lines = [one for one in view.places.lines() if one.bottom <= view.viewport().height()]
    assert len(lines) >= LINES
    shown = [button for button in bar.buttons if button.isVisible()]
    assert shown
    assert {button.y() for button in shown} == {0}
    assert bar.more.text().startswith(f"{60 - len(shown)} more")


def test_any_code_is_two_keys_and_a_few_letters_away(study: User) -> None:
    picker = _pick(study, "clim 3")
    assert picker.codes()[0] == "climate3"
    study.qtbot.keyClick(picker.line, Key.Key_Return)
    (made,) = study.annotations
    assert (made.code, made.text) == ("climate3", "“We see it coming,”")
    bar = study.coding.pane.code_bar
    assert "climate3" in [button.code.id for button in bar.buttons if button.isVisible()]
    study.view.set_caret(50)
    picker = _pick(study, "")
    assert picker.codes()[0] == "climate3"
    study.qtbot.keyClick(picker.line, Key.Key_Escape)
    assert len(study.annotations) == 1


def _row(study: User) -> list[str]:
    bar = study.coding.pane.code_bar
    return [button.code.id for button in bar.buttons if button.isVisible()]


def test_codes_of_stray_tags_that_are_undone_were_not_used(study: User) -> None:
    before = _row(study)
    for n in (1, 2, 3):
        picker = _pick(study, f"courts {n}")
        study.qtbot.keyClick(picker.line, Key.Key_Return)
        study.view.setFocus()
    assert "courts3" in _row(study)
    for _ in range(3):
        study.press(Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert not study.annotations
    assert _row(study) == before
    picker = _pick(study, "")
    assert picker.codes()[0] == "health0"
    study.qtbot.keyClick(picker.line, Key.Key_Escape)
    study.do("redo")
    assert "courts1" in _row(study)
    picker = _pick(study, "")
    assert picker.codes()[0] == "courts1"
    study.qtbot.keyClick(picker.line, Key.Key_Escape)


def test_what_an_annotation_is_recoded_to_was_used_and_what_it_was_was_not(study: User) -> None:
    study.press(Key.Key_S)
    study.view.setFocus()
    study.press(Key.Key_R)
    picker = _pick(study, "courts 7")
    study.qtbot.keyClick(picker.line, Key.Key_Return)
    picker = _pick(study, "")
    assert picker.codes()[:2] == ["courts7", "health0"]
    study.qtbot.keyClick(picker.line, Key.Key_Escape)
    study.do("undo")
    picker = _pick(study, "")
    assert picker.codes()[0] == "health1"
    study.qtbot.keyClick(picker.line, Key.Key_Escape)


def test_an_annotation_gets_a_code_without_a_key_by_the_picker(study: User) -> None:
    study.press(Key.Key_Q)
    study.view.setFocus()
    study.press(Key.Key_R)
    picker = _pick(study, "courts 7")
    study.qtbot.keyClick(picker.line, Key.Key_Return)
    assert [one.code for one in study.annotations] == ["courts7"]


def test_the_picker_opens_beside_what_it_is_for(study: User) -> None:
    study.view.set_selection(0, 19)
    place = study.view.place_at_hand()
    picker = _pick(study, "")
    assert not picker.geometry().intersects(place)
    picker.close()


def test_the_menu_of_the_text_has_groups_and_not_sixty_rows(study: User) -> None:
    menu = text_menu(study.window, study.coding, study.window.menu_actions)
    rows = [action for action in menu.actions() if not action.isSeparator()]
    assert len(rows) < 25
    groups = [action.menu() for action in rows if isinstance(action.menu(), QMenu)]
    assert [group.title() for group in groups] == list(AREAS)
    entries = {entry.text(): entry for entry in groups[3].actions()}
    next(one for name, one in entries.items() if "aspect 3" in name).trigger()
    assert [one.code for one in study.annotations] == ["climate3"]
    menu.deleteLater()


def test_answers_to_the_article_take_one_line_and_change_no_width(study: User) -> None:
    widths = [study.coding.articles.width(), study.view.width(), study.coding.beside.width()]
    study.press(Key.Key_F4)
    study.press(Key.Key_1, modifiers=Qt.KeyboardModifier.ControlModifier)
    study.press(Key.Key_Space)
    assert [one.code for one in study.annotations] == ["q0"]
    study.press(Key.Key_Escape)
    study.press(Key.Key_2, modifiers=Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert {one.code for one in study.annotations} == {"q0", "q1"}
    assert widths == [
        study.coding.articles.width(),
        study.view.width(),
        study.coding.beside.width(),
    ]


def test_the_codebook_panel_opens_with_the_keyboard_in_it_and_goes_with_it(study: User) -> None:
    study.press(Key.Key_B, modifiers=CONTROL)
    assert study.coding.codebook.isVisible()
    assert study.coding.codebook.tree.hasFocus()
    study.press(Key.Key_B, modifiers=CONTROL)
    assert study.coding.codebook.isHidden()
    assert study.view.hasFocus()
