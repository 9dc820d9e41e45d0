"""`annotator restore`: a project of a backup."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.store.backups.restoring import restore as restore_backup


@click.command(
    short_help="Make a project of a backup.",
    epilog=options.example(
        'annotator restore "study backups/2026-11-28 18.20.31.annotator" study-then.annotator'
    ),
)
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@as_json
def restore(backup: Path, out: Path, as_json: bool) -> None:
    """Prove that BACKUP is sound, and make the new project OUT of it."""
    with Meter("Checking") as meter:
        restore_backup(backup, out, meter)
    if as_json:
        print_json({"path": str(out), "backup": str(backup)})
    else:
        say(plain(f"Restored {backup.name} as {out}."))
