"""What can be done in the list of articles."""

from typing import Any

from annotator.gui.articles.filter_edit import FilterEdit
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.commands.command import Command, KeyGroup, KeyScope

LIST = KeyScope(ArticlesPanel)
FILTER = KeyScope(FilterEdit)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "listed_properties",
        "Title and metadata of the selected article",
        ("Alt+Enter",),
        KeyGroup.LISTS,
        LIST,
        ArticlesPanel.ask_properties,
    ),
    Command(
        "listed_removal",
        "Remove the selected articles from the project",
        ("Del",),
        KeyGroup.LISTS,
        LIST,
        ArticlesPanel.ask_removal,
    ),
    Command(
        "clear_filter",
        "Clear the filter, or back to the text",
        ("Esc",),
        KeyGroup.LISTS,
        FILTER,
        FilterEdit.clear_or_leave,
    ),
)
