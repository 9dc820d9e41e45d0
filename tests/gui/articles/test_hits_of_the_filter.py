"""The filter's words: counted in the list, lit in the text, and refused where they are none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from six_articles import six_articles

from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.wording import counted
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
    search(page, "version:abc")
    assert page.articles.visible_ids() == []
    assert said(page).count("“abc” names no version of the codebook.") == 2
    assert "Write version:<4, version:>=2 or version:3." in said(page)
    search(page, '"foo:bar"')
    assert any(one.startswith("No article matches") for one in said(page))


ODD = {
    "arabic": ("Beirut", "قال الرئيسُ إن السلام قريب.\n\nلم يعلق الرئيس."),
    "emoji": (
        "Kyiv",
        "👩‍👩‍👧‍👦 celebrate 🎉 peace in Kyïv. PEACE 🕊️ talks; peacekeeping 👍🏽 waits.",
    ),
    "lines": ("Budget", normalised("Passed\r\n\r\nThe peace costs.\r\nNo peace\rhere.\r\n")),
}


def lit_as_painted(page: CodingPage) -> list[str]:
    """Return what is lit, by the places in which Qt counts."""
    text = page.pane.view.text.encode("utf-16-le")
    return [
        text[2 * start : 2 * end].decode("utf-16-le") for start, end in page.pane.view.scene.lit
    ]


@pytest.mark.parametrize(
    ("article", "words", "wanted"),
    [
        ("arabic", "الرئيس ", ["الرئيسُ", "الرئيس"]),
        ("emoji", "peace ", ["peace", "PEACE"]),
        ("emoji", "kyiv ", ["Kyïv"]),
        ("lines", "peace ", ["peace", "peace"]),
        ("lines", "budget peace ", ["peace", "peace"]),  # the title has the other one
    ],
)
def test_hits_are_lit_and_counted_in_any_script(
    page: CodingPage, article: str, words: str, wanted: list[str], qtbot: QtBot
) -> None:
    texts = tuple(NewArticle(id=one, title=title, text=text) for one, (title, text) in ODD.items())
    page.session.apply(ImportRecords(articles=texts))
    page.open_article(article)
    search(page, words)
    assert lit_as_painted(page) == wanted
    row = page.articles.visible_ids().index(article)
    hits = counted(len(wanted), "hit")
    qtbot.waitUntil(lambda: below(page, row)[:1] == [hits])
