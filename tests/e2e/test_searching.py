"""Finding words anywhere and labelling them, by keys alone and by mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from user import CONTROL, LEFT, SHIFT, Key, User

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.hits.dialog import OccurrencesDialog, TagHitsDialog
from annotator.gui.hits.model import HitColumn
from annotator.gui.search import SearchPage
from annotator.workflow.searching.hits import SearchPlace

TEXT = "The truce holds, officials say. No truce is a peace, says Ana Berg."
OTHER = "A truce of weeks. The cup is won."


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path) -> Iterator[User]:
    made = User(qtbot).code_article(tmp_path, TEXT)
    other = NewArticle(id="a2", title="Sport", text=OTHER, meta={"language": "en"})
    made.coding.session.apply(ImportRecords(articles=(other,)))
    made.coding.open_article("a1")
    yield made
    made.leave()


def page_of(user: User) -> SearchPage:
    return user.project.page(SearchPage)


def found(user: User) -> bool:
    page = page_of(user)
    return bool(page.model.rowCount()) and not page.finder.under_way


def by_search(user: User) -> list[tuple[str, str]]:
    every = user.coding.session.project.find(Annotation)
    return sorted((one.article, one.text) for one in every if one.origin is Origin.SEARCH)


def test_by_keys_a_passage_is_found_gone_to_and_its_like_are_tagged_and_untagged(
    user: User,
) -> None:
    user.press(Key.Key_F, modifiers=CONTROL | SHIFT)
    user.write("truce")
    user.qtbot.waitUntil(lambda: found(user))
    user.press(Key.Key_Return, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert user.coding.session.article is not None
    assert user.coding.session.article.article.id == "a2"
    assert user.selected_text() == "truce"

    user.press(Key.Key_7, modifiers=Qt.KeyboardModifier.AltModifier)

    def tick_off(dialog: TagHitsDialog) -> None:
        user.press(Key.Key_Home, Key.Key_Down, Key.Key_Space, Key.Key_Return)

    user.in_dialog(TagHitsDialog, tick_off, lambda: user.press(Key.Key_T))
    assert by_search(user) == [("a1", "truce"), ("a2", "truce")]
    user.press(Key.Key_Z, modifiers=CONTROL)
    assert by_search(user) == []


def test_by_keys_a_codes_key_with_shift_tags_every_occurrence_in_article_or_project(
    user: User,
) -> None:
    place = user.view.text.index("truce")
    user.view.set_selection(place, place + len("truce"))

    def here(dialog: OccurrencesDialog) -> None:
        assert dialog.counts.text().startswith("2 of 2 hits ticked, in 1 article")
        user.press(Key.Key_Return)

    user.in_dialog(OccurrencesDialog, here, lambda: user.press(Key.Key_S, modifiers=SHIFT))
    assert by_search(user) == [("a1", "truce"), ("a1", "truce")]
    assert "2 hits of “truce” labelled as Source" in user.say()

    user.view.set_selection(place, place + len("truce"))

    def everywhere(dialog: OccurrencesDialog) -> None:
        user.press(Key.Key_P, modifiers=Qt.KeyboardModifier.AltModifier)
        user.qtbot.waitUntil(lambda: dialog.take.text() == "Tag 3")
        user.press(Key.Key_Return)

    user.in_dialog(OccurrencesDialog, everywhere, lambda: user.press(Key.Key_C, modifiers=SHIFT))
    assert len(by_search(user)) == 5
    user.press(Key.Key_Z, Key.Key_Z, modifiers=CONTROL)
    assert by_search(user) == []


def test_by_mouse_hits_are_found_gone_to_and_tagged(user: User) -> None:
    user.do("search")
    page = page_of(user)
    user.write("truce")
    user.qtbot.waitUntil(lambda: found(user))
    heading = page.table.horizontalHeader()
    x = heading.sectionViewportPosition(3) + 10
    user.qtbot.mouseClick(heading.viewport(), LEFT, pos=heading.rect().topLeft() + _right(x))
    assert [one.article.id for one in page.model.listed()] == ["a1", "a1", "a2"]

    def tick_off(dialog: TagHitsDialog) -> None:
        box = dialog.table.visualRect(dialog.model.index(0, 0)).center()
        user.qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=box)
        user.qtbot.mouseClick(dialog.take, LEFT)

    user.in_dialog(TagHitsDialog, tick_off, lambda: user.click_button(page, "Tag these hits…"))
    assert by_search(user) == [("a1", "truce"), ("a2", "truce")]
    cell = page.table.visualRect(page.model.index(2, 1)).center()
    user.qtbot.mouseClick(page.table.viewport(), LEFT, pos=cell)
    user.qtbot.mouseDClick(page.table.viewport(), LEFT, pos=cell)
    assert user.selected_text() == "truce"


def test_by_keys_the_filters_words_are_counted_and_lit(user: User) -> None:
    user.press(Key.Key_J, modifiers=CONTROL)
    user.write("truce ")
    user.qtbot.waitUntil(lambda: len(user.view.scene.lit) == 2)
    user.press(Key.Key_Escape)
    user.qtbot.waitUntil(lambda: not user.view.scene.lit)


def _right(x: int) -> QPoint:
    return QPoint(x, 8)


def test_the_hits_of_one_article_are_said_to_be_so_and_what_leads_back(user: User) -> None:
    user.press(Key.Key_F, modifiers=CONTROL | SHIFT)
    user.write("truce")
    user.qtbot.waitUntil(lambda: found(user))
    page = page_of(user)
    whole = page.said.text()
    user.press(Key.Key_Return, Key.Key_O)
    assert page.said.text() == "2 of 3 hits, in “An article” alone · O shows all"
    user.press(Key.Key_O)
    assert page.said.text() == whole


def test_columns_that_would_say_the_same_in_each_row_leave_the_words_their_room(user: User) -> None:
    page = page_of(user)
    user.press(Key.Key_F, modifiers=CONTROL | SHIFT)
    user.write("truce")
    user.qtbot.waitUntil(lambda: found(user))
    assert page.table.isColumnHidden(HitColumn.WHAT)
    page.toggle_place(SearchPlace.NOTES)
    assert not page.table.isColumnHidden(HitColumn.WHAT)


def test_tab_goes_from_the_code_over_the_hits_to_the_button(user: User) -> None:
    place = user.view.text.index("truce")
    user.view.set_selection(place, place + len("truce"))

    def walk(dialog: OccurrencesDialog) -> None:
        dialog.code.setFocus()
        passed = [dialog.focusWidget()]
        while passed[-1] is not dialog.take:
            user.press(Key.Key_Tab)
            passed.append(dialog.focusWidget())
            assert len(passed) < 12
        assert passed.index(dialog.case) < passed.index(dialog.table)
        dialog.reject()

    user.in_dialog(OccurrencesDialog, walk, lambda: user.press(Key.Key_S, modifiers=SHIFT))
