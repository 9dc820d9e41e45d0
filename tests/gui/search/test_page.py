"""The page of the search, as somebody uses it."""

import csv
from collections.abc import Iterator
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from six_articles import six_articles

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.codebook import AskedUnit, Code
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.gui.hits import model
from annotator.gui.hits.dialog import TagHitsDialog
from annotator.gui.hits.model import HitColumn
from annotator.gui.search import SearchPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.searching.hits import HitSort, SearchPlace, in_order

Key = Qt.Key


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with six_articles(tmp_path) as made:
        yield made


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> SearchPage:
    made = SearchPage(Session(project), Settings())
    made.session.setParent(made)
    qtbot.addWidget(made)
    made.resize(1100, 520)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter()
    return made


def look(page: SearchPage, qtbot: QtBot, words: str) -> None:
    page.bar.want(words)
    qtbot.waitUntil(lambda: not page.finder.under_way)


def hits(page: SearchPage) -> list[tuple[str, str]]:
    return [(one.article.id, one.hit) for one in page.model.listed()]


def test_words_are_found_as_one_types_and_enter_goes_on_to_the_hits(
    page: SearchPage, qtbot: QtBot
) -> None:
    assert page.focusWidget() is page.bar.words
    qtbot.keyClicks(page.bar.words, "port")
    qtbot.waitUntil(lambda: hits(page) == [("a2", "Port")])
    qtbot.keyClick(page.bar.words, Key.Key_Return)
    assert page.focusWidget() is page.table
    qtbot.waitUntil(lambda: page.said.text() == "1 hit in 1 article")
    assert page.counts.rows[0][1] == 1


