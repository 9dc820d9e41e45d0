"""The page's figures of coders against gold."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.layers import GOLD
from annotator.domain.study import ArticleState
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.reliability.page import ReliabilityPage
from annotator.store.project import Project


@pytest.fixture
def project(project: Project, done: tuple[str, ...]) -> Project:
    """Settle all articles as ben has them."""
    for n in range(len(done)):
        project.apply(Settle(take=(f"ben-q{n}", *((f"ben-s{n}",) if n else ()))))
    articles = tuple(project.article_ids())
    project.apply(SetArticleState(articles, ArticleState.SETTLED))
    return project


def headings(body: ReliabilityBody) -> list[str]:
    model = body.table.model()
    return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]


def choose(body: ReliabilityBody, words: str) -> None:
    body.bar.coders.setCurrentIndex(body.bar.coders.findText(words))


def test_each_coder_can_be_looked_at_against_gold(body: ReliabilityBody) -> None:
    entries = [body.bar.coders.itemText(n) for n in range(body.bar.coders.count())]
    assert entries == ["ana and ben", "ana against gold", "ben against gold"]
    choose(body, "ana against gold")
    assert {"Agreement", "Precision overlap", "Recall overlap", "F1 exact"} <= {*headings(body)}
    assert "Krippendorff’s α" not in headings(body)
    index = body.table.index_of("source", "", "precision_overlap")
    assert "n = 11 of 12 spans of ana" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    choose(body, "ana and ben")
    assert "Krippendorff’s α" in headings(body)


def test_the_matrix_has_gold_in_the_rows(body: ReliabilityBody, qtbot: QtBot) -> None:
    choose(body, "ana against gold")
    body.table.setCurrentIndex(body.table.index_of("quote", "type", "percent"))
    qtbot.waitUntil(lambda: body.detail.confusion.legend.text() != "")
    assert body.detail.confusion.legend.text() == "Rows: gold. Columns: ana."
    heat = body.detail.confusion.table
    counts = [[heat.item(r, c).text() for c in range(2)] for r in range(2)]
    assert counts == [["5", "·"], ["1", "6"]]  # gold is indirect where ana has direct, once
    with qtbot.waitSignal(body.differences_wanted) as signal:
        heat.cellClicked.emit(1, 0)
    (wanted,) = signal.args
    assert GOLD in wanted.layers
    assert wanted.field == "type"


class TestOfOneCoder:
    @pytest.fixture
    def coders(self) -> tuple[str, ...]:
        return ("ben",)

    def test_one_coder_and_gold_are_enough(self, page: ReliabilityPage, qtbot: QtBot) -> None:
        page.enter()
        works = (page.body.computation.work, page.body.detail.work)
        qtbot.waitUntil(lambda: all(one.reporter is None for one in works))
        body = page.body
        assert body.bar.coders.currentText() == "ben against gold"
        assert not body.bar.copy.isEnabled()
        assert body.bar.export.isEnabled()
        page.remember()
