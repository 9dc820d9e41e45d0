"""What can be done while coding: in the text, on the open article, and with the page's panels."""

from functools import partial
from typing import Any

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Scope
from annotator.gui.coding.article_heading import MOST_CODES
from annotator.gui.coding.controller import CodingController
from annotator.gui.coding.copy_commands import COPY_COMMANDS
from annotator.gui.coding.find_bar import FindBar
from annotator.gui.coding.page import CodingPage
from annotator.gui.coding.study_commands import STUDY_COMMANDS
from annotator.gui.coding.suggest_commands import SUGGEST_COMMANDS
from annotator.gui.coding.text_commands import TEXT, TEXT_COMMANDS, coding_page
from annotator.gui.coding.unit_commands import UNIT_COMMANDS
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import ON_PROJECT, ProjectContext, WindowContext
from annotator.gui.settings.settings import SHOW_LEFT, SHOW_RIGHT, TYPEWRITER
from annotator.gui.text import ArticleView


def _view(window: WindowContext) -> ArticleView | None:
    page = coding_page(window)
    return page.pane.view if page else None


VIEW = KeyScope(ArticleView, _view)
"""What the text does by itself."""
FIND = KeyScope(FindBar)
PAGE = KeyScope(CodingPage, coding_page, shortcuts=True)
"""What works all over the window, while it is there for coding."""

_VIEW: tuple[Command[ArticleView], ...] = (
    Command(
        "copy_words",
        "Copy",
        ("Ctrl+C",),
        KeyGroup.ARTICLE,
        VIEW,
        ArticleView.copy,
        (MenuPlace(Menu.TEXT, 1, 4),),
        enabled_when=lambda view: view.selection() is not None,
    ),
)

_EVERYWHERE: tuple[Command[CodingController], ...] = (
    Command(
        "tag_everywhere",
        "Tag every occurrence of the selected words…",
        (),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.everywhere.ask_for(text.recent),
        (MenuPlace(Menu.EDIT, 2, 7), MenuPlace(Menu.TEXT, 1, 5)),
    ),
)

_FIND: tuple[Command[FindBar], ...] = (
    Command(
        "next_hit", "Next place", ("Enter", "F3"), KeyGroup.FINDING, FIND, lambda bar: bar.step(1)
    ),
    Command(
        "previous_hit",
        "Previous place",
        ("Shift+Enter", "Shift+F3"),
        KeyGroup.FINDING,
        FIND,
        lambda bar: bar.step(-1),
    ),
    Command("leave_find", "Back to the text", ("Esc",), KeyGroup.FINDING, FIND, FindBar.close_bar),
)


def _focus_filter(page: CodingPage) -> None:
    page.sides.show(SHOW_LEFT)
    page.articles.focus_filter()


