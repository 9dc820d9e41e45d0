"""What keys do in the list of rounds, and in what is told of practice."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.rounds.dialog import RoundsDialog
from annotator.gui.rounds.feedback import FeedbackDialog

DIALOG = KeyScope(RoundsDialog, apart=True)
FEEDBACK = KeyScope(FeedbackDialog, apart=True)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "change_round",
        "Change the round…",
        ("F2",),
        KeyGroup.TEAM,
        DIALOG,
        RoundsDialog.edit_current,
        enabled_when=RoundsDialog.has_round,
    ),
    Command(
        "round_up",
        "Before the round above it",
        ("Alt+Up",),
        KeyGroup.TEAM,
        DIALOG,
        lambda dialog: dialog.move_current(-1),
    ),
    Command(
        "round_down",
        "Behind the round below it",
        ("Alt+Down",),
        KeyGroup.TEAM,
        DIALOG,
        lambda dialog: dialog.move_current(1),
    ),
    Command(
        "remove_round",
        "Remove the round",
        ("Del",),
        KeyGroup.TEAM,
        DIALOG,
        RoundsDialog.remove_current,
        enabled_when=RoundsDialog.has_round,
    ),
    Command(
        "list_round",
        "List the round's articles",
        ("Enter",),
        KeyGroup.TEAM,
        DIALOG,
        RoundsDialog.show_articles,
        enabled_when=RoundsDialog.has_round,
    ),
    Command(
        "look_at_label",
        "Look at the label in the text",
        ("L",),
        KeyGroup.TEAM,
        FEEDBACK,
        FeedbackDialog.look,
    ),
)
