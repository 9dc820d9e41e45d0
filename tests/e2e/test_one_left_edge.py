"""The heading stands over the text's own left edge, and a title is said once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from user import Key, User

from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.coding.article_heading import fitting
from annotator.gui.look.sizes import row_height, two_line_height
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

BOOK = Codebook(
    codes=(
        Code(id="quote", name="Quote", key="Q"),
        Code(id="tone", name="Tone", scope=Scope.ARTICLE),
    )
)
TITLE = "Leaders press for truce"
BODY = "\n\n".join(["“We consider it possible,” the spokesman said. Nobody else spoke."] * 9)


@pytest.fixture
def reader(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        articles = (
            NewArticle(id="apart", title=TITLE, text=BODY),
            NewArticle(id="within", title=TITLE, text=f"Leaders  press for Truce\n\n{BODY}"),
        )
        project.apply(ImportRecords(articles=articles))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "apart", ask=False)
    QApplication.processEvents()
    return user


def _left(user: User, widget: QWidget) -> int:
    return widget.mapTo(user.coding.pane, QPoint(0, 0)).x()


@pytest.mark.parametrize("width", [900, 1280, 2400])
def test_heading_and_text_share_one_left_edge(reader: User, width: int) -> None:
    reader.window.resize(width, 800)
    QApplication.processEvents()
    pane, view = reader.coding.pane, reader.view
    text = _left(reader, view.viewport()) + int(view.page().lines[0].x(0))
    parts = pane.heading.findChildren(QWidget)
    shown = [one for one in parts if one.isVisible() and one.parent() is pane.heading]
    assert {_left(reader, one) for one in shown} == {text}
    right = text + int(view.column.width)
    assert all(_left(reader, one) + one.width() <= right for one in shown)
    free = view.viewport().width() - view.column.left - view.column.width
    assert abs(view.column.left - free) <= 40 or view.column.left == 72


def test_heading_and_text_share_it_before_the_window_has_another_size(reader: User) -> None:
    pane, view = reader.coding.pane, reader.view
    text = _left(reader, view.viewport()) + int(view.page().lines[0].x(0))
    assert _left(reader, pane.heading.title) == text


def test_facts_that_have_no_room_are_left_out_whole() -> None:
    facts = "Herald  ·  31 May 2025  ·  521 words"
    assert fitting(facts, lambda said: len(said) <= 36) == facts
    assert fitting(facts, lambda said: len(said) <= 32) == "Herald  ·  31 May 2025  ·  …"
    assert fitting(facts, lambda said: len(said) <= 5) == facts  # of which the line shows a part


def test_a_title_that_the_text_begins_with_is_said_there_alone(reader: User) -> None:
    assert reader.coding.pane.heading.title.isVisible()
    plain = reader.view.page().lines[0]
    reader.coding.open_article("within")
    QApplication.processEvents()
    assert not reader.coding.pane.heading.title.isVisible()
    first, second = reader.view.page().lines[:2]
    assert first.bottom - first.top > plain.bottom - plain.top
    following = next(line for line in reader.view.page().lines[1:] if line.end > line.start)
    assert following.bottom - following.top == plain.bottom - plain.top
    assert second.start == len("Leaders  press for Truce") + 1  # places are the article's own


def test_the_title_within_the_text_is_coded_like_all_of_it(reader: User) -> None:
    reader.coding.open_article("within")
    reader.view.set_caret(3)
    reader.press(Key.Key_Q)
    assert reader.texts("quote") == ["Leaders  press for Truce"]


def test_the_heading_says_a_title_that_was_changed(reader: User) -> None:
    reader.coding.open_article("within")
    reader.coding.session.apply(EditArticle(article="within", title="Another", meta={}))
    QApplication.processEvents()
    assert reader.coding.pane.heading.title.isVisible()
    heights = {line.bottom - line.top for line in reader.view.page().lines}
    assert len(heights) == 1


def test_rows_of_the_list_have_one_line_until_there_is_more_to_say(reader: User) -> None:
    table = reader.coding.articles.table
    assert table.rowHeight(0) == row_height()
    reader.coding.session.apply(
        EditArticle(article="within", title=TITLE, meta={"outlet": "Herald"})
    )
    reader.qtbot.waitUntil(lambda: table.rowHeight(0) == two_line_height())
