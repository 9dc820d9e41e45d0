"""Correcting the open article's text, and the keys in that dialog."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.correcting.dialog import CorrectingDialog, correct_text
from annotator.gui.session.context import ON_PROJECT, ProjectContext

DIALOG = KeyScope(CorrectingDialog, apart=True)


def _correct(project: ProjectContext) -> None:
    project.commit_pending()
    opened = project.session.article
    if opened is not None:
        correct_text(project.window, project.session, project.settings, opened.article.id)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "correct_text",
        "Correct the text…",
        ("Ctrl+Shift+X",),
        KeyGroup.ARTICLE,
        ON_PROJECT,
        _correct,
        (MenuPlace(Menu.ARTICLE, 3, 4),),
        enabled_when=lambda project: project.session.article is not None,
    ),
    Command(
        "correct_write",
        "Write the corrected text",
        ("Ctrl+Enter",),
        KeyGroup.ARTICLE,
        DIALOG,
        CorrectingDialog.accept,
    ),
)
