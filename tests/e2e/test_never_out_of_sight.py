"""A key never acts on what is out of sight, nor on what one has moved on from."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import Key, User

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

BOOK = Codebook(
    codes=(Code(id="quote", name="Quote", key="Q"), Code(id="frame", name="Frame", key="F"))
)
TEXT = "\n\n".join(f"“We saw that {n},” the minister said. Nobody had." for n in range(80))


@pytest.fixture
def tagged(user: User, tmp_path: Path) -> User:
    """Make a quote at the beginning of a long article, which stays selected."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="Long", text=TEXT),)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    user.view.set_caret(3)
    user.press(Key.Key_Q)
    user.view.setFocus()
    assert user.coding.session.selection
    return user


def _scroll_away(user: User) -> None:
    bar = user.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()


def test_deleting_what_is_out_of_sight_shows_it_first(tagged: User) -> None:
    _scroll_away(tagged)
    assert not tagged.view.is_in_sight(tagged.coding.session.selection)
    tagged.press(Key.Key_Delete)
    assert len(tagged.annotations) == 1
    assert tagged.view.is_in_sight(tagged.coding.session.selection)
    assert "out of sight" in tagged.say()
    tagged.press(Key.Key_Delete)
    assert tagged.annotations == []


def test_an_edge_out_of_sight_is_shown_before_it_moves(tagged: User) -> None:
    (before,) = tagged.annotations
    _scroll_away(tagged)
    tagged.press(Key.Key_BracketRight)
    assert tagged.annotations[0].fragments == before.fragments
    tagged.press(Key.Key_BracketRight)
    assert tagged.annotations[0].fragments != before.fragments


def test_a_caret_out_of_sight_is_shown_before_something_is_tagged_there(tagged: User) -> None:
    tagged.press(Key.Key_J, Key.Key_J)
    _scroll_away(tagged)
    tagged.press(Key.Key_F)
    assert len(tagged.annotations) == 1
    assert tagged.view.is_place_in_sight(tagged.view.caret())
    assert "nothing is tagged yet" in tagged.say()
    tagged.press(Key.Key_F)
    assert len(tagged.annotations) == 2


def test_recoding_what_is_out_of_sight_shows_it_first(tagged: User) -> None:
    _scroll_away(tagged)
    tagged.press(Key.Key_R, Key.Key_F)
    assert [one.code for one in tagged.annotations] == ["quote"]
    tagged.press(Key.Key_R, Key.Key_F)
    assert [one.code for one in tagged.annotations] == ["frame"]


@pytest.mark.parametrize("key", [Key.Key_G, Key.Key_J])
def test_moving_on_lets_go_of_the_selection(tagged: User, key: Key) -> None:
    tagged.press(key)
    assert tagged.coding.session.selection == ""
    tagged.press(Key.Key_Delete)
    assert len(tagged.annotations) == 1


def test_the_arrows_let_go_once_they_are_paragraphs_away(tagged: User) -> None:
    tagged.press(Key.Key_Right)
    assert tagged.coding.session.selection
    tagged.press(*[Key.Key_Down] * 6)
    assert tagged.coding.session.selection == ""


def test_a_further_fragment_joins_the_quote_one_came_from(tagged: User) -> None:
    tagged.press(Key.Key_G, Key.Key_Plus)
    (quote,) = tagged.annotations
    assert len(quote.fragments) == 2
    assert tagged.coding.session.selection == quote.id


def test_tagging_in_a_done_article_asks_once(tagged: User) -> None:
    tagged.coding.session.apply(SetStatus("a1", WorkStatus.DONE))
    tagged.press(Key.Key_G, Key.Key_Q)
    assert len(tagged.annotations) == 1
    assert "done" in tagged.say()
    tagged.press(Key.Key_Q)
    assert len(tagged.annotations) == 2
    tagged.press(Key.Key_Escape, Key.Key_G, Key.Key_Q)
    assert len(tagged.annotations) == 3


def test_what_is_typed_on_in_a_done_article_tags_nothing_else(tagged: User) -> None:
    tagged.coding.session.apply(SetStatus("a1", WorkStatus.DONE))
    tagged.press(Key.Key_G, Key.Key_Q, Key.Key_1, Key.Key_C, Key.Key_1, Key.Key_S, Key.Key_Period)
    assert len(tagged.annotations) == 1
    assert "done" in tagged.say()
    tagged.press(Key.Key_Period)
    assert len(tagged.annotations) == 2
