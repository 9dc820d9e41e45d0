"""Done asks for every answer that the codebook requires, one after the other."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import ALT, CONTROL, Key, User

from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import Choice, Code, Codebook, Field
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_types import FieldType
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

YES_NO = (Choice(id="yes", name="Yes"), Choice(id="no", name="No"))


def question(ident: str) -> Field:
    return Field(id=ident, name=ident.title(), type=FieldType.CHOICE, required=True, choices=YES_NO)


BOOK = Codebook(
    codes=(Code(id="quote", name="Quote", key="Q", fields=(question("heard"), question("seen"))),)
)
TEXT = "One said so.\n\n" + "Nothing else.\n\n" * 60 + "Two said so."


@pytest.fixture
def coded(user: User, tmp_path: Path) -> User:
    """Open an article with two quotes, far apart, that lack two answers each."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        texts = (
            NewArticle(id="a1", title="Long", text=TEXT),
            NewArticle(id="a2", title="B", text="Short."),
        )
        project.apply(ImportRecords(articles=texts))
        for ident, words in (("q1", "One said so."), ("q2", "Two said so.")):
            place = (TEXT.index(words), TEXT.index(words) + len(words))
            project.apply(Tag(id=ident, article="a1", code="quote", fragments=(place,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def status(user: User) -> WorkStatus:
    (found,) = user.coding.session.project.find(Status, article="a1")
    return found.status


def test_done_walks_through_all_that_is_missing(coded: User) -> None:
    user = coded
    for left, name in ((4, "Heard"), (3, "Seen"), (2, "Heard"), (1, "Seen")):
        user.press(Key.Key_Return, modifiers=CONTROL)
        assert f"{left} answer" in user.say()
        assert f"here: {name} of the Quote" in user.say()
        assert user.view.is_in_sight(user.coding.session.selection)
        user.write("1")
    assert status(user) is WorkStatus.IN_PROGRESS
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert status(user) is WorkStatus.DONE
    article = user.coding.session.article
    assert article is not None
    assert article.article.id == "a2"


def test_what_is_passed_over_is_asked_again_and_not_left(coded: User) -> None:
    user, asked = coded, list[tuple[str, str]]()
    for _ in range(5):
        user.press(Key.Key_Return, modifiers=CONTROL)
        asked.append((user.coding.session.selection, user.say().split(" of the")[0]))
    assert len(set(asked)) == 4
    assert asked[4] == asked[0]
    assert status(user) is WorkStatus.IN_PROGRESS


def test_answers_are_left_open_by_their_own_key(coded: User) -> None:
    user = coded
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert "Ctrl+Alt+Enter leaves it so" in user.say()
    user.press(Key.Key_Return, modifiers=CONTROL | ALT)
    assert status(user) is WorkStatus.DONE


def test_an_article_without_labels_is_asked_about_once(coded: User) -> None:
    user = coded
    user.coding.open_article("a2")
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert "Nothing is tagged here" in user.say()
    assert not user.coding.session.project.find(Status, article="a2")
    user.press(Key.Key_Return, modifiers=CONTROL)
    (found,) = user.coding.session.project.find(Status, article="a2")
    assert found.status is WorkStatus.DONE
