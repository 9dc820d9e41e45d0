"""Choosing files, and saying why one can't be used."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from annotator.domain.errors import UserError
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.widgets.dialog import run_dialog

SUFFIX = ".annotator"
PROJECTS = f"Media Annotator projects (*{SUFFIX})"
_SUFFIX_OF_KIND = re.compile(r"\*(\.\w+)")
_SAMPLE_NAME = f"Ceasefire study{SUFFIX}"


def documents() -> Path:
    """Return the folder where people keep their documents."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind) or Path.home())


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path.home())


def last_folder(settings: Settings) -> Path:
    """Return the folder in which the last file was chosen."""
    stored = settings.get(LAST_FOLDER)
    return Path(stored) if stored and Path(stored).is_dir() else documents()


def choose_existing(parent: QWidget, settings: Settings, title: str, kinds: str) -> Path | None:
    """Let the user choose a file that is there."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, title, str(_nearest(last_folder(settings))), kinds
    )
    return _remembered(settings, chosen)


def choose_new(
    parent: QWidget,
    settings: Settings,
    title: str,
    kinds: str,
    name: str,
    folder: Path | None = None,
) -> Path | None:
    """Let the user choose a file to write; overwriting is asked about.

    It is proposed in this folder, or else in that in which the last file was chosen. Without a
    suffix it gets that of the kind that was chosen beside it, or else of the proposed `name`.
    """
    start = str(_nearest(folder or last_folder(settings)) / name)
    chosen, kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if chosen and not Path(chosen).suffix:
        of_kind = _SUFFIX_OF_KIND.search(kind)
        whole = f"{chosen}{of_kind[1] if of_kind else Path(name).suffix}"
        asked = whole == chosen or not Path(whole).exists()  # Qt has asked of what was typed
        chosen = whole if asked or may_replace(parent, Path(whole)) else ""
    return _remembered(settings, chosen)


def may_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether a file, or the folder of an export, that is there may be replaced."""
    buttons = QMessageBox.StandardButton
    title = f"{path.name} is there already"
    box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    whole = "The folder would be replaced with all that is in it." if path.is_dir() else ""
    box.setInformativeText(whole or "What is written would take its place.")
    replace = box.addButton("&Replace", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(buttons.Cancel))
    run_dialog(box)
    return box.clickedButton() is replace


def _remembered(settings: Settings, chosen: str) -> Path | None:
    if not chosen:
        return None
    settings.set(LAST_FOLDER, str(Path(chosen).parent))
    return Path(chosen)


def sample_project() -> Path:
    """Return the sample project among the user's documents, made anew when it is not there."""
    path = documents() / _SAMPLE_NAME
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        from annotator.workflow.sample import make_sample  # noqa: PLC0415 - all formats

        make_sample(path)
    return path


def show_refusal(parent: QWidget, title: str, error: UserError, *, offer: str = "") -> bool:
    """Say in a dialog why something can't be done and what to do instead.

    `offer` is a button for a way out; tell whether it was taken.
    """
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(str(error))
    offered = box.addButton(offer, QMessageBox.ButtonRole.AcceptRole) if offer else None
    if offered is not None:
        box.addButton(QMessageBox.StandardButton.Close)
    run_dialog(box)
    return offered is not None and box.clickedButton() is offered
