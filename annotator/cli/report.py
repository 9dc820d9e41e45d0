"""`annotator report`: a study in some ten pages, with what its labels say, to be printed."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, say
from annotator.cli.window_needs import load, need_display
from annotator.domain.errors import UserError
from annotator.store.file.placing import refuse_targets
from annotator.workflow.report.choice import ReportChoice
from annotator.workflow.report.writing import SUFFIX, write_report

_PDF = ".pdf"
_DRAWN = "annotator.gui.exports.report_pdf"
_APPLICATION = "annotator.gui.look.application"
"""Found by name, as the window is: the command line must run where there is no Qt."""


@click.command(
    short_help="Write a report to be printed.",
    epilog=options.example(
        "annotator report study.annotator report.html",
        "annotator report study.annotator report.pdf --view voice:rows=month --layer gold",
    ),
)
@options.project
@click.argument("out", type=options.FileToWrite())
@options.several(
    "--view",
    "views",
    metavar="VIEW[:OPTION=VALUE,…]",
    help="What of the labels it shows: voice:rows=month,by=words. Without it, the usual views.",
)
@options.several(
    "--layer",
    "layers",
    metavar="all|gold|HANDLE",
    help="Whose labels the views count; without it gold, or all coders where nothing is settled.",
)
@click.option("--query", default="", metavar="WORDS", help="Only labels that this filter finds.")
@click.option("--full", is_flag=True, help="With the whole codebook, and all variables.")
@as_json
def report(
    project: Path,
    out: Path,
    views: tuple[str, ...],
    layers: tuple[str, ...],
    query: str,
    full: bool,
    as_json: bool,
) -> None:
    """Write a report on PROJECT to OUT, which is HTML or PDF by its ending.

    It has a summary, the material, coders and their progress, gold, the methods, reliability with a
    plot, what the labels say, limits, the codebook, and versions. An older file OUT is replaced.
    """
    suffix = out.suffix.lower()
    if suffix not in (SUFFIX, _PDF):
        message = f"{out.name} says by its ending neither HTML nor PDF."
        raise UserError(message, remedy=f"Give it the ending {SUFFIX} or {_PDF}.")
    refuse_targets(out)
    choice = ReportChoice(views=views, layers=layers, words=query, full=full)
    if suffix == _PDF:
        need_display(drawn=True)
        load(_APPLICATION).application()
    with opened_project(project) as opened, Meter("Computing") as meter:
        if suffix == _PDF:
            load(_DRAWN).write_pdf(opened, out, meter, choice)
        else:
            write_report(opened, out, None, meter, choice)
    if as_json:
        print_json({"out": str(out)})
    else:
        say(f"Wrote the report to {out}.")
