"""The questions to the article: a line that says the answers, and a form beside the text."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from user import CONTROL, Key, User

from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import Choice, Code, Codebook, Field, Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_types import FieldType
from annotator.gui.codebook import CodePicker
from annotator.gui.coding.article_heading import AnswersLine
from annotator.gui.inspector import ArticleForm
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

YES_NO = (Choice(id="yes", name="Yes"), Choice(id="no", name="No"))


def question(number: int) -> Code:
    field = Field(
        id=f"f{number}",
        name=f"Is it {number}?",
        type=FieldType.CHOICE,
        choices=YES_NO,
        required=number == 1,
    )
    name = f"Question {number}"
    return Code(id=f"q{number}", name=name, scope=Scope.ARTICLE, fields=(field,))


REMARK = Code(
    id="remark",
    name="Remark",
    scope=Scope.ARTICLE,
    fields=(Field(id="words", name="In words", type=FieldType.TEXT),),
)
OPINION = Code(id="opinion", name="Opinion piece", scope=Scope.ARTICLE)
QUOTE = Code(id="quote", name="Quote", key="Q")
BOOK = Codebook(codes=(QUOTE, question(1), question(2), REMARK, OPINION))
TEXT = "One said so. Nobody else spoke."


@pytest.fixture
def opened(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        articles = (
            NewArticle(id="a1", title="One", text=TEXT),
            NewArticle(id="a2", title="Two", text=TEXT),
        )
        project.apply(ImportRecords(articles=articles))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def given(user: User) -> dict[str, dict[str, object]]:
    return {one.code: one.values for one in user.annotations}


def form(user: User) -> ArticleForm:
    return user.coding.beside.answers


def test_all_questions_are_answered_by_keys_alone(opened: User) -> None:
    opened.press(Key.Key_F4)
    assert form(opened).isVisible()
    opened.write("12")  # each goes on to the next question
    opened.write("as he would")
    opened.press(Key.Key_Return, Key.Key_Space)
    assert given(opened) == {
        "q1": {"f1": "yes"},
        "q2": {"f2": "no"},
        "remark": {"words": "as he would"},
        "opinion": {},
    }
    (line,) = opened.coding.pane.findChildren(AnswersLine)
    assert "4 of 4 answered" in line.accessibleName()
    opened.press(Key.Key_Escape)
    assert not form(opened).isVisible()
    assert opened.view.hasFocus()


def test_space_on_an_answer_that_is_not_marked_opens_the_picker(opened: User) -> None:
    opened.press(Key.Key_F4, Key.Key_Space)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, CodePicker)
    opened.qtbot.keyClick(picker.line, Key.Key_Escape)
    opened.press(Key.Key_Right, Key.Key_Space)
    assert given(opened) == {"q1": {"f1": "yes"}}


def test_the_first_answer_and_the_tag_are_one_step_of_undo(opened: User) -> None:
    opened.press(Key.Key_F4)
    opened.write("1")
    opened.press(Key.Key_Z, modifiers=CONTROL)
    assert opened.annotations == []


def test_a_click_on_the_line_opens_it_and_a_click_answers(opened: User) -> None:
    opened.click_button(
        opened.coding.pane,
        "The article: 0 of 4 answered  ·  Question 1: –  ·  "
        "Question 2: –  ·  Remark: –  ·  Opinion piece: –",
    )
    assert form(opened).isVisible()
    (box,) = [one for one in form(opened).findChildren(QCheckBox) if one.isVisible()]
    box.click()
    assert given(opened) == {"opinion": {}}
    box.click()
    assert given(opened) == {}
    opened.click_button(form(opened), "Close")
    assert opened.coding.inspector.isVisible()


def test_words_that_are_typed_are_in_the_file_before_they_are_an_answer(opened: User) -> None:
    opened.press(Key.Key_F4)
    assert form(opened).focus_code("remark")
    opened.write("half a se")
    opened.coding.session.typed.flush()
    found = [words.text for words in opened.coding.session.project.typed_words()]
    assert found == ["half a se"]


def test_the_form_follows_the_article_and_gives_way_to_a_selection(opened: User) -> None:
    opened.press(Key.Key_F4)
    opened.write("1")
    opened.coding.step_article(1)
    assert form(opened).isVisible()
    assert given(opened) == {}
    form(opened).focus_code("q1")
    opened.write("2")
    assert given(opened) == {"q1": {"f1": "no"}}
    opened.view.setFocus()
    opened.write("Q")
    assert opened.coding.inspector.isVisible()


def test_done_asks_for_what_the_codebook_requires_of_every_article(opened: User) -> None:
    opened.write("Q")
    opened.view.setFocus()
    opened.press(Key.Key_Return, modifiers=CONTROL)
    assert "1 answer is missing; here: Is it 1? of the article" in opened.say()
    opened.write("1")
    opened.press(Key.Key_Return, modifiers=CONTROL)
    statuses = opened.coding.session.project.find(Status, article="a1")
    assert [one.status for one in statuses] == [WorkStatus.DONE]
