"""Rescuing a damaged project, and offering that where one is refused."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.errors import DAMAGE_REMEDY, DamageError, NotNowError, UserError
from annotator.gui.project.backing_up import backup_plan
from annotator.gui.session.jobs import Job
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import (
    PROJECTS,
    choose_existing,
    choose_new,
    show_refusal,
)
from annotator.store.backups.places import backups_of
from annotator.store.rescue.report import RescueReport
from annotator.workflow.rescuing import proposed_name, rescued

_MOST_LINES = 12
Opened = Callable[[Path], object]
"""Opens the new project."""


def refuse_project(
    window: QWidget,
    settings: Settings,
    path: Path,
    error: UserError,
    opened: Opened,
    restore: Callable[[Path], object],
) -> None:
    """Say why a project can't be opened, and offer the ways back that there are.

    What is there can be rescued, unless it is only for the moment that it can't be opened;
    `restore` shows its backups, if it has any.
    """
    damaged = isinstance(error, DamageError)
    title = "The project is damaged" if damaged else "The project can't be opened"
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    action = QMessageBox.ButtonRole.ActionRole
    to_rescue = path.is_file() and not isinstance(error, NotNowError)
    rescue = box.addButton("&Rescue…", action) if to_rescue else None
    backups = backups_of(path, backup_plan(settings))
    back = box.addButton("Restore a &backup…", action) if backups else None
    box.addButton(QMessageBox.StandardButton.Close)
    box.setInformativeText(str(_offering(error, backups=bool(backups))))
    clicked = run_dialog(box).clickedButton()
    if rescue is not None and clicked is rescue:
        rescue_project(window, settings, path, opened)
    elif back is not None and clicked is back:
        restore(path)


def _offering(error: UserError, *, backups: bool) -> UserError:
    """Return a refusal of damage with those ways on that its box has."""
    if error.remedy != DAMAGE_REMEDY:
        return error
    rest = ", or use Restore a backup…." if backups else "; it has no backups."
    return UserError(
        error.message, where=error.where, remedy=f"Save what is sound with Rescue…{rest}"
    )


def rescue_project(
    window: QWidget, settings: Settings, damaged: Path | None, opened: Opened
) -> None:
    """Ask which project is damaged, unless that is known, and where to; write, tell and open."""
    source = damaged or choose_existing(window, settings, "Rescue a damaged project", PROJECTS)
    if source is None:
        return
    name = proposed_name(source).name
    title = "Rescue into a new project"
    out = choose_new(window, settings, title, PROJECTS, name, source.parent)
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
