"""`annotator check`: whether a project file is sound."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.cli.ways_back import after_damage
from annotator.store.checked_file import check_file

_UNSOUND = 1


@click.command(
    short_help="Prove that a project file is sound.",
    epilog=options.example("annotator check study.annotator --json"),
)
@options.project
@as_json
def check(project: Path, as_json: bool) -> int:
    """Prove that PROJECT is sound: its state follows from its history, and every anchor holds.

    Exit with 1 when it isn't, naming each record that differs. A file that the other commands
    refuse is looked at as far as it can be read.
    """
    with Meter("Checking") as meter:
        problems = check_file(project, meter)
    if as_json:
        print_json({"path": str(project), "sound": not problems, "problems": problems})
    elif problems:
        for one in problems:
            words = plain(str(one))
            say(f"{words[:1].upper()}{words[1:]}.")
        say(plain(f"annotator: {after_damage(project)}"), err=True)
    else:
        say(f"{project} is sound.")
    return _UNSOUND if problems else 0
