"""`annotator history`: who did what, when and why, as a file."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, say
from annotator.domain.errors import UserError
from annotator.domain.state import find_coder
from annotator.domain.visibility import Visibility
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.audit.names import EVERYTHING
from annotator.workflow.audit.writing import TrailForm, TrailOrder, write_trail
from annotator.workflow.visibility import visibility_of


@click.command(
    short_help="Write who did what, when and why to a file.",
    epilog=options.example(
        "annotator history study.annotator trail.csv",
        "annotator history study.annotator lives.jsonl --lives",
        "annotator history study.annotator versions.csv --codebook",
    ),
)
@options.project
@click.argument("out", type=options.FileToWrite())
@click.option("--lives", is_flag=True, help="The life of each label instead, label after label.")
@options.several("--of", "of", metavar="ID", help="The life of this annotation alone.")
@click.option("--codebook", is_flag=True, help="The versions of the codebook instead.")
@click.option("--as", "handle", metavar="HANDLE", help="Only what this coder may see.")
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="Mark a CSV for spreadsheets and disarm cells that they would run as formulas.",
)
@as_json
def history(
    project: Path,
    out: Path,
    lives: bool,
    of: tuple[str, ...],
    codebook: bool,
    handle: str | None,
    for_spreadsheet: bool,
    as_json: bool,
) -> None:
    """Write every edit of PROJECT to OUT, which is CSV or JSONL by its ending.

    An older file OUT is replaced.
    """
    form = _form(lives=lives or bool(of), codebook=codebook)
    refuse_targets(out)
    with opened_project(project) as opened, Meter("Writing") as meter:
        seen_by = EVERYTHING if handle is None else _seen_by(opened, handle)
        order = TrailOrder(form=form, of=of, seen_by=seen_by, for_spreadsheet=for_spreadsheet)
        told = write_trail(opened, out, order, meter)
    if as_json:
        print_json({"out": str(out), "form": form.value, "written": told})
    else:
        say(f"Wrote {told} to {out}.")


def _form(*, lives: bool, codebook: bool) -> TrailForm:
    if lives and codebook:
        raise UserError(
            "The lives of labels and the codebook’s versions are two files.",
            remedy="Leave one of --lives (or --of) and --codebook away.",
        )
    return TrailForm.CODEBOOK if codebook else TrailForm.LIVES if lives else TrailForm.EDITS


def _seen_by(project: Project, handle: str) -> Visibility:
    found = find_coder(project, handle)
    if found is None:
        raise UserError(f"There is no coder {handle} in this project.")
    return visibility_of(project, found.id, reviewing=True)