_PAGE: tuple[Command[CodingPage], ...] = (
    Command(
        "done",
        "Done, next article",
        ("Ctrl+Enter",),
        KeyGroup.ARTICLE,
        PAGE,
        lambda page: page.finish(WorkStatus.DONE),
        (MenuPlace(Menu.ARTICLE, 1, 1),),
    ),
    Command(
        "done_open",
        "Done, leaving answers open",
        ("Ctrl+Alt+Enter",),
        KeyGroup.ARTICLE,
        PAGE,
        lambda page: page.finish(WorkStatus.DONE, leave_open=True),
        (MenuPlace(Menu.ARTICLE, 1, 3),),
    ),
    Command(
        "nothing",
        "Nothing to code here, next article",
        ("Ctrl+Shift+Enter",),
        KeyGroup.ARTICLE,
        PAGE,
        lambda page: page.finish(WorkStatus.NOTHING),
        (MenuPlace(Menu.ARTICLE, 1, 2),),
    ),
    Command(
        "article_answers",
        "Answers to the article",
        ("F4",),
        KeyGroup.ARTICLE,
        PAGE,
        lambda page: page.beside.toggle_answers(),
        (MenuPlace(Menu.ARTICLE, 1, 4),),
        checked_when=lambda page: page.beside.shows_answers(),
    ),
    Command(
        "remove_articles",
        "Remove from the project",
        (),
        KeyGroup.ARTICLE,
        PAGE,
        CodingPage.remove,
        (MenuPlace(Menu.ARTICLE, 3, 3),),
    ),
    Command(
        "find",
        "Find in the article",
        ("Ctrl+F",),
        KeyGroup.ARTICLE,
        PAGE,
        lambda page: page.pane.find_bar.open(),
        (MenuPlace(Menu.EDIT, 4, 1), MenuPlace(Menu.TEXT, 1, 3)),
    ),
    Command(
        "read_out",
        "Say what is annotated here",
        ("Ctrl+H",),
        KeyGroup.MOVING,
        PAGE,
        CodingPage.read_out,
        (MenuPlace(Menu.ANNOTATION, 2, 9),),
    ),
    Command(
        "filter",
        "Filter articles",
        ("Ctrl+J",),
        KeyGroup.WINDOW,
        PAGE,
        _focus_filter,
        (MenuPlace(Menu.VIEW, 2, 2),),
    ),
    Command(
        "next_panel",
        "Next panel",
        ("F6",),
        KeyGroup.WINDOW,
        PAGE,
        lambda page: page.step_panel(1),
        (MenuPlace(Menu.VIEW, 2, 3),),
    ),
    Command(
        "previous_panel",
        "Previous panel",
        ("Shift+F6",),
        KeyGroup.WINDOW,
        PAGE,
        lambda page: page.step_panel(-1),
        (MenuPlace(Menu.VIEW, 2, 4),),
    ),
    Command(
        "codebook",
        "Codebook panel",
        ("Ctrl+B",),
        KeyGroup.WINDOW,
        PAGE,
        CodingPage.toggle_codebook,
        (MenuPlace(Menu.VIEW, 2, 5),),
        checked_when=CodingPage.shows_codebook,
    ),
    Command(
        "left_side",
        "Panels at the left",
        ("F8",),
        KeyGroup.WINDOW,
        PAGE,
        lambda page: page.sides.toggle(SHOW_LEFT),
        (MenuPlace(Menu.VIEW, 2, 6),),
        checked_when=lambda page: page.sides.shows(SHOW_LEFT),
    ),
    Command(
        "right_side",
        "Panels at the right",
        ("F9",),
        KeyGroup.WINDOW,
        PAGE,
        lambda page: page.sides.toggle(SHOW_RIGHT),
        (MenuPlace(Menu.VIEW, 2, 7),),
        checked_when=lambda page: page.sides.shows(SHOW_RIGHT),
    ),
    Command(
        "text_alone",
        "The text alone",
        ("F7",),
        KeyGroup.WINDOW,
        PAGE,
        lambda page: page.sides.toggle_alone(),
        (MenuPlace(Menu.VIEW, 2, 8),),
        checked_when=lambda page: page.sides.is_alone,
    ),
    Command(
        "typewriter",
        "Typewriter scrolling",
        ("Shift+F7",),
        KeyGroup.WINDOW,
        PAGE,
        CodingPage.toggle_typewriter,
        (MenuPlace(Menu.VIEW, 2, 9),),
        checked_when=lambda page: page.settings.get(TYPEWRITER),
    ),
)


def _has_code(number: int, page: CodingPage) -> bool:
    return len(page.session.codebook.usable(Scope.ARTICLE)) >= number


_CODES: tuple[Command[CodingPage], ...] = tuple(
    Command(
        f"article_code_{number}",
        "Tag the whole article with the code of this number",
        (f"Ctrl+{number}",),
        KeyGroup.CODES,
        PAGE,
        partial(CodingPage.tag_whole_article, number=number),
        enabled_when=partial(_has_code, number),
    )
    for number in range(1, MOST_CODES + 1)
)


def _code_next(project: ProjectContext) -> None:
    project.commit_pending()
    project.show(CodingPage).next.open_next()


_ARTICLE: tuple[Command[ProjectContext], ...] = (
    Command(
        "next_article",
        "Next article",
        ("Ctrl+PgDown",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        lambda project: project.page(CodingPage).step_article(1),
        (MenuPlace(Menu.ARTICLE, 2, 1),),
    ),
    Command(
        "previous_article",
        "Previous article",
        ("Ctrl+PgUp",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        lambda project: project.page(CodingPage).step_article(-1),
        (MenuPlace(Menu.ARTICLE, 2, 2),),
    ),
    Command(
        "code_next",
        "Next article to code",
        ("Ctrl+Shift+PgDown",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        _code_next,
        (MenuPlace(Menu.ARTICLE, 2, 3),),
    ),
    Command(
        "properties",
        "Title and metadata…",
        ("Ctrl+P",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        lambda project: project.page(CodingPage).edit_properties(),
        (MenuPlace(Menu.ARTICLE, 3, 2),),
    ),
)

COMMANDS: tuple[Command[Any], ...] = (
    *_CODES,
    *TEXT_COMMANDS,
    *_EVERYWHERE,
    *_VIEW,
    *_FIND,
    *_PAGE,
    *_ARTICLE,
    *COPY_COMMANDS,
    *STUDY_COMMANDS,
    *SUGGEST_COMMANDS,
    *UNIT_COMMANDS,
)
