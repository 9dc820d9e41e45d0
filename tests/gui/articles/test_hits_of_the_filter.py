"""The filter's words: counted in the list, lit in the text, and refused where they are none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from six_articles import six_articles

from annotator.gui.articles.model import BELOW_ROLE
from annotator.gui.coding.page import CodingPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[CodingPage]:
    with six_articles(tmp_path) as project:
        made = CodingPage(Session(project), Settings())
        made.session.setParent(made)
        qtbot.addWidget(made)
        made.resize(1100, 600)
        with qtbot.waitExposed(made):
            made.show()
        yield made
        made.remember()


def search(page: CodingPage, words: str) -> None:
    page.articles.filter.setText(words)
    page.articles.filter.run_now()


def below(page: CodingPage, row: int = 0) -> list[str]:
    model = page.articles.table.model()
    return model.data(model.index(row, 0), BELOW_ROLE)


def lit(page: CodingPage) -> list[str]:
    view = page.pane.view
    return [view.text[start:end] for start, end in view.scene.lit]


def said(page: CodingPage) -> list[str]:
    labels = page.articles.findChildren(PlainLabel)
    return [one.text() for one in labels if one.isVisible()]


def test_hits_are_counted_in_the_list(page: CodingPage, qtbot: QtBot) -> None:
    search(page, "outlet:afp te")
    qtbot.waitUntil(lambda: below(page)[:1] == ["2 hits"] or below(page)[:1] == ["1 hit"])
    search(page, "outlet:afp")
    assert "hit" not in " ".join(below(page))


def test_hits_are_lit_in_the_open_text_and_in_the_next_one(page: CodingPage) -> None:
    page.open_article("a1")
    assert lit(page) == []
    search(page, "something says")
    assert lit(page) == ["says", "something"]
    page.open_article("a2")
    assert lit(page) == ["says", "something"]
    search(page, "")
    assert lit(page) == []


def test_an_unknown_condition_is_said_beside_the_filter_and_lists_nothing(page: CodingPage) -> None:
    search(page, "outlet:afp foo:bar")
    assert page.articles.visible_ids() == []
    assert said(page).count("“foo:” is no condition of the filter.") == 2  # beside it, and below
    assert any(one.startswith("There are outlet:, status:") for one in said(page))
    search(page, '"foo:bar"')
    assert any(one.startswith("No article matches") for one in said(page))
