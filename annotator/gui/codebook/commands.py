"""Taking a codebook over from a file, and writing it to one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import UserError
from annotator.formats.codebooks import codebook_kinds, losses_of, save_codebook, writing_format
from annotator.gui.codebook.guideline import GuidelinePopup
from annotator.gui.codebook.loading import load_codebook
from annotator.gui.codebook.panel import CodebookPanel
from annotator.gui.codebook.versions import show_versions
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal
from annotator.workflow.codebooks.moving import inwards, outwards, step

LIST = KeyScope(CodebookPanel)
GUIDELINE = KeyScope(GuidelinePopup)


def _load(project: ProjectContext) -> None:
    path = choose_existing(
        project.window, project.settings, "Load a codebook", codebook_kinds(reading=True)
    )
    if path is not None:
        load_codebook(project.window, project.session, path)


def _save(project: ProjectContext) -> None:
    session = project.session
    name = f"{session.project.path.stem}.codebook.json"
    kinds = codebook_kinds(reading=False)
    path = choose_new(project.window, project.settings, "Save the codebook", kinds, name)
    if path is None:
        return
    try:
        row = writing_format(path)
        if _accepts(project.window, row.name, losses_of(session.codebook, row)):
            save_codebook(session.codebook, path)
            session.told.emit(f"Codebook saved as {path.name}")
    except UserError as error:
        show_refusal(project.window, "The codebook can't be saved", error)


def _accepts(window: QWidget, name: str, lost: Sequence[str]) -> bool:
    """Tell whether a format is wanted though it has no place for all of the codebook."""
    if not lost:
        return True
    title = "Not all of the codebook can be saved so"
    box = QMessageBox(QMessageBox.Icon.Information, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    listed = "\n".join(f"– {one}" for one in lost)
    box.setInformativeText(f"{name} has no place for:\n{listed}\n\nTOML and JSON hold everything.")
    save = box.addButton("&Save", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    run_dialog(box)
    return box.clickedButton() is save


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "codebook_load",
        "Load a codebook…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _load,
        (MenuPlace(Menu.PROJECT, 4, 3, "Codebook"),),
    ),
    Command(
        "codebook_save",
        "Save the codebook…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        _save,
        (MenuPlace(Menu.PROJECT, 4, 4, "Codebook"),),
    ),
    Command(
        "codebook_versions",
        "Versions of the codebook…",
        (),
        KeyGroup.PROJECT,
        ON_PROJECT,
        lambda project: show_versions(project.session, project.window),
        (MenuPlace(Menu.PROJECT, 4, 5, "Codebook"),),
    ),
    Command(
        "tag_with_listed",
        "Tag with the code",
        ("Enter",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.tag_current,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "listed_guideline",
        "Guideline of the code",
        ("H",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.show_guideline,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "note_on_listed",
        "Note to the lead on the code…",
        ("?",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.want_note,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "edit_listed",
        "Edit the code…",
        ("F2",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.edit_current,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "reshape_listed",
        "Merge, split or convert the code…",
        ("Shift+F2",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.reshape_current,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "retire_listed",
        "Retire the code, or take it up again",
        ("Ctrl+F2",),
        KeyGroup.CODEBOOK,
        LIST,
        CodebookPanel.retire_current,
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "move_listed_up",
        "Move the code up",
        ("Alt+Up",),
        KeyGroup.CODEBOOK,
        LIST,
        lambda panel: panel.move_current(partial(step, by=-1)),
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "move_listed_down",
        "Move the code down",
        ("Alt+Down",),
        KeyGroup.CODEBOOK,
        LIST,
        lambda panel: panel.move_current(partial(step, by=1)),
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "move_listed_in",
        "Move the code below the one before it",
        ("Alt+Right",),
        KeyGroup.CODEBOOK,
        LIST,
        lambda panel: panel.move_current(inwards),
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "move_listed_out",
        "Move the code one level up",
        ("Alt+Left",),
        KeyGroup.CODEBOOK,
        LIST,
        lambda panel: panel.move_current(outwards),
        enabled_when=CodebookPanel.has_current,
    ),
    Command(
        "leave_codebook",
        "Back to the text",
        ("Esc",),
        KeyGroup.CODEBOOK,
        LIST,
        lambda panel: panel.left.emit(),
    ),
    Command(
        "close_guideline",
        "Close the guideline",
        ("Esc", "H", "Enter"),
        KeyGroup.CODEBOOK,
        GUIDELINE,
        GuidelinePopup.close_up,
    ),
)
