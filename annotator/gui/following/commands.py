"""Following a folder, and bringing in what arrived there."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, Menu, MenuPlace
from annotator.gui.following.dialog import FollowDialog
from annotator.gui.following.follower import follower_of
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.widgets.dialog import run_dialog


def _follow(project: ProjectContext) -> None:
    project.commit_pending()
    session, settings = project.session, project.settings
    run_dialog(FollowDialog(session, settings, follower_of(session), project.window))


def _bring_in(project: ProjectContext) -> None:
    """Bring in what arrived; where nothing can come in, show why."""
    project.commit_pending()
    follower = follower_of(project.session)
    if follower.brings:
        follower.bring_in_now(project.window)
    else:
        _follow(project)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "follow",
        "Follow a folder…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _follow,
        (MenuPlace(Menu.PROJECT, 2, 8),),
        enabled_when=lambda project: not project.session.project.read_only,
    ),
    Command(
        "bring_in_followed",
        "Bring in what arrived",
        ("Ctrl+Shift+W",),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _bring_in,
        (MenuPlace(Menu.TEAM, 1, 8),),
        enabled_when=lambda project: bool(follower_of(project.session).notice),
    ),
)
