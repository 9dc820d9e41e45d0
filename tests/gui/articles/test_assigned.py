"""What the list shows of assignments, and of colleagues' labels while one codes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.settings import OPEN_SETTING
from annotator.domain.teamwork import Assignment
from annotator.gui.articles.model import SIGN_ROLE, ArticleColumn, Sign
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.session.session import Session
from annotator.store.project import Project

MAKE = Callable[[], ArticlesPanel]
EVERY = ["a0", "a1", "a2", "a3", "a4", "a5"]


@pytest.fixture
def assigned(project: Project) -> None:
    project.apply(Assign((("a0", "ana"), ("a1", "ana"), ("a1", "ben"), ("a2", "ben"))))


def switch(panel: ArticlesPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.assigned, Qt.Key.Key_Space)


def cell(panel: ArticlesPanel, row: int, column: ArticleColumn, role: int) -> object:
    return panel.table.model().index(row, column).data(role)


def counts(panel: ArticlesPanel) -> list[str]:
    role = Qt.ItemDataRole.DisplayRole
    rows = range(panel.table.model().rowCount())
    return [str(cell(panel, row, ArticleColumn.ANNOTATIONS, role)) for row in rows]


def test_without_assignments_there_is_no_switch(panel: ArticlesPanel) -> None:
    assert not panel.assigned.isVisible()
    assert panel.visible_ids() == EVERY


@pytest.mark.usefixtures("assigned")
def test_what_is_assigned_to_the_coder_is_listed_alone_until_the_switch_is_off(
    make_panel: MAKE, qtbot: QtBot
) -> None:
    panel = make_panel()
    assert panel.visible_ids() == ["a0", "a1"]
    switch(panel, qtbot)
    assert panel.visible_ids() == EVERY


@pytest.mark.usefixtures("assigned")
def test_the_switch_is_remembered(make_panel: MAKE, qtbot: QtBot) -> None:
    switch(make_panel(), qtbot)
    assert make_panel().visible_ids() == EVERY


@pytest.mark.usefixtures("assigned")
def test_who_has_no_assignment_sees_all(make_panel: MAKE, project: Project) -> None:
    project.coder = "lea"
    panel = make_panel()
    assert not panel.assigned.isVisible()
    assert panel.visible_ids() == EVERY


@pytest.mark.usefixtures("assigned")
def test_the_bar_counts_what_is_assigned_to_the_coder(make_panel: MAKE) -> None:
    panel = make_panel()
    assert panel.done.text == "1 of 2 done"
    assert "assigned to you" in panel.done.toolTip()


def test_an_assignment_shows_at_once(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.apply(Assign((("a3", "ana"),)))
    qtbot.waitUntil(lambda: panel.visible_ids() == ["a3"])


@pytest.mark.usefixtures("assigned")
def test_a_sign_tells_ones_own_articles_from_others(make_panel: MAKE, qtbot: QtBot) -> None:
    panel = make_panel()
    switch(panel, qtbot)
    signs = [cell(panel, row, ArticleColumn.TITLE, SIGN_ROLE) for row in range(4)]
    assert signs == [Sign.OWN, Sign.OWN, Sign.OTHERS, Sign.NONE]


def test_there_is_no_sign_where_all_articles_are_the_same_persons(
    make_panel: MAKE, project: Project
) -> None:
    project.apply(Assign(tuple((article, "ana") for article in EVERY)))
    panel = make_panel()
    assert not panel.assigned.isVisible()
    assert cell(panel, 0, ArticleColumn.TITLE, SIGN_ROLE) == Sign.NONE


@pytest.mark.usefixtures("assigned")
def test_the_tool_tip_and_screen_readers_say_who_is_assigned(make_panel: MAKE) -> None:
    panel = make_panel()
    role = Qt.ItemDataRole
    assert "Assigned to you, ben" in str(cell(panel, 1, ArticleColumn.TITLE, role.ToolTipRole))
    assert "Assigned to you, ben" in str(
        cell(panel, 1, ArticleColumn.TITLE, role.AccessibleTextRole)
    )


@pytest.mark.usefixtures("assigned")
@pytest.mark.parametrize(
    ("words", "ids"),
    [("assigned:ben", ["a1", "a2"]), ("-assigned:*", ["a3", "a4", "a5"]), ("assigned:x", [])],
)
def test_the_filter_knows_who_is_assigned(
    make_panel: MAKE, qtbot: QtBot, words: str, ids: list[str]
) -> None:
    panel = make_panel()
    switch(panel, qtbot)
    panel.filter.setText(words)
    panel.filter.run_now()
    assert panel.visible_ids() == ids


@pytest.mark.usefixtures("assigned")
def test_when_nothing_matches_it_says_that_only_own_articles_were_searched(
    make_panel: MAKE,
) -> None:
    panel = make_panel()
    panel.filter.setText("zebras")
    panel.filter.run_now()
    assert "Only what is assigned to you" in panel._no_match.text


# Blind


def test_an_article_that_is_not_finished_counts_ones_own_labels_alone(
    panel: ArticlesPanel,
) -> None:
    assert counts(panel) == ["", "1", "1", "", "", ""]


def test_after_finishing_it_all_labels_count(
    panel: ArticlesPanel, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetStatus("a1", WorkStatus.DONE))
    qtbot.waitUntil(lambda: counts(panel)[1] == "2")


def test_the_lead_can_lift_it(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    session.apply(SetSetting(OPEN_SETTING, value=True))
    qtbot.waitUntil(lambda: counts(panel)[1] == "2")


def test_no_condition_finds_what_may_not_be_seen(make_panel: MAKE, project: Project) -> None:
    project.coder = "lea"
    panel = make_panel()
    for words in ("code:quote", "coder:ben"):
        panel.filter.setText(words)
        panel.filter.run_now()
        assert panel.visible_ids() == ([] if words == "code:quote" else ["a1"])


def test_who_reviews_and_does_not_code_sees_all_counts(
    make_panel: MAKE, project: Project, session: Session, qtbot: QtBot
) -> None:
    project.coder = "lea"
    panel = make_panel()
    session.set_reviewing(True)
    qtbot.waitUntil(lambda: counts(panel)[1] == "2")


# Taking back


def offered(panel: ArticlesPanel, *articles: str) -> dict[str, QAction]:
    """Open the menu on some articles; return what it offers to take back."""
    numbers = [n for one in articles if (n := panel.rows.number_of(one))]
    panel.table.restore(numbers, numbers[0], 0)
    where = panel.table.viewport().mapToGlobal(panel.table.viewport().rect().center())
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(panel, QContextMenuEvent(reason, QPoint(), where))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    return {one.text(): one for one in menu.actions() if one.text().startswith("Take back")}


@pytest.mark.usefixtures("assigned")
def test_others_assignments_can_be_taken_back_and_not_ones_own(
    make_panel: MAKE, project: Project, session: Session, qtbot: QtBot
) -> None:
    panel = make_panel()
    switch(panel, qtbot)
    panel.table.clearSelection()
    found = offered(panel, "a1", "a2")
    assert list(found) == ["Take back from ben (2 articles)"]
    found["Take back from ben (2 articles)"].trigger()
    left = {(one.article, session.handle_of(one.coder)) for one in project.find(Assignment)}
    assert left == {("a0", "ana"), ("a1", "ana")}
    session.undo()
    assert len(project.find(Assignment)) == 4


@pytest.mark.usefixtures("assigned")
def test_the_menu_offers_for_each_coder_what_the_selected_articles_have(
    make_panel: MAKE, project: Project
) -> None:
    project.coder = "lea"
    panel = make_panel()
    panel.table.clearSelection()
    assert list(offered(panel, "a1")) == ["Take back from ana", "Take back from ben"]
    panel.table.clearSelection()
    assert not offered(panel, "a3")
