"""Choosing what to import."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.formats.importers import IMPORTERS
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.widgets.file_dialogs import last_folder


def file_filters() -> str:
    """Return the kinds of files that can be chosen, all of them together first."""
    kinds = [(one.name, " ".join(f"*{suffix}" for suffix in one.suffixes)) for one in IMPORTERS]
    every = " ".join(endings for _, endings in kinds)
    filters = [f"Articles ({every})", *(f"{name} ({endings})" for name, endings in kinds)]
    return ";;".join([*filters, "All files (*)"])


def choose_files(parent: QWidget, settings: Settings) -> list[Path]:
    """Let the user choose files."""
    start = str(last_folder(settings))
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Import articles", start, file_filters())
    if chosen:
        settings.set(LAST_FOLDER, str(Path(chosen[0]).parent))
    return [Path(one) for one in chosen]


def choose_folder(parent: QWidget, settings: Settings) -> list[Path]:
    """Let the user choose a folder of articles."""
    start = str(last_folder(settings))
    chosen = QFileDialog.getExistingDirectory(parent, "Import a folder of articles", start)
    if chosen:
        settings.set(LAST_FOLDER, chosen)
    return [Path(chosen)] if chosen else []
