"""What can be done on the page of the search, and the key that opens it from anywhere."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.search.line import SearchLine
from annotator.gui.search.page import SearchPage
from annotator.gui.session.context import ON_PROJECT, ProjectContext, WindowContext
from annotator.workflow.searching.hits import SearchPlace


def _shown(window: WindowContext) -> SearchPage | None:
    return window.project.shown(SearchPage) if window.project is not None else None


def _open(project: ProjectContext) -> None:
    project.show(SearchPage).focus_words()


PAGE = KeyScope(SearchPage, _shown)
LINE = KeyScope(SearchLine)


def _on_page(ident: str, title: str, key: str, act: Any, enabled_when: Any = None) -> Command[Any]:
    if enabled_when is None:
        return Command(ident, title, (key,), KeyGroup.SEARCH, PAGE, act)
    return Command(ident, title, (key,), KeyGroup.SEARCH, PAGE, act, enabled_when=enabled_when)


def _place(ident: str, title: str, key: str, place: SearchPlace) -> Command[Any]:
    def act(page: SearchPage) -> None:
        page.toggle_place(place)

    return _on_page(ident, title, key, act)


def _has_hit(page: SearchPage) -> bool:
    return page.has_hit


def _has_hits(page: SearchPage) -> bool:
    return page.has_hits


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "search",
        "Search the project",
        ("Ctrl+Shift+F",),
        KeyGroup.SEARCH,
        ON_PROJECT,
        _open,
        (MenuPlace(Menu.EDIT, 4, 9),),
    ),
    _on_page("open_hit", "Go to the passage of the hit", "Enter", SearchPage.open_hit, _has_hit),
    _on_page("search_words", "Back to what is looked for", "/", SearchPage.focus_words),
    _on_page(
        "only_hits_here",
        "Only the hits of this article, or all",
        "O",
        SearchPage.only_here,
        _has_hit,
    ),
    _on_page("sort_hits", "Sort the hits by the next column", "S", SearchPage.sort_next, _has_hits),
    _on_page(
        "turn_hits", "Turn the order of the hits round", "Shift+S", SearchPage.turn_order, _has_hits
    ),
    _on_page(
        "search_regex",
        "Take the words as a regular expression, or as words",
        "R",
        SearchPage.turn_regex,
    ),
    _on_page("search_case", "Match case, or not", "C", SearchPage.turn_case),
    _place("search_text", "Look in the articles' text, or not", "1", SearchPlace.TEXT),
    _place("search_labels", "Look in annotations, or not", "2", SearchPlace.LABELS),
    _place("search_notes", "Look in notes, or not", "3", SearchPlace.NOTES),
    _place("search_actors", "Look in actors, or not", "4", SearchPlace.ACTORS),
    _on_page("tag_hits", "Tag these hits…", "T", SearchPage.tag_hits, _has_hits),
    _on_page("export_hits", "Export the hits…", "X", SearchPage.export_hits, _has_hits),
    Command(
        "clear_search",
        "Clear what is looked for, or on to the hits",
        ("Esc",),
        KeyGroup.SEARCH,
        LINE,
        SearchLine.clear_or_leave,
    ),
)
