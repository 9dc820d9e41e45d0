"""What to code next: as listed, or drawn; the lead says which."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from suggested import ANA, study
from user import CONTROL, SHIFT, Key, User

from annotator.domain.draws import DrawnArticle
from annotator.domain.edits.team import NameReviewers, SetSetting
from annotator.domain.settings import NEXT_SETTING, NextOrder, project_settings
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.commands.table import command
from annotator.gui.project.next_order import NextOrderDialog
from annotator.gui.settings.settings import CODER
from annotator.workflow.article_order import SortKey

DONE_WITHOUT_LABELS = CONTROL | SHIFT
TEXTS = [f"“We will keep berth {n} open,” the mayor said on Monday." for n in range(14)]


@pytest.fixture
def order() -> NextOrder:
    return NextOrder.RANDOM


@pytest.fixture
def coder(user: User, tmp_path: Path, order: NextOrder) -> User:
    with study(tmp_path, *TEXTS) as project:
        if order is not NextOrder.LISTED:
            project.apply(SetSetting(NEXT_SETTING, order.value))
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a0", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def opened(user: User) -> str:
    article = user.coding.session.article
    return article.article.id if article is not None else ""


def ask_for_next(user: User) -> None:
    user.press(Key.Key_PageDown, modifiers=CONTROL | SHIFT)
    user.qtbot.waitUntil(lambda: not user.coding.next.drawing.busy)


def finish_it(user: User) -> None:
    user.press(Key.Key_Return, modifiers=DONE_WITHOUT_LABELS)
    user.qtbot.waitUntil(lambda: not user.coding.next.drawing.busy)


def drawn(user: User) -> list[str]:
    found = user.coding.session.project.find(DrawnArticle, coder=ANA)
    return [one.article for one in sorted(found, key=lambda one: (one.batch, one.place))]


@pytest.mark.parametrize("order", [NextOrder.LISTED])
def test_as_listed_the_next_one_of_the_list_is_opened(coder: User) -> None:
    ask_for_next(coder)
    assert opened(coder) == "a1"
    finish_it(coder)
    assert opened(coder) == "a2"
    assert drawn(coder) == []


@pytest.mark.parametrize("order", [NextOrder.RANDOM, NextOrder.UNSURE, NextOrder.NOVEL])
def test_ten_articles_are_drawn_and_coded_one_after_the_other(coder: User) -> None:
    ask_for_next(coder)
    first = drawn(coder)
    assert len(first) == 10
    for article in first:
        assert opened(coder) == article
        finish_it(coder)
    # Nothing is left of them: others are drawn, and the first of those is opened.
    assert len(drawn(coder)) == len(TEXTS)
    assert opened(coder) == drawn(coder)[10]


def test_done_draws_where_nothing_was_drawn_yet(coder: User) -> None:
    finish_it(coder)
    assert opened(coder) == drawn(coder)[0]
    assert "a0" not in drawn(coder)


def test_it_is_said_how_many_were_drawn_of_how_many(coder: User) -> None:
    heard: list[str] = []
    coder.coding.session.told.connect(heard.append)
    ask_for_next(coder)
    assert "10 articles drawn of 14 that you have not read: at random" in heard


def test_a_draw_can_be_undone(coder: User) -> None:
    ask_for_next(coder)
    coder.press(Key.Key_Z, modifiers=CONTROL)
    assert drawn(coder) == []


def test_after_the_last_one_it_is_said_so(coder: User) -> None:
    heard: list[str] = []
    coder.coding.session.told.connect(heard.append)
    for _ in range(len(TEXTS)):
        finish_it(coder)
    assert any("no article left" in one for one in heard)


def test_the_list_shows_what_was_drawn_first(coder: User) -> None:
    ask_for_next(coder)
    panel = coder.coding.findChild(ArticlesPanel)
    assert panel is not None
    panel.sort.choose(SortKey.DRAWN, False)
    coder.qtbot.waitUntil(lambda: panel.visible_ids()[:10] == drawn(coder))


@pytest.mark.parametrize("order", [NextOrder.LISTED])
def test_the_lead_chooses_the_order_by_keys(coder: User) -> None:
    def choose(dialog: NextOrderDialog) -> None:
        coder.qtbot.keyClick(dialog.focusWidget(), Key.Key_Down)
        assert dialog.chosen is NextOrder.UNSURE
        coder.qtbot.keyClick(dialog, Key.Key_Return)

    project = coder.window.project
    assert project is not None
    coder.in_dialog(NextOrderDialog, choose, lambda: command("next_order").do(project))
    info = coder.coding.session.project.info()
    assert project_settings(info.settings).next_order is NextOrder.UNSURE


def test_who_is_no_reviewer_does_not_choose_it(coder: User) -> None:
    coder.coding.session.apply(NameReviewers(("lea",)))
    assert not command("next_order").can_act(coder.window.project)
