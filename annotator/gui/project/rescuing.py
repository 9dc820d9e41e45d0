"""Rescuing a damaged project, and offering that where one is refused."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import DamageError
from annotator.gui.session.jobs import Job
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import (
    PROJECTS,
    choose_existing,
    choose_new,
    show_refusal,
)
from annotator.store.rescue.report import RescueReport
from annotator.workflow.rescuing import proposed_name, rescued

_MOST_LINES = 12
Opened = Callable[[Path], object]
"""Opens the new project."""


def refuse_damaged(
    window: QWidget, settings: Settings, path: Path, error: DamageError, opened: Opened
) -> None:
    """Say that a project is damaged, and offer to rescue what is sound."""
    title = "The project is damaged"
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(str(error))
    rescue = box.addButton("&Rescue…", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    run_dialog(box)
    if box.clickedButton() is rescue:
        rescue_project(window, settings, path, opened)


def rescue_project(
    window: QWidget, settings: Settings, damaged: Path | None, opened: Opened
) -> None:
    """Ask which project is damaged, unless that is known, and where to; write, tell and open."""
    source = damaged or choose_existing(window, settings, "Rescue a damaged project", PROJECTS)
    if source is None:
        return
    name = proposed_name(source).name
    out = choose_new(window, settings, "Rescue into a new project", PROJECTS, name)
    if out is None:
        return

    def done(report: RescueReport) -> None:
        _tell(window, out, report)
        opened(out)

    job = Job(partial(rescued, source, out)).on_success(done)
    job.on_refusal(partial(show_refusal, window, "The project can't be rescued"))
    job.run(window, "Rescuing what is sound")


def _tell(window: QWidget, out: Path, report: RescueReport) -> None:
    title = "Everything was rescued" if not report.lost else "What is sound was rescued"
    box = QMessageBox(QMessageBox.Icon.Information, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    lines = [f"{report.told()} are in {out.name}.", *report.lost[:_MOST_LINES]]
    if len(report.lost) > _MOST_LINES:
        lines.append(f"And {len(report.lost) - _MOST_LINES:,} more.")
    box.setInformativeText("\n".join(lines))
    run_dialog(box)
