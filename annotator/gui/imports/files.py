"""Choosing what to import."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.formats.table import import_formats, import_suffixes
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.widgets.file_dialogs import last_folder


def file_filters() -> str:
    """Return the kinds of files that can be chosen, all of them together first."""
    kinds = [_filter(one.name, one.suffixes) for one in import_formats() if one.suffixes]
    return ";;".join([_filter("Articles", import_suffixes()), *kinds, "All files (*)"])


def _filter(name: str, suffixes: Iterable[str]) -> str:
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


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
