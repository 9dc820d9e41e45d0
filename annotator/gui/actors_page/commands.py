"""What can be done on the page of the actors."""

from typing import Any

from annotator.gui.actors_page.bar import ActorWords
from annotator.gui.actors_page.csv_in_out import ask_and_export, ask_and_import
from annotator.gui.actors_page.page import ActorsPage
from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.session.context import WindowContext

_TWO = 2


def _shown(window: WindowContext) -> ActorsPage | None:
    return window.project.shown(ActorsPage) if window.project is not None else None


def _focus_words(page: ActorsPage) -> None:
    page.bar.words.setFocus()
    page.bar.words.selectAll()


PAGE = KeyScope(ActorsPage, _shown)
WORDS = KeyScope(ActorWords)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "actor_passages",
        "Passages of the figure at hand; of a passage, its article",
        ("Enter",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.go_to_passages,
        enabled_when=lambda page: page.row is not None,
    ),
    Command(
        "back_to_actors",
        "Back to the actors",
        ("Esc",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.back,
    ),
    Command(
        "actors_sort",
        "Sort by the column at hand, or the other way round",
        ("S",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.sort_here,
    ),
    Command(
        "actor_words",
        "Find an actor",
        ("/",),
        KeyGroup.ACTORS,
        PAGE,
        _focus_words,
    ),
    Command(
        "clear_actor_words",
        "Clear the words looked for, or on to the actors",
        ("Esc",),
        KeyGroup.ACTORS,
        WORDS,
        ActorWords.clear_or_leave,
    ),
    Command(
        "show_archived",
        "Show archived actors, or hide them",
        ("H",),
        KeyGroup.ACTORS,
        PAGE,
        lambda page: page.bar.archived.toggle(),
    ),
    Command(
        "change_actor",
        "Change the actor at hand",
        ("F2",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.change,
        enabled_when=lambda page: page.row is not None,
    ),
    Command("new_actor", "Add an actor", ("N",), KeyGroup.ACTORS, PAGE, ActorsPage.add),
    Command(
        "archive_actor",
        "Archive the actor at hand, or offer it again",
        ("A",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.archive,
        enabled_when=lambda page: page.row is not None,
    ),
    Command(
        "merge_actors",
        "Make the selected actors one…",
        ("M",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.merge,
        enabled_when=lambda page: len(page.table.selected()) >= _TWO,
    ),
    Command(
        "split_actor",
        "Split the actor at hand…",
        ("Shift+M",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.split,
        enabled_when=lambda page: page.row is not None,
    ),
    Command(
        "actor_doubles",
        "Actors that may be the same…",
        ("D",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.look_at_doubles,
        enabled_when=lambda page: bool(page.model.ids),
    ),
    Command(
        "actor_variables",
        "What the project asks of its actors…",
        ("V",),
        KeyGroup.ACTORS,
        PAGE,
        ActorsPage.ask_variables,
    ),
    Command(
        "import_actors",
        "Import a table of actors…",
        ("I",),
        KeyGroup.ACTORS,
        PAGE,
        ask_and_import,
    ),
    Command(
        "export_actors",
        "Export the actors…",
        ("E",),
        KeyGroup.ACTORS,
        PAGE,
        ask_and_export,
        enabled_when=lambda page: bool(page.model.ids),
    ),
)
