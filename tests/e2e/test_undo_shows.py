"""What undo brings back, and what it changes, is brought into view."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import CONTROL, SHIFT, Key, User

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

BOOK = Codebook(
    codes=(Code(id="quote", name="Quote", key="Q"), Code(id="frame", name="Frame", key="F"))
)
TEXT = "\n\n".join(f"“We saw that {n},” the minister said. Nobody had." for n in range(80))


@pytest.fixture
def tagged(user: User, tmp_path: Path) -> User:
    """Open a long article with two quotes at its beginning and an article after it."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        articles = (
            NewArticle(id="a1", title="Long", text=TEXT),
            NewArticle(id="a2", title="Other", text="Nothing."),
        )
        project.apply(ImportRecords(articles=articles))
        for ident, place in (("q1", (0, 14)), ("q2", (60, 70))):
            project.apply(Tag(id=ident, article="a1", code="quote", fragments=(place,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def scroll_away(user: User) -> None:
    bar = user.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()


def undo(user: User) -> None:
    user.press(Key.Key_Z, modifiers=CONTROL)
    QApplication.processEvents()


def test_a_deleted_annotation_comes_back_in_view_and_selected(tagged: User) -> None:
    tagged.coding.session.select("q1")
    tagged.press(Key.Key_Delete)
    scroll_away(tagged)
    undo(tagged)
    assert tagged.coding.session.selection == "q1"
    assert tagged.view.is_in_sight("q1")


def test_of_several_that_come_back_the_first_is_shown(tagged: User) -> None:
    tagged.coding.session.apply(Delete(("q1", "q2")))
    scroll_away(tagged)
    undo(tagged)
    assert tagged.coding.session.selection == "q1"
    assert tagged.view.is_in_sight("q1")


def test_a_change_that_is_taken_back_out_of_sight_is_shown(tagged: User) -> None:
    tagged.coding.session.select("q1")
    tagged.write("RF")
    tagged.press(Key.Key_Escape)
    scroll_away(tagged)
    undo(tagged)
    assert tagged.coding.session.selection == "q1"
    assert tagged.view.is_in_sight("q1")


def test_what_comes_back_in_another_article_is_gone_to(tagged: User) -> None:
    tagged.coding.session.select("q1")
    tagged.press(Key.Key_Delete)
    tagged.coding.open_article("a2")
    undo(tagged)
    article = tagged.coding.session.article
    assert article is not None
    assert article.article.id == "a1"
    assert tagged.coding.session.selection == "q1"
    assert tagged.view.is_in_sight("q1")
    tagged.press(Key.Key_Z, modifiers=CONTROL | SHIFT)
    assert [one.id for one in tagged.annotations] == ["q2"]


def test_the_caret_is_at_what_undo_has_selected(tagged: User) -> None:
    tagged.coding.session.select("q2")
    tagged.press(Key.Key_Delete)
    tagged.view.set_caret(5)
    before = tagged.view.verticalScrollBar().value()
    undo(tagged)
    assert tagged.coding.session.selection == "q2"
    assert tagged.view.caret() == 60
    assert tagged.view.verticalScrollBar().value() == before


def test_a_caret_in_what_undo_selects_stays(tagged: User) -> None:
    tagged.coding.session.select("q1")
    tagged.view.set_caret(5)
    tagged.write("RF")
    tagged.view.set_caret(7)
    undo(tagged)
    assert tagged.coding.session.selection == "q1"
    assert tagged.view.caret() == 7


def test_the_caret_follows_what_is_brought_into_view(tagged: User) -> None:
    tagged.coding.session.select("q1")
    tagged.press(Key.Key_Delete)
    tagged.view.set_caret(len(TEXT))
    scroll_away(tagged)
    undo(tagged)
    assert tagged.view.caret() == 0
    tagged.press(Key.Key_Right)
    assert tagged.view.caret() == 1
    assert tagged.view.is_in_sight("q1")
