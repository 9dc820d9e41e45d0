"""The articles as a Qt model."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.visibility import Visibility
from annotator.gui.articles.model import OPEN_ROLE, ArticleColumn, ArticlesModel
from annotator.store.project import Project
from annotator.workflow.article_list import ListOrder
from annotator.workflow.article_rows import ArticleRows

EVERYTHING = Visibility(open_labels=True)
ROLE = Qt.ItemDataRole


@pytest.fixture
def model(project: Project, qtbot: QtBot) -> ArticlesModel:
    return shown(project, "ana")


def shown(project: Project, coder: str) -> ArticlesModel:
    rows = ArticleRows(project)
    rows.look_as(EVERYTHING, coder)
    model = ArticlesModel(rows)
    model.show(ListOrder(project.listing.numbers()), coder)
    return model


def cell(
    model: ArticlesModel, row: int, column: ArticleColumn, role: int = ROLE.DisplayRole
) -> str:
    return model.index(row, column).data(role)


def test_the_model_keeps_qts_rules_while_its_rows_change(
    project: Project, qtmodeltester: ModelTester
) -> None:
    model = ArticlesModel(ArticleRows(project))
    numbers = project.listing.numbers()
    qtmodeltester.check(model)
    model.show(ListOrder(numbers), "ana")
    model.set_open("a2")
    model.show(ListOrder(numbers[::-1]), "ana")
    model.show(ListOrder(), "ana")
    model.show(ListOrder(numbers), "ben")
    qtmodeltester.check(model)


def test_a_row_shows_status_title_outlet_date_and_annotations(model: ArticlesModel) -> None:
    assert [cell(model, 1, column) for column in ArticleColumn] == [
        *("◐", "Markets wait", "AFP", "20 May 2025", "2")
    ]
    assert cell(model, 0, ArticleColumn.STATUS) == "●"
    assert cell(model, 5, ArticleColumn.STATUS) == "⊘"
    assert cell(model, 3, ArticleColumn.STATUS) == "○"


def test_no_annotations_are_shown_as_nothing(model: ArticlesModel) -> None:
    assert not cell(model, 0, ArticleColumn.ANNOTATIONS)


def test_a_screen_reader_is_told_the_whole_row(model: ArticlesModel) -> None:
    told = cell(model, 1, ArticleColumn.TITLE, ROLE.AccessibleTextRole)
    assert told == "Markets wait, AFP, 20 May 2025, In progress, 2 annotations"


def test_markup_in_a_title_stays_text_in_the_tool_tip(model: ArticlesModel) -> None:
    assert "&lt;b&gt;Port" in cell(model, 2, ArticleColumn.TITLE, ROLE.ToolTipRole)


def test_a_change_of_one_article_repaints_its_row_alone(
    model: ArticlesModel, project: Project, qtbot: QtBot
) -> None:
    model.foresee(range(6))
    project.apply(SetStatus("a3", WorkStatus.DONE))
    model.rows.forget()
    rows: list[int] = []
    model.dataChanged.connect(lambda first, _last: rows.append(first.row()))
    assert not model.show(ListOrder(project.listing.numbers()), "ana")
    assert rows == [3]


def test_one_article_at_a_time_is_open(model: ArticlesModel) -> None:
    model.set_open("a2")
    model.set_open("a4")
    marked = [row for row in range(6) if cell(model, row, ArticleColumn.TITLE, OPEN_ROLE)]
    assert marked == [4]
