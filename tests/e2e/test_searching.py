"""Finding words anywhere and labelling them, by keys alone and by mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from picking import pick
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from user import CONTROL, LEFT, SHIFT, Key, User

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.gui.articles.model import BELOW_ROLE
from annotator.gui.hits.dialog import OccurrencesDialog, TagHitsDialog
from annotator.gui.hits.model import HitColumn
from annotator.gui.search import SearchPage
from annotator.gui.widgets.basic import PlainLabel
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


def to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


def with_a_note_and_an_actor(user: User) -> None:
    session = user.coding.session
    session.apply(Tag(id="q", article="a1", code="quote", fragments=((0, 9),)))
    session.apply(SetNote("q", "Which truce?"))
    session.apply(PutActor(Actor(id="t", name="Truce Commission")))


def where(page: SearchPage) -> list[str]:
    return sorted(one.place.value for one in page.model.listed())


def test_by_keys_notes_actors_and_annotations_are_found_and_hits_go_to_a_table(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_note_and_an_actor(user)
    to(monkeypatch, tmp_path / "hits.csv")
    user.press(Key.Key_F, modifiers=CONTROL | SHIFT)
    page = page_of(user)
    user.write("truce")
    user.press(Key.Key_Return)
    user.qtbot.waitUntil(lambda: found(user) and page.table.hasFocus())
    user.press(Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1)
    user.qtbot.waitUntil(lambda: found(user) and where(page) == ["actors", "labels", "notes"])
    with user.qtbot.waitSignal(user.coding.session.told):
        user.press(Key.Key_X)
    assert (tmp_path / "hits.csv").exists()
    user.press(Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_R, Key.Key_C, Key.Key_Slash)
    user.write("A tr.ce")
    user.press(Key.Key_Return)
    user.qtbot.waitUntil(
        lambda: found(user) and [one.hit for one in page.model.hits] == ["A truce"]
    )


def test_by_mouse_places_and_switches_are_clicked_and_an_articles_hits_go_to_a_table(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_note_and_an_actor(user)
    to(monkeypatch, tmp_path / "hits.csv")
    user.do("search")
    page = page_of(user)
    user.write("Truce")
    for name in ("Notes", "Actors", "Annotations", "Match case", "Regular expression"):
        user.click_button(page.bar, name)
    user.qtbot.waitUntil(lambda: found(user) and where(page) == ["actors"])
    for name in ("Match case", "Actors", "Annotations", "Notes"):
        user.click_button(page.bar, name)
    user.qtbot.waitUntil(lambda: found(user) and len(page.model.hits) == 3)
    counts = page.articles
    QApplication.processEvents()
    row = next(n for n, (one, _) in enumerate(page.counts.rows) if one.id == "a2")
    place = counts.visualRect(page.counts.index(row, 0)).center()
    user.qtbot.mouseClick(counts.viewport(), LEFT, pos=place)
    assert [one.article.id for one in page.model.listed()] == ["a2"]
    user.click_button(page, "Export…")
    user.qtbot.waitUntil((tmp_path / "hits.csv").exists)


def test_by_mouse_every_occurrence_of_the_selected_words_is_tagged(user: User) -> None:
    user.drag_over("truce")

    def everywhere(dialog: OccurrencesDialog) -> None:
        pick(dialog.code, "Cue")
        user.click_button(dialog, "In the whole &project")
        user.qtbot.waitUntil(lambda: dialog.take.text() == "Tag 3")
        user.qtbot.mouseClick(dialog.take, LEFT)

    user.in_dialog(OccurrencesDialog, everywhere, lambda: user.do("tag_everywhere"))
    made = user.coding.session.project.find(Annotation, code="cue")
    assert sorted(one.article for one in made) == ["a1", "a1", "a2"]


def test_by_mouse_the_filters_hits_are_counted_in_the_list_and_lit_in_the_text(user: User) -> None:
    panel = user.coding.articles
    user.qtbot.mouseClick(panel.filter, LEFT)
    user.write("truce ")

    def below(row: int) -> list[str]:
        return (panel.table.model().index(row, 0).data(BELOW_ROLE) or [])[:1]

    user.qtbot.waitUntil(lambda: [below(0), below(1)] == [["2 hits"], ["1 hit"]])
    place = QPoint(20, panel.table.rowViewportPosition(1) + 5)
    user.qtbot.mouseClick(panel.table.viewport(), LEFT, pos=place)
    article = user.coding.session.article
    assert article is not None
    assert article.article.id == "a2"
    user.qtbot.waitUntil(lambda: len(user.view.scene.lit) == 1)


def test_counts_of_the_filter_follow_a_corrected_text(user: User) -> None:
    panel = user.coding.articles
    user.press(Key.Key_J, modifiers=CONTROL)
    user.write("truce ")

    def below(row: int) -> list[str]:
        return (panel.table.model().index(row, 0).data(BELOW_ROLE) or [])[:1]

    user.qtbot.waitUntil(lambda: below(0) == ["2 hits"])
    user.coding.session.apply(CorrectText("a1", f"{TEXT} A truce."))
    user.qtbot.waitUntil(lambda: below(0) == ["3 hits"])
    user.qtbot.waitUntil(lambda: len(user.view.scene.lit) == 3)


def test_by_keys_an_unknown_condition_of_the_list_is_refused_with_the_known_ones(
    user: User,
) -> None:
    user.press(Key.Key_J, modifiers=CONTROL)
    user.write("foo:bar")
    user.press(Key.Key_Return)
    panel = user.coding.articles
    said = [one.text() for one in panel.findChildren(PlainLabel) if one.isVisible()]
    assert any("“foo:” is no condition" in one for one in said)
    assert any("outlet:" in one for one in said)
    user.focus().selectAll()  # type: ignore[attr-defined]
    user.press(Key.Key_Delete)
    user.qtbot.waitUntil(lambda: len(panel.visible_ids()) == 2)


def test_by_mouse_an_unknown_condition_of_the_list_is_refused_with_the_known_ones(
    user: User,
) -> None:
    panel = user.coding.articles
    user.qtbot.mouseClick(panel.filter, LEFT)
    user.write("foo:bar ")

    def said() -> str:
        return "\n".join(one.text() for one in panel.findChildren(PlainLabel) if one.isVisible())

    user.qtbot.waitUntil(lambda: "“foo:” is no condition" in said())
    assert "outlet:" in said()
    assert panel.visible_ids() == []
    user.click_button(panel.filter, "Clear")
    user.qtbot.waitUntil(lambda: len(panel.visible_ids()) == 2)
    assert "no condition" not in said()
