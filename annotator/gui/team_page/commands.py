"""What can be done on the page of the team."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.session.context import WindowContext
from annotator.gui.team_page.page import TeamPage


def _shown(window: WindowContext) -> TeamPage | None:
    return window.project.shown(TeamPage) if window.project is not None else None


PAGE = KeyScope(TeamPage, _shown)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "open_of_team",
        "Open the article",
        ("Enter",),
        KeyGroup.TEAM,
        PAGE,
        TeamPage.open_article,
        enabled_when=lambda page: page.has_article,
    ),
    Command(
        "team_sort",
        "Sort by the column at hand, or the other way round",
        ("S",),
        KeyGroup.TEAM,
        PAGE,
        TeamPage.sort_here,
        enabled_when=lambda page: page.has_coders,
    ),
    Command(
        "team_again",
        "Count and compare again",
        ("F5",),
        KeyGroup.TEAM,
        PAGE,
        TeamPage.again,
    ),
    Command(
        "export_coders",
        "Export the table of coders…",
        ("E",),
        KeyGroup.TEAM,
        PAGE,
        TeamPage.export_coders,
        enabled_when=lambda page: page.has_coders,
    ),
    Command(
        "export_articles",
        "Export who has which article…",
        ("Shift+E",),
        KeyGroup.TEAM,
        PAGE,
        TeamPage.export_articles,
        enabled_when=lambda page: page.has_coders,
    ),
)
