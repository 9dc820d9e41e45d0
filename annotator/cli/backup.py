"""`annotator backup`: a backup at once, and the list of those that there are."""

from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.cli.ways_back import backup_plan as plan
from annotator.cli.ways_back import naming_ways_back
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.store.backups.making import back_up, back_up_to
from annotator.store.backups.places import Reason, backups_of
from annotator.store.backups.summary import BackupSummary, summaries
from annotator.store.project import Project


@click.command(
    short_help="Make a backup, or list those that there are.",
    epilog=options.example(
        "annotator backup study.annotator", "annotator backup study.annotator --list"
    ),
)
@options.project
@click.argument("out", required=False, type=options.FileToWrite(dir_okay=True))
@click.option("--list", "listed", is_flag=True, help="List the backups instead of making one.")
@as_json
def backup(project: Path, out: Path | None, listed: bool, as_json: bool) -> None:
    """Make a backup of PROJECT in its folder of backups, or as the new file OUT.

    None is made in the folder when nothing has been edited since the newest one.
    """
    if listed and out is not None:
        raise UserError("--list takes no OUT.", remedy="Leave one of them away.")
    if listed:
        _list(project, as_json)
        return
    with naming_ways_back(project, opening=True):
        found = Project.open(project)
    with found as opened, Meter("Backing up") as meter:
        made = out
        if out is None:
            new = back_up(opened.path, Reason.ASKED, plan(), meter)
            made = new.path if new else None
        else:
            back_up_to(opened.path, out, meter)
    newest = backups_of(project, plan()) if made is None else []
    path = str(made or newest[0].path)
    if as_json:
        print_json({"path": path, "made": made is not None})
    elif made is None:
        say(plain(f"Nothing was edited since the newest backup, {path}."))
    else:
        say(plain(f"Backed up to {path}."))


def _list(project: Path, as_json: bool) -> None:
    with Meter("Looking into backups") as meter:
        found = summaries(backups_of(project, plan()), Visibility(open_labels=True), meter)
    if as_json:
        print_json([_told(one) for one in found])
    elif found:
        rows = [_cells(one) for one in found]
        print_table(("made", "articles", "annotations", "MB", "coders", "why", "backup"), rows)
    else:
        say(plain(f"There is no backup of {project}."))


def _told(one: BackupSummary) -> dict[str, Any]:
    return {
        "path": str(one.backup.path),
        "made": one.backup.made.isoformat(),
        "reason": one.backup.reason.value,
        "bytes": one.backup.size,
        "articles": one.articles,
        "annotations": one.labels,
        "coders": one.coders,
        "readable": not one.unreadable,
    }


def _cells(one: BackupSummary) -> tuple[str | float, ...]:
    made = one.backup.made.strftime("%Y-%m-%d %H:%M")
    why = "can't be read" if one.unreadable else one.backup.reason.value
    size = round(one.backup.size / 1_000_000, 1)
    who = ", ".join(one.coders)
    return made, one.articles, one.labels, size, who, why, one.backup.path.name
