"""What a team can do with the open project."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.team.bringing import bring_in
from annotator.gui.team.coders import show_coders
from annotator.gui.team.conflicts import ConflictsDialog, show_conflicts
from annotator.gui.team.handing import hand_out
from annotator.gui.team.keyed import bring_in_by_key
from annotator.gui.team.proposals import show_proposals
from annotator.gui.team.runs import show_runs

DIALOG = KeyScope(ConflictsDialog, apart=True)


def _hand_out(project: ProjectContext) -> None:
    project.commit_pending()
    selected, listed = project.selected_articles(), project.listed_articles()
    hand_out(project.window, project.session, project.settings, selected, listed)


def _bring_in(project: ProjectContext) -> None:
    project.commit_pending()
    session = project.session
    # What lies beside the project and is not in it yet is looked at without being asked for.
    kept = [path for path in session.kept_beside if path.exists()]
    session.kept_beside = ()
    bring_in(project.window, session, project.settings, kept)


def _bring_in_by_key(project: ProjectContext) -> None:
    project.commit_pending()
    bring_in_by_key(project.window, project.session, project.settings)


def _coders(project: ProjectContext) -> None:
    project.commit_pending()
    show_coders(project.window, project.session, project.settings)


def _runs(project: ProjectContext) -> None:
    project.commit_pending()
    show_runs(project.window, project.session, project.settings)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "hand_out",
        "Hand out…",
        ("Ctrl+Shift+H",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _hand_out,
        (MenuPlace(Menu.TEAM, 1, 1),),
    ),
    Command(
        "bring_in",
        "Bring in…",
        ("Ctrl+Shift+I",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _bring_in,
        (MenuPlace(Menu.TEAM, 1, 2),),
    ),
    Command(
        "bring_in_by_key",
        "Bring in with a key…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _bring_in_by_key,
        (MenuPlace(Menu.TEAM, 1, 7),),
    ),
    Command(
        "coders",
        "Coders…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _coders,
        (MenuPlace(Menu.TEAM, 1, 3),),
    ),
    Command(
        "runs",
        "Runs of programs…",
        (),
        KeyGroup.TEAM,
        ON_PROJECT,
        _runs,
        (MenuPlace(Menu.TEAM, 1, 4),),
    ),
    Command(
        "conflicts",
        "Conflicts of bringing in…",
        (),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: show_conflicts(project.window, project.session, project.settings),
        (MenuPlace(Menu.REVIEW, 1, 5),),
    ),
    Command(
        "proposals",
        "Proposals of the codebook…",
        (),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: show_proposals(project.window, project.session, project.settings),
        (MenuPlace(Menu.REVIEW, 1, 6),),
    ),
    Command(
        "go_to_conflict",
        "To the article of the conflict",
        ("Enter",),
        KeyGroup.LISTS,
        DIALOG,
        ConflictsDialog.go,
    ),
)
