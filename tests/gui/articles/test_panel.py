"""The articles panel, used as an analyst uses it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from listed import listed_rows
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, RemoveArticles, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.gui.articles.model import ArticleColumn
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.look.sizes import row_height, two_line_height
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.article_order import SortKey

KEY = Qt.Key
MAKE = Callable[[], ArticlesPanel]


def open_id(session: Session) -> str:
    return session.article.article.id if session.article else ""


def middle_of(panel: ArticlesPanel, row: int) -> QPoint:
    return panel.table.visualRect(panel.table.model().index(row, ArticleColumn.TITLE)).center()


def click(qtbot: QtBot, panel: ArticlesPanel, row: int, *held: Qt.KeyboardModifier) -> None:
    modifier = held[0] if held else Qt.KeyboardModifier.NoModifier
    place = middle_of(panel, row)
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def filtered_by(panel: ArticlesPanel, words: str) -> list[str]:
    panel.filter.setText(words)
    panel.filter.run_now()
    return panel.visible_ids()


# Opening


def test_a_click_opens_an_article(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    click(qtbot, panel, 2)
    assert open_id(session) == "a2"


def test_a_click_with_ctrl_selects_more_and_opens_nothing(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    click(qtbot, panel, 1)
    click(qtbot, panel, 4, Qt.KeyboardModifier.ControlModifier)
    assert panel.selected_ids() == ["a1", "a4"]
    assert open_id(session) == "a1"


def test_the_arrow_keys_move_and_enter_opens(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    panel.focus_list()
    qtbot.keyClick(panel.table, KEY.Key_Down)
    assert not open_id(session)
    qtbot.keyClick(panel.table, KEY.Key_Return)
    assert open_id(session) == "a1"


def test_an_article_opened_elsewhere_is_selected_here(
    panel: ArticlesPanel, session: Session
) -> None:
    session.open_article("a3")
    assert panel.selected_ids() == ["a3"]


def test_the_next_article_is_the_one_below_and_the_last_one_stays(
    panel: ArticlesPanel, session: Session
) -> None:
    session.open_article("a4")
    assert [panel.open_next(), panel.open_next()] == ["a5", "a5"]
    assert panel.open_next(-1) == "a4" == open_id(session)


def test_without_an_open_article_the_next_is_the_first(panel: ArticlesPanel) -> None:
    assert panel.open_next() == "a0"


def test_the_next_undone_article_passes_those_that_are_done(
    panel: ArticlesPanel, session: Session
) -> None:
    session.open_article("a4")
    assert panel.next_undone() == "a1"


def test_there_is_no_next_undone_article_when_all_are_done(
    panel: ArticlesPanel, session: Session
) -> None:
    for n in range(6):
        session.apply(SetStatus(f"a{n}", WorkStatus.DONE))
    panel.refresh()
    assert not panel.next_undone()


# Filtering


def test_typing_filters_after_a_short_pause(panel: ArticlesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter, "mark")
    qtbot.waitUntil(lambda: panel.visible_ids() == ["a1"])


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("outlet:herald", ["a0", "a2"]),
        ("status:done", ["a0"]),
        ("code:quote", ["a1", "a2"]),
        ("from:2025-05-20 to:2025-05-20", ["a1", "a5"]),
        ("final", ["a5"]),
        ("  ", ["a0", "a1", "a2", "a3", "a4", "a5"]),
    ],
)
def test_the_filter_knows_words_and_keys(panel: ArticlesPanel, words: str, ids: list[str]) -> None:
    assert filtered_by(panel, words) == ids


def test_enter_in_the_filter_opens_what_was_found_first(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    panel.focus_filter()
    qtbot.keyClicks(panel.filter, "zebra")
    qtbot.keyClick(panel.filter, KEY.Key_Return)
    assert open_id(session) == "a4"


def test_down_leads_from_the_filter_to_the_list(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    filtered_by(panel, "outlet:afp")
    qtbot.keyClick(panel.filter, KEY.Key_Down)
    assert panel.selected_ids() == ["a1"]


def test_esc_clears_the_filter_and_then_leaves(panel: ArticlesPanel, qtbot: QtBot) -> None:
    filtered_by(panel, "zebra")
    with qtbot.assertNotEmitted(panel.leave_requested):
        qtbot.keyClick(panel.filter, KEY.Key_Escape)
    assert len(panel.visible_ids()) == 6
    with qtbot.waitSignal(panel.leave_requested):
        qtbot.keyClick(panel.filter, KEY.Key_Escape)


def test_esc_in_the_list_leaves(panel: ArticlesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.leave_requested):
        qtbot.keyClick(panel.table, KEY.Key_Escape)


def test_the_filter_completes_the_word_being_typed(panel: ArticlesPanel) -> None:
    panel.filter.setText('"two words" outlet:th')
    completer = panel.filter.completer()
    completer.setCompletionPrefix(completer.splitPath(panel.filter.text())[0])
    assert completer.completionCount() == 1
    completed = completer.pathFromIndex(completer.completionModel().index(0, 0))
    assert completed == '"two words" outlet:"The Herald"'
    assert filtered_by(panel, 'outlet:"The Herald"') == ["a0", "a2"]


def test_nothing_is_offered_before_a_word_has_begun(panel: ArticlesPanel) -> None:
    completer = panel.filter.completer()
    completer.setCompletionPrefix(completer.splitPath("herald ")[0])
    assert completer.completionCount() == 0


# Sorting


def test_the_order_is_remembered(
    panel: ArticlesPanel, make_panel: MAKE, settings: Settings
) -> None:
    panel.sort.choose(SortKey.TITLE, True)
    first = panel.visible_ids()
    assert first[0] == "a4"
    assert make_panel().visible_ids() == first


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_the_order(
    panel: ArticlesPanel, qtbot: QtBot
) -> None:
    panel.resize(700, 400)
    header = panel.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(ArticleColumn.PUBLISHED) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.sort.order == (SortKey.PUBLISHED, False)
    assert panel.visible_ids()[0] == "a2"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.sort.order == (SortKey.PUBLISHED, True)
    assert panel.visible_ids()[0] == "a3"


# Refreshing


def test_an_edit_shows_and_selection_and_scroll_stay(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    many = tuple(NewArticle(id=f"n{n}", title=f"New {n}", text=f"Text {n}") for n in range(60))
    session.apply(ImportRecords(articles=many))
    qtbot.waitUntil(lambda: len(panel.visible_ids()) == 66)
    panel.table.make_current(46)
    scrolled = panel.table.verticalScrollBar().value()
    session.apply(RemoveArticles(("n1",)))
    qtbot.waitUntil(lambda: len(panel.visible_ids()) == 65)
    assert panel.selected_ids() == ["n40"]
    assert panel.table.current() == "n40"
    assert panel.table.verticalScrollBar().value() == scrolled > 0


def test_an_annotation_is_counted(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    index = panel.table.model().index(3, ArticleColumn.ANNOTATIONS)
    session.apply(Tag(id="t9", article="a3", code="quote", fragments=((0, 3),)))
    qtbot.waitUntil(lambda: index.data() == "1")


def test_a_corrected_title_shows(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.apply(EditArticle(article="a1", title="Markets move"))
    index = panel.table.model().index(1, ArticleColumn.TITLE)
    qtbot.waitUntil(lambda: index.data() == "Markets move")


def test_the_foot_counts_what_the_coder_is_through_with(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    assert panel.done.text == "2 of 6 done"
    session.apply(SetStatus("a1", WorkStatus.DONE))
    qtbot.waitUntil(lambda: panel.done.text == "3 of 6 done")
    session.coder = "ben"
    assert panel.done.text == "0 of 6 done"


def test_the_filter_does_not_change_the_share(panel: ArticlesPanel) -> None:
    filtered_by(panel, "zebra")
    assert panel.done.text == "2 of 6 done"


# Looks


def test_a_narrow_list_has_two_line_rows_and_a_wide_one_is_a_table(panel: ArticlesPanel) -> None:
    assert panel.table.rowHeight(0) == two_line_height()
    assert panel.table.isColumnHidden(ArticleColumn.OUTLET)
    panel.resize(700, 400)
    assert panel.table.rowHeight(0) == row_height()
    assert not panel.table.isColumnHidden(ArticleColumn.OUTLET)


@pytest.mark.parametrize("width", [220, 700])
def test_every_status_has_a_look_of_its_own(
    panel: ArticlesPanel, session: Session, width: int
) -> None:
    panel.resize(width, 400)
    seen: set[bytes] = set()
    for status in WorkStatus:
        session.apply(SetStatus("a0", status))
        panel.refresh()
        picture = panel.table.viewport().grab().toImage()
        seen.add(bytes(picture.constBits()))
    assert len(seen) == len(WorkStatus)


def test_an_empty_project_says_how_articles_come_in(
    tmp_path: Path, settings: Settings, qtbot: QtBot
) -> None:
    with Project.create(tmp_path / "empty.annotator") as project:
        panel = ArticlesPanel(Session(project), settings)
        qtbot.addWidget(panel)
        panel.show()
        shown = panel.findChildren(type(panel._none))
        assert ["Ctrl+I" in one.text for one in shown if one.isVisible()] == [True]
        assert panel.open_next() == panel.next_undone() == ""


def test_a_filter_that_finds_nothing_says_so(panel: ArticlesPanel) -> None:
    filtered_by(panel, "<i>nowhere</i>")
    assert panel._no_match.isVisible()
    assert "No article matches “<i>nowhere</i>”" in panel._no_match.text


# What the window is asked for


def test_delete_asks_to_remove_what_is_selected(panel: ArticlesPanel, qtbot: QtBot) -> None:
    click(qtbot, panel, 1)
    click(qtbot, panel, 2, Qt.KeyboardModifier.ShiftModifier)
    panel.table.setFocus()
    with qtbot.waitSignal(panel.remove_requested) as asked:
        qtbot.keyClick(panel.table, KEY.Key_Delete)
    assert asked.args == [["a1", "a2"]]


def test_alt_enter_asks_for_the_properties(panel: ArticlesPanel, qtbot: QtBot) -> None:
    click(qtbot, panel, 1)
    panel.table.setFocus()
    with qtbot.waitSignal(panel.properties_requested) as asked:
        qtbot.keyClick(panel.table, KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["a1"]


def test_a_hidden_panel_is_up_to_date_when_it_is_asked_and_when_it_is_shown(
    panel: ArticlesPanel, session: Session
) -> None:
    panel.hide()
    session.open_article("a0")
    session.apply(SetStatus("a1", WorkStatus.DONE))
    assert panel.next_undone() == "a2"
    session.apply(RemoveArticles(("a2",)))
    panel.show()
    assert "a2" not in [row.id for row in listed_rows(panel)]


def test_a_panel_that_was_hidden_while_typing_filters_no_more(
    panel: ArticlesPanel, qtbot: QtBot
) -> None:
    qtbot.keyClicks(panel.filter, "zebra")
    panel.hide()
    assert not panel.filter.cancel()


def test_the_keys_go_on_beside_an_article_that_was_removed(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    click(qtbot, panel, 1)
    session.apply(RemoveArticles(("a1",)))
    qtbot.waitUntil(lambda: "a1" not in panel.visible_ids())
    assert panel.selected_ids() == ["a2"]
    session.undo()
    session.open_article("a1")
    qtbot.waitUntil(lambda: "a1" in panel.visible_ids())
    assert panel.selected_ids() == ["a1"]


def test_the_list_stays_where_it_is_while_one_filters(panel: ArticlesPanel) -> None:
    before = panel.table.mapTo(panel, QPoint())
    filtered_by(panel, "outlet:herald")
    assert panel.table.mapTo(panel, QPoint()) == before
