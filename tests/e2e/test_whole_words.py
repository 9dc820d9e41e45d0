"""Words, clauses and quotations as one selects them in the real window, by keys and by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from user import ALT, LEFT, Key, User

from annotator.domain.codebook import Code, Codebook, LinkRule
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

SAID_BY = LinkRule(type="said_by", name="Said by", ends=("source",))
BOOK = Codebook(
    codes=(
        Code(id="quote", name="Quote", key="Q", links=(SAID_BY,)),
        Code(id="source", name="Source", key="S"),
    )
)
ENGLISH = (
    "“We will go,” the minister said. Officials said that they had considered the request.\n\n"
    "“Not yet,” she said. ``Never,'' he said."
)
JAPANESE = "首相は会議に出席した。「私たちは可能だ」と述べた。"
HEBREW = 'הוא אמר: "צה"ל, שב"כ ומג"ב ערוכים" והלך.'


@pytest.fixture
def reader(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    texts = {"en": ENGLISH, "ja": JAPANESE, "he": HEBREW}
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        articles = tuple(
            NewArticle(id=one, title=f"T {one}", text=text, meta={"language": one})
            for one, text in texts.items()
        )
        project.apply(ImportRecords(articles=articles))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "en", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def test_a_selection_by_mouse_goes_from_word_to_word(reader: User) -> None:
    reader.drag_over("ficials said that the")
    assert reader.selected_text() == "Officials said that they"
    reader.press(Key.Key_S)
    assert reader.texts("source") == ["Officials said that they"]


def test_w_grows_to_the_reported_clause_and_the_sentence(reader: User) -> None:
    reader.view.set_caret(ENGLISH.index("sidered"))
    grown: list[str] = []
    for _ in range(3):
        reader.press(Key.Key_W)
        grown.append(reader.selected_text())
    assert grown == [
        "considered",
        "that they had considered the request",
        "Officials said that they had considered the request.",
    ]


def test_the_way_through_the_quotations_that_are_left(reader: User) -> None:
    reader.view.set_caret(0)
    found: list[str] = []
    reader.view.set_caret(ENGLISH.index("We"))
    reader.press(Key.Key_Q, Key.Key_Escape, Key.Key_Escape)
    for _ in range(2):
        reader.press(Key.Key_G)
        found.append(reader.selected_text())
        reader.press(Key.Key_Q, Key.Key_Escape)
        reader.view.set_caret(0)
    assert found == ["“Not yet,”", "``Never,''"]
    reader.press(Key.Key_Escape, Key.Key_G)
    assert "All quotations here are coded" in reader.say()
    reader.press(Key.Key_G, modifiers=ALT)
    assert reader.selected_text() == "“Not yet,”"


def test_an_edge_by_word_leaves_blanks_out(reader: User) -> None:
    reader.drag_over("the minister")
    reader.press(Key.Key_S, Key.Key_BraceRight)
    assert reader.texts("source") == ["the minister said"]
    reader.press(Key.Key_BraceLeft, Key.Key_BraceLeft)
    assert reader.texts("source") == ["the"]
    control = Qt.KeyboardModifier.ControlModifier
    reader.press(Key.Key_BraceLeft, modifiers=control)
    assert reader.texts("source") == ["go,” the"]


@pytest.mark.parametrize(
    ("article", "at", "word"),
    [("ja", "議に", "会議"), ("he", 'ה"ל', 'צה"ל'), ("en", "inister", "minister")],
)
def test_a_double_click_selects_a_word_in_each_script(
    reader: User, article: str, at: str, word: str
) -> None:
    reader.coding.open_article(article)
    QApplication.processEvents()
    QTest.mouseDClick(reader.view.viewport(), LEFT, pos=reader.point_at(at, 0))
    assert reader.selected_text() == word


def test_a_quotation_in_hebrew_is_tagged_whole_around_its_abbreviations(reader: User) -> None:
    reader.coding.open_article("he")
    reader.press(Key.Key_G, Key.Key_Q)
    assert reader.texts("quote") == ['"צה"ל, שב"כ ומג"ב ערוכים"']
