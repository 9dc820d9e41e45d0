"""`annotator report`: a study's codebook, people, gold, figures and methods, to be printed."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, say
from annotator.cli.window_needs import load, need_display
from annotator.domain.errors import UserError
from annotator.store.file.placing import refuse_targets
from annotator.workflow.report.writing import SUFFIX, write_report

_PDF = ".pdf"
_DRAWN = "annotator.gui.exports.report_pdf"
_APPLICATION = "annotator.gui.look.application"
"""Found by name, as the window is: the command line must run where there is no Qt."""


@click.command(
    short_help="Write a report to be printed.",
    epilog=options.example("annotator report study.annotator report.html"),
)
@options.project
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def report(project: Path, out: Path, as_json: bool) -> None:
    """Write a report on PROJECT to OUT, which is HTML or PDF by its ending.

    It has the material, coders and their progress, gold, reliability with a plot, the methods, and
    the codebook. An older file OUT is replaced.
    """
    suffix = out.suffix.lower()
    if suffix not in (SUFFIX, _PDF):
        message = f"{out.name} says by its ending neither HTML nor PDF."
        raise UserError(message, remedy=f"Give it the ending {SUFFIX} or {_PDF}.")
    refuse_targets(out)
    if suffix == _PDF:
        need_display(drawn=True)
        load(_APPLICATION).application()
    with opened_project(project) as opened, Meter("Computing") as meter:
        if suffix == _PDF:
            load(_DRAWN).write_pdf(opened, out, meter)
        else:
            write_report(opened, out, None, meter)
    if as_json:
        print_json({"out": str(out)})
    else:
        say(f"Wrote the report to {out}.")
