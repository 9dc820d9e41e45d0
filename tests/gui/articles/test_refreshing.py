"""After an edit the list reads what the edit touched, and shows what it would show if read anew."""

import random
from collections.abc import Callable, Collection

import pytest
from listed import listed_rows
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle, RemoveArticles, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.domain.people import coder_id
from annotator.gui.articles import lister
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import ARTICLE_SORT, ARTICLE_SORT_DESCENDING, Settings
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.article_order import SortKey

MAKE = Callable[[], ArticlesPanel]
FILTERS = ("", "status:new", "code:quote", "-code:quote", "coder:ana", "minister", "-apples")


def an_edit(chance: random.Random, session: Session, number: int) -> Edit | None:
    """Return an edit of any kind that shows in the list; None to undo one."""
    articles = [row.id for row in session.project.articles()]
    article = chance.choice(articles)
    tags = [one.id for one in session.project.find(Annotation, coder=coder_id("ana"))]
    tag = Tag(id=f"t{number}", article=article, code="quote", fragments=((0, 2),))
    title, outlet = chance.choice(("Aa", "Minister", "Zz")), chance.choice(("Herald", ""))
    new = NewArticle(id=f"new{number}", title="New", text=f"minister {number}")
    edits: list[Edit | None] = [
        *[tag] * 3,
        *[Delete((one,)) for one in tags[:1]],
        SetStatus(article, chance.choice(list(WorkStatus))),
        EditArticle(article=article, title=title, meta={"outlet": outlet}),
        ImportRecords(articles=(new,)),
        *[RemoveArticles((one,)) for one in articles[3:4]],
        Assign(((article, chance.choice(("ana", "ben"))),)),
        None,
    ]
    return chance.choice(edits)


@pytest.mark.parametrize("seed", range(5))
def test_it_shows_what_it_would_show_if_read_anew(
    seed: int, session: Session, settings: Settings, make_panel: MAKE
) -> None:
    chance = random.Random(seed)
    settings.set(ARTICLE_SORT, chance.choice(list(SortKey)))
    settings.set(ARTICLE_SORT_DESCENDING, chance.random() < 0.5)
    session.coder = "ana"
    panel, anew, words = make_panel(), make_panel(), chance.choice(FILTERS)
    for one in (panel, anew):
        one.filter.setText(words)
        one.filter.run_now()
    for number in range(25):
        edit = an_edit(chance, session, number)
        if edit is None:
            session.undo()
        else:
            session.apply(edit)
        shown = panel.visible_ids()
        anew.refresh()
        assert shown == anew.visible_ids()
        assert listed_rows(panel) == listed_rows(anew)
        assert panel.done.text == anew.done.text


@pytest.mark.parametrize("seed", range(2))
def test_where_there_are_many_it_shows_the_same_in_the_end(
    seed: int,
    session: Session,
    make_panel: MAKE,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(seed)
    session.coder = "ana"
    few, many = make_panel(), make_panel()
    for number in range(10):
        words = chance.choice(FILTERS)
        edit = an_edit(chance, session, number)
        with monkeypatch.context() as patch:
            patch.setattr(lister, "AT_ONCE", 0)
            many.filter.setText(words)
            many.filter.run_now()
            if edit is None:
                session.undo()
            else:
                session.apply(edit)
            many._lister.catch_up()
            qtbot.waitUntil(lambda: not many._lister._finding.is_due)
        few.filter.setText(words)
        few.refresh()
        assert listed_rows(many) == listed_rows(few)
        assert (many.done.text, many._hint.text()) == (few.done.text, few._hint.text())


def test_an_edit_reads_the_rows_that_it_touched(
    session: Session, make_panel: MAKE, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.coder = "ana"
    panel = make_panel()
    asked: list[list[str] | None] = []
    every = Project.articles

    def noted(project: Project, only: Collection[str] | None = None) -> list[ArticleRow]:
        asked.append(None if only is None else sorted(only))
        return every(project, only)

    monkeypatch.setattr(Project, "articles", noted)
    session.apply(Tag(id="mine", article="a1", code="quote", fragments=((0, 2),)))
    session.apply(SetStatus("a2", WorkStatus.DONE))
    panel.visible_ids()
    session.undo()
    panel.visible_ids()
    assert asked == [["a1", "a2"], ["a2"]]
