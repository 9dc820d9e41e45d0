"""What a refused project leaves to be done on the command line: rescue, and restore."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import DAMAGE_REMEDY, DamageError, NotNowError, UserError
from annotator.domain.wording import counted
from annotator.store.backups.places import BackupPlan, backups_of
from annotator.workflow.backups.places import apart_folder

_RESCUE = "Save what is sound with annotator rescue"


def backup_plan() -> BackupPlan:
    """Return where the command line keeps backups: beside the project, or in the user's data."""
    return BackupPlan(apart=apart_folder())


def after_damage(path: Path) -> str:
    """Say what can be done about a damaged project: restore only where there is a backup."""
    restore = _restore(path)
    return f"{_RESCUE}, or {restore}" if restore else f"{_RESCUE}; it has no backups."


def for_commands(words: str) -> str:
    """Return a refusal's words without the buttons of the window, which no command has."""
    return words.replace(DAMAGE_REMEDY, f"{_RESCUE}.")


@contextmanager
def naming_ways_back(path: Path, *, opening: bool = False) -> Generator[None]:
    """Let refusals of a damaged project name the ways back that there are.

    While it is being `opened` any refusal does that is not one of the moment.
    """
    try:
        yield
    except NotNowError:
        raise
    except DamageError as error:
        if error.remedy != DAMAGE_REMEDY:
            raise
        raise DamageError(error.message, where=error.where, remedy=after_damage(path)) from None
    except UserError as error:
        restore = _restore(path)
        if not opening or not restore:
            raise
        told = f"Or {restore}" if error.remedy else f"{restore[0].upper()}{restore[1:]}"
        remedy = f"{error.remedy} {told}".strip()
        raise UserError(error.message, where=error.where, remedy=remedy) from None


def _restore(path: Path) -> str:
    found = backups_of(path, backup_plan())
    if not found:
        return ""
    newest = found[0].path
    beside = newest.parent.parent == path.absolute().parent.resolve()
    shown = path.parent / newest.parent.name / newest.name if beside else newest
    which = f"the newest of {counted(len(found), 'backup')}" if found[1:] else "its backup"
    return f"make a project of {which} with annotator restore: “{shown}”."