def test_many_hits_are_sorted_off_the_windows_thread_and_the_row_at_hand_stays(
    page: SearchPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(page, qtbot, "text something")
    monkeypatch.setattr(model, "AT_ONCE", 1)
    threads: list[bool] = []

    def told(*given: Any, **named: Any) -> list[int]:
        threads.append(current_thread() is main_thread())
        return in_order(*given, **named)

    monkeypatch.setattr(model, "in_order", told)
    page.table.make_current(3)
    one = page.table.hit()
    for by in (HitSort.LEFT, HitSort.ARTICLE):
        page.sort_by(by)
        qtbot.waitUntil(lambda: not page.model.is_sorting)
        assert page.table.hit() == one
    titles = [one.article.title.casefold() for one in page.model.listed()]
    assert titles == sorted(titles, key=str.casefold)
    assert threads == [False, False]


def test_hits_are_sorted_shown_for_one_article_and_gone_to(page: SearchPage, qtbot: QtBot) -> None:
    look(page, qtbot, "text something")
    assert len(hits(page)) == 12
    page.sort_by(HitSort.ARTICLE)
    titles = [one.article.title.casefold() for one in page.model.listed()]
    assert titles == sorted(titles, key=str.casefold)
    page.turn_order()
    assert page.model.headerData(HitColumn.ARTICLE, Qt.Orientation.Horizontal) == "Article ▾"
    page.only_here()
    assert len(hits(page)) == 2
    page.only_here()
    assert len(hits(page)) == 12
    wanted: list[tuple[str, int, int, str]] = []

    def go(article: str, start: int, end: int, annotation: str) -> None:
        wanted.append((article, start, end, annotation))

    page.passage_wanted.connect(go)
    page.table.make_current(0)
    here = page.table.hit()
    assert here is not None
    qtbot.keyClick(page.table, Key.Key_Return)
    assert wanted == [(here.article.id, here.start, here.end, "")]


def test_what_is_wrong_with_the_words_or_the_filter_is_said_beside_them(
    page: SearchPage, qtbot: QtBot
) -> None:
    page.bar.regex.setChecked(True)
    page.bar.want("(")
    assert "no regular expression" in page.said.text()
    page.bar.regex.setChecked(False)
    page.bar.want("text")
    page.bar.within.setText("foo:x")
    page.bar.within.run_now()
    assert "“foo:” is no condition" in page.said.text()
    page.bar.within.setText("outlet:afp")
    page.bar.within.run_now()
    look(page, qtbot, "text")
    assert {one for one, _ in hits(page)} == {"a1", "a5"}


def test_labels_of_a_colleague_are_not_found_by_who_may_not_see_them(
    page: SearchPage, qtbot: QtBot
) -> None:
    for place, box in page.bar.places.items():
        box.setChecked(place is SearchPlace.LABELS)
    look(page, qtbot, "the text")
    assert "t0" not in [one.annotation for one in page.model.hits]
    look(page, qtbot, "text")
    assert [one.annotation for one in page.model.hits] == ["t1", "t2"]
    page.session.project.coder = "ana"
    for place, box in page.bar.places.items():
        box.setChecked(place is SearchPlace.NOTES)
    page.session.apply(SetNote("t1", "A text that matters"))
    qtbot.waitUntil(lambda: [one.annotation for one in page.model.hits] == ["t1"])


def test_listed_hits_are_written_as_a_table(
    page: SearchPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(page, qtbot, "something")
    chosen = str(tmp_path / "hits.csv")
    # Qt's own dialog looks through folders on a thread of its own, and may not be ready for long.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (chosen, ""))
    with qtbot.waitSignal(page.session.told):
        page.export_hits()
    with (tmp_path / "hits.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["hit"] for row in csv.DictReader(file)] == ["something"] * 6


def test_ticked_hits_are_tagged_in_one_step_and_what_is_there_already_is_left_out(
    page: SearchPage, qtbot: QtBot, project: Project
) -> None:
    look(page, qtbot, "text")

    def tick_off(dialog: TagHitsDialog) -> None:
        assert "2 left out: you have this code there already" in dialog.counts.text()
        assert len(project.find(Annotation)) == 3
        dialog.table.make_current(0)
        qtbot.keyClick(dialog.table, Key.Key_Space)
        assert dialog.counts.text().startswith("3 of 6 hits ticked, in 3 articles")
        assert dialog.take.text() == "Tag 3"
        qtbot.keyClick(dialog.table, Key.Key_Return)

    in_dialog(TagHitsDialog, tick_off, page.tag_hits)
    made = [one for one in project.find(Annotation) if one.origin is Origin.SEARCH]
    assert sorted(one.article for one in made) == ["a3", "a4", "a5"]
    assert {one.text for one in made} == {"text"}
    assert project.undo_label() == "3 hits of “text” labelled as Quote"
    page.session.undo()
    assert len(project.find(Annotation)) == 3


def test_a_ticks_all_or_none_and_none_can_t_be_tagged(page: SearchPage, qtbot: QtBot) -> None:
    look(page, qtbot, "something")

    def none(dialog: TagHitsDialog) -> None:
        qtbot.keyClick(dialog.table, Key.Key_A)
        assert not dialog.take.isEnabled()
        qtbot.keyClick(dialog.table, Key.Key_A)
        assert dialog.take.text() == "Tag 6"
        rect = dialog.table.visualRect(dialog.model.index(1, 0))
        qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert dialog.take.text() == "Tag 5"
        dialog.reject()

    in_dialog(TagHitsDialog, none, page.tag_hits)
    assert page.session.project.undo_label() != "5 hits of “something” labelled as Quote"


def test_codes_that_ask_of_units_are_not_offered_for_hits(
    page: SearchPage, qtbot: QtBot, project: Project
) -> None:
    project.apply(PutCode(Code(id="topic", name="Topic", unit=AskedUnit.PARAGRAPH, position=-1)))
    look(page, qtbot, "something")

    def offered(dialog: TagHitsDialog) -> None:
        assert dialog.code.findText("Topic") < 0
        assert dialog.code.findText("Quote") >= 0
        dialog.reject()

    in_dialog(TagHitsDialog, offered, page.tag_hits)


def test_many_hits_come_in_pieces_and_many_are_tagged(
    page: SearchPage, qtbot: QtBot, project: Project
) -> None:
    more = tuple(
        NewArticle(id=f"m{n}", title=f"More {n}", text="alpha beta alpha") for n in range(300)
    )
    project.apply(ImportRecords(articles=more))
    look(page, qtbot, "alpha")
    assert page.said.text() == "600 hits in 300 articles"

    def accept(dialog: TagHitsDialog) -> None:
        qtbot.waitUntil(dialog.take.isEnabled)
        assert dialog.take.text() == "Tag 600"
        dialog.accept()

    in_dialog(TagHitsDialog, accept, page.tag_hits)
    qtbot.waitUntil(lambda: project.undo_label() == "600 hits of “alpha” labelled as Quote")


def in_labels(page: SearchPage, qtbot: QtBot, words: str) -> None:
    page.bar.places[SearchPlace.LABELS].setChecked(True)
    look(page, qtbot, words)


def settle(page: SearchPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.finder.under_way)


def test_edits_elsewhere_leave_row_focus_and_what_alone_is_shown(
    page: SearchPage, qtbot: QtBot
) -> None:
    in_labels(page, qtbot, "text")
    page.table.setFocus()
    page.table.make_current(4)
    at_hand = page.table.hit()
    for note in ("one", "two"):
        page.session.apply(SetNote("t1", note))
    settle(page, qtbot)
    assert page.table.hit() == at_hand
    assert page.focusWidget() is page.table
    page.only_here()
    few = page.model.listed()
    assert len(few) < len(page.model.hits)
    page.session.apply(SetNote("t1", "three"))
    settle(page, qtbot)
    assert page.model.listed() == few
    look(page, qtbot, "something")
    assert len(hits(page)) == 6
    assert page.table.currentIndex().row() == 0


def test_who_goes_on_while_hits_come_and_are_sorted_is_not_pulled_back(
    page: SearchPage, qtbot: QtBot
) -> None:
    look(page, qtbot, "text")
    page.table.make_current(2)
    page.sort_by(HitSort.ARTICLE)
    page.table.make_current(4)
    page.finder.grown.emit()
    assert page.table.currentIndex().row() == 4
    at_hand = page.table.hit()
    page.model.sort_anew()  # as at the end of a search whose hits are sorted
    page.finder.grown.emit()
    assert page.table.hit() == at_hand
    page.session.project.apply(ImportRecords(articles=(NewArticle(id="n", title="N", text="T"),)))
    page.session.refresh_from_disk()
    page.finder.find_again()
    settle(page, qtbot)
    qtbot.wait(0)
    assert page.table.hit() == at_hand


def test_who_comes_back_to_hits_that_are_looked_for_anew_is_among_them(
    page: SearchPage, qtbot: QtBot
) -> None:
    in_labels(page, qtbot, "text")
    page.hide()
    page.session.apply(SetNote("t1", "one"))
    page.show()
    page.enter()
    settle(page, qtbot)
    assert page.focusWidget() is page.table


def test_the_keys_of_the_page_work_among_the_articles_too(page: SearchPage, qtbot: QtBot) -> None:
    look(page, qtbot, "text")
    page.articles.setFocus()
    qtbot.keyClick(page.articles, Key.Key_R)
    assert page.bar.regex.isChecked()
    settle(page, qtbot)
    page.articles.setFocus()
    qtbot.keyClick(page.articles, Key.Key_Down)
    qtbot.keyClick(page.articles, Key.Key_Return)
    assert page.model.only
    qtbot.keyClick(page.articles, Key.Key_Slash)
    assert page.focusWidget() is page.bar.words


def test_a_project_that_can_only_be_read_refuses_before_hits_are_looked_through(
    page: SearchPage, qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(page, qtbot, "text")
    monkeypatch.setattr(type(project), "read_only", "it is a freeze")
    with qtbot.waitSignal(page.session.refused) as refused:
        page.tag_hits()
    assert refused.args == ["The project can only be read: it is a freeze"]


def test_hits_have_the_width_of_the_longest_so_that_what_is_right_of_them_is_near(
    page: SearchPage, qtbot: QtBot
) -> None:
    def width() -> int:
        return page.table.columnWidth(HitColumn.HIT)

    look(page, qtbot, "truce")
    narrow = width()
    page.bar.regex.setChecked(True)
    look(page, qtbot, "truce.{12}")
    wide = width()
    assert narrow < wide
    look(page, qtbot, "truce.*")
    assert wide < width() <= page.table.viewport().width() // 5
    look(page, qtbot, "truce")
    assert width() == narrow
