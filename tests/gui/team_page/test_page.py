"""The page of the team, as its lead and as a coder use it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from led_project import do
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from team_of_many import team_of_many

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.records import PutCoder
from annotator.gui.look.sizes import scaled
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team_page import TeamPage
from annotator.gui.team_page.columns import COLUMNS, HIDDEN, UNKNOWN
from annotator.store.project import Project
from annotator.workflow.whose_work import coder_called

Open = Callable[..., TeamPage]
_COLUMN = {column.title: n for n, column in enumerate(COLUMNS)}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_of_many(tmp_path / "p.annotator", articles=16, coders=3) as made:
        yield made


@pytest.fixture
def open_page(project: Project, qtbot: QtBot) -> Open:
    def make(coder: str = "lea") -> TeamPage:
        project.coder = coder
        page = TeamPage(Session(project), Settings())
        page.session.setParent(page)
        qtbot.addWidget(page)
        page.resize(1024, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.enter()
        settle(page, qtbot)
        return page

    return make


def settle(page: TeamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.counting.busy and not page.comparing.busy)


def cell(page: TeamPage, handle: str, title: str, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    model = page.coders.coders
    row = next(n for n, one in enumerate(model.rows) if one.progress.coder == handle)
    return str(model.data(model.index(row, _COLUMN[title]), role))


def coders(page: TeamPage) -> list[str]:
    return [one.progress.coder for one in page.coders.coders.rows]


def titles(page: TeamPage) -> list[str]:
    found = map(page.articles.articles.row_at, range(page.articles.articles.rowCount()))
    return [one.id for one in found if one is not None]


def test_a_lead_sees_what_the_coders_have_done(open_page: Open) -> None:
    page = open_page()
    assert coders(page) == ["ana", "ben", "cid", "lea"]
    assert [cell(page, "ben", one) for one in ("Assigned", "Begun", "Done")] == ["15", "1", "12"]
    assert cell(page, "ana", "Time") == "1 h"
    assert cell(page, "ana", "Open") == "1"
    assert page.hint.text().startswith("12 of 16 articles read by somebody")


def test_each_number_is_told_in_words(open_page: Open) -> None:
    page = open_page()
    model = page.coders.coders
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            said = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
            assert said, COLUMNS[column].title
    tip = cell(page, "ben", "Done", Qt.ItemDataRole.AccessibleTextRole)
    assert tip == "ben has read 12 articles to the end, 1 of them with nothing to code"


def test_agreement_is_computed_beside_and_shown_when_it_is_there(open_page: Open) -> None:
    page = open_page()
    assert cell(page, "ana", "Others") not in ("", UNKNOWN)
    assert cell(page, "ana", "Gold") == UNKNOWN
    assert "with ben" in cell(page, "ana", "Others", Qt.ItemDataRole.AccessibleTextRole)


def test_who_codes_sees_only_their_own_agreement(open_page: Open) -> None:
    page = open_page("ben")
    assert cell(page, "ana", "Others") == UNKNOWN
    assert cell(page, "ana", "Others", Qt.ItemDataRole.AccessibleTextRole) == HIDDEN
    assert cell(page, "ben", "Others") != UNKNOWN
    assert set(page.seen_agreements()) == {page.session.coder_id}


def test_a_heading_sorts_and_the_key_turns_it_round(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.coders.setCurrentIndex(page.coders.coders.index(0, _COLUMN["Assigned"]))
    page.coders.setFocus()
    qtbot.keyClicks(page.coders, "s")
    assert coders(page) == ["ana", "ben", "cid", "lea"]
    qtbot.keyClicks(page.coders, "s")
    assert coders(page)[0] == "lea"
    assert page.coders.coder == page.coders.coders.rows[3].progress.id  # ana is at hand still


def test_articles_say_who_has_them_in_which_state(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    model = page.articles.articles
    shown = [model.data(model.index(12, n)) for n in range(model.columnCount())]
    assert shown[1:] == ["0", "begun", "begun", "begun"]
    assert model.data(model.index(15, 2)) == "new"
    assert model.data(model.index(15, 3)) == ""
    page.articles.sort_or_turn(1)
    settle(page, qtbot)
    assert titles(page)[0] == "a00"
    page.articles.sort_or_turn(1)
    settle(page, qtbot)
    assert titles(page)[0] == "a12"


def test_an_edit_is_counted_at_once_and_agreement_says_that_it_is_older(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    do(page.session.project, "ana", SetStatus("a12", WorkStatus.DONE))
    page.session.refresh_from_disk()
    page.session.apply(SetStatus("a00", WorkStatus.DONE))
    settle(page, qtbot)
    assert cell(page, "ana", "Done") == "13"
    assert "Agreement is as it was before" in page.hint.text()
    page.again()
    settle(page, qtbot)
    assert "Agreement" not in page.hint.text()


def test_enter_opens_the_article_at_hand(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.articles.go_to(2, 0)
    page.articles.setFocus()
    with qtbot.waitSignal(page.article_wanted) as wanted:
        qtbot.keyClick(page.articles, Qt.Key.Key_Return)
    assert wanted.args == ["a02"]


def test_both_tables_go_out_as_csv(
    open_page: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    heard: list[str] = []
    page.session.told.connect(heard.append)
    for ident, name in (("export_coders", "c.csv"), ("export_articles", "a.csv")):
        path = str(tmp_path / name)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path, **__: (p, ""))
        page.perform(ident)
        qtbot.waitUntil(lambda name=name: any(name in one for one in heard))
    assert (tmp_path / "c.csv").read_text().count("\n") == 5
    assert (tmp_path / "a.csv").read_text().count("\n") == 17


def test_the_models_keep_qts_rules(open_page: Open, qtmodeltester: ModelTester) -> None:
    page = open_page()
    qtmodeltester.check(page.coders.coders)
    qtmodeltester.check(page.articles.articles)


def test_no_state_is_cut_in_the_table_of_articles(open_page: Open) -> None:
    table = open_page().articles
    assert [table.articles.data(table.articles.index(0, n)) for n in (2, 3, 4)] == ["nothing"] * 3
    word, free = table.fontMetrics().horizontalAdvance("nothing"), 20  # pixels of the style
    assert all(table.columnWidth(column) >= word + free for column in range(2, 5))


LONG = ("Maximiliane Oberhuber-Strauss 01", "Konstantin Oberhuber-Strauss 02")


def test_long_handles_have_room_at_the_least_size(open_page: Open, project: Project) -> None:
    for old, handle in zip(("ana", "ben"), LONG, strict=True):
        project.apply(PutCoder(structs.replace(coder_called(project, old), handle=handle)))
    page = open_page()
    table = page.coders
    assert table.columnWidth(0) > scaled(200)
    assert not table.horizontalScrollBar().maximum()  # all columns are in sight
    assert table.textElideMode() == Qt.TextElideMode.ElideMiddle  # both ends tell who it is
    assert LONG[0] in cell(page, LONG[0], "Coder", Qt.ItemDataRole.ToolTipRole)
    heading = page.articles.horizontalHeader()
    assert page.articles.columnWidth(2) <= scaled(112)  # several coders are in sight at once
    assert heading.textElideMode() == Qt.TextElideMode.ElideMiddle
    model = page.articles.articles
    tips = [
        str(model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
        for n in range(2, model.columnCount())
    ]
    assert all(any(one in tip for tip in tips) for one in LONG)
