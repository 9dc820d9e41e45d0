"""What can be done with the edit at hand on the page of the history."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.history.filters import WordsLine
from annotator.gui.history.page import HistoryPage, focus_words
from annotator.gui.history.writing import ask_and_write_history
from annotator.gui.session.context import ON_PROJECT, ProjectContext, WindowContext


def _shown(window: WindowContext) -> HistoryPage | None:
    return window.project.shown(HistoryPage) if window.project is not None else None


def _export(project: ProjectContext) -> None:
    project.commit_pending()
    ask_and_write_history(project.window, project.session, project.settings)


PAGE = KeyScope(HistoryPage, _shown)
WORDS = KeyScope(WordsLine)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "open_edited",
        "Open the article of the edit",
        ("Enter",),
        KeyGroup.HISTORY,
        PAGE,
        HistoryPage.open_edited,
        enabled_when=lambda page: page.can_open,
    ),
    Command(
        "only_this_article",
        "Only edits on this article, or on all",
        ("A",),
        KeyGroup.HISTORY,
        PAGE,
        HistoryPage.only_this_article,
        enabled_when=lambda page: page.can_open or bool(page.filters.wanted.article),
    ),
    Command(
        "take_back",
        "Take this edit back",
        ("T",),
        KeyGroup.HISTORY,
        PAGE,
        HistoryPage.take_back,
        enabled_when=lambda page: page.can_take_back,
    ),
    Command(
        "copy_of_moment",
        "Copy of the project as it was then…",
        ("C",),
        KeyGroup.HISTORY,
        PAGE,
        HistoryPage.ask_and_copy,
        enabled_when=lambda page: page.row is not None,
    ),
    Command(
        "history_words",
        "Look for words in the edits",
        ("/",),
        KeyGroup.HISTORY,
        PAGE,
        focus_words,
    ),
    Command(
        "clear_history_words",
        "Clear the words looked for, or on to the edits",
        ("Esc",),
        KeyGroup.HISTORY,
        WORDS,
        WordsLine.clear_or_leave,
    ),
    Command(
        "export_history",
        "Export the history…",
        (),
        KeyGroup.HISTORY,
        ON_PROJECT,
        _export,
        (MenuPlace(Menu.PROJECT, 2, 4),),
    ),
)
