"""Notes to the lead: writing one, and what keys do in their list."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.remarks.note import CODEBOOK, write_note
from annotator.gui.remarks.note_input import NoteInput
from annotator.gui.remarks.threads import RemarksDialog
from annotator.gui.session.context import ON_PROJECT, ProjectContext

NOTE = KeyScope(NoteInput, apart=True)
DIALOG = KeyScope(RemarksDialog, apart=True)


def _note(project: ProjectContext) -> None:
    project.commit_pending()
    article = project.session.article
    about = (article.article.id, None) if article is not None else CODEBOOK
    write_note(project.window, project.session, project.settings, about)


def _note_on_codebook(project: ProjectContext) -> None:
    project.commit_pending()
    write_note(project.window, project.session, project.settings, CODEBOOK)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "note_to_lead",
        "Note to the lead…",
        ("Ctrl+Shift+N",),
        KeyGroup.TEAM,
        ON_PROJECT,
        _note,
        (MenuPlace(Menu.TEAM, 4, 1),),
    ),
    Command(
        "note_on_codebook",
        "Note to the lead on the codebook…",
        (),
        KeyGroup.TEAM,
        ON_PROJECT,
        _note_on_codebook,
        (MenuPlace(Menu.TEAM, 4, 2),),
    ),
    Command(
        "send_note",
        "Send the note, or the answer",
        ("Enter",),
        KeyGroup.TEAM,
        NOTE,
        NoteInput.send,
    ),
    Command(
        "begin_note_line",
        "Begin a line in the note",
        ("Shift+Enter",),
        KeyGroup.TEAM,
        NOTE,
        NoteInput.begin_line,
    ),
    Command(
        "go_to_note",
        "To the article or the code of the note",
        ("Enter",),
        KeyGroup.TEAM,
        DIALOG,
        RemarksDialog.go,
    ),
)
