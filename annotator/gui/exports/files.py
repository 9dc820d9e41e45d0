"""Where an export goes."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from annotator.formats.format import Format
from annotator.gui.settings.settings import EXPORT_FOLDER, Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import documents
from annotator.workflow.exporting import free_target


def likely_target(settings: Settings, project: Path, chosen: Format) -> Path:
    """Return a path named after the project at which there is nothing yet."""
    stored = settings.get(EXPORT_FOLDER)
    folder = Path(stored) if stored and Path(stored).is_dir() else project.absolute().parent
    folder = folder if folder.is_dir() else documents()
    return free_target(folder, project.stem, chosen)


def choose_target(parent: QWidget, start: Path, chosen: Format) -> Path | None:
    """Let the user choose a file to write; overwriting is asked about."""
    kinds = f"{chosen.exporter.title} (*{chosen.exporter.suffix})"
    path, _ = QFileDialog.getSaveFileName(parent, "Export to", str(start), kinds)
    return Path(path) if path else None


def may_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether a file that is there may be replaced."""
    buttons = QMessageBox.StandardButton
    title = f"{path.name} is there already"
    box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText("The export would take its place.")
    replace = box.addButton("&Replace", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(buttons.Cancel))
    run_dialog(box)
    return box.clickedButton() is replace
