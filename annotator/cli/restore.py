"""`annotator restore`: a project of a backup."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.domain.errors import DamageError
from annotator.store.backups.restoring import restore as restore_backup


@click.command(
    short_help="Make a project of a backup.",
    epilog=options.example(
        'annotator restore "study backups/2026-11-28 18.20.31.annotator" study-then.annotator'
    ),
)
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("out", type=options.FileToWrite(dir_okay=True))
@as_json
def restore(backup: Path, out: Path, as_json: bool) -> None:
    """Prove that BACKUP is sound, and make the new project OUT of it."""
    try:
        with Meter("Checking") as meter:
            restore_backup(backup, out, meter)
    except DamageError as error:
        # Said of a backup, which has no backups of its own.
        remedy = "Take an older backup, or use annotator rescue."
        raise DamageError(error.message, where=error.where, remedy=remedy) from None
    if as_json:
        print_json({"path": str(out), "backup": str(backup)})
    else:
        say(plain(f"Restored {backup.name} as {out}."))
