"""`annotator rescue`: what is sound of a damaged project, in a new one."""

from pathlib import Path

import click
import msgspec

from annotator.cli import options
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.workflow.rescuing import rescued

_PATH = click.Path(path_type=Path, dir_okay=False)
_NOT_ALL = 1


@click.command(
    short_help="Save what is sound of a damaged project.",
    epilog=options.example("annotator rescue study.annotator rescued.annotator"),
)
@click.argument("damaged", type=_PATH)
@click.argument("out", type=options.FileToWrite())
@as_json
def rescue(damaged: Path, out: Path, as_json: bool) -> int:
    """Write everything that can be proved sound of the file DAMAGED into the new project OUT.

    Exit with 1 when something is lost, naming it. DAMAGED is only read.
    """
    with Meter("Reading") as meter:
        report = rescued(damaged, out, meter)
    if as_json:
        print_json({"out": str(out), **msgspec.structs.asdict(report)})
    else:
        say(f"Wrote {report.told()} to {out}.")
        for line in report.lost:
            say(plain(line))
    return _NOT_ALL if report.lost else 0
