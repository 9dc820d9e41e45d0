"""Backups before what a command of the command line changes."""

from annotator.cli.output import plain, say
from annotator.domain.errors import UserError
from annotator.store.backups.keeper import BackupKeeper
from annotator.store.backups.places import BackupPlan
from annotator.store.project import Project
from annotator.workflow.backups.places import apart_folder


def plan() -> BackupPlan:
    """Return where the command line keeps backups: beside the project, or in the user's data."""
    return BackupPlan(apart=apart_folder())


def kept(project: Project) -> Project:
    """Have backups made before large edits; one that can't be made is a warning."""
    project.keeper = BackupKeeper(plan(), _warn)
    return project


def _warn(error: UserError) -> None:
    say(f"annotator: warning: {plain(str(error))}", err=True)
