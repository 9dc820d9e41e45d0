"""`annotator export`: the dataset."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import Meter, as_json, counted, plain, print_json, say
from annotator.domain.errors import UserError
from annotator.formats.base import ExportFormat, Selection
from annotator.formats.exporting import EXPORTERS, export, exporter, exporter_for, written_files
from annotator.formats.files.atomic import refuse_targets
from annotator.formats.jsonl.companion import companion_path, refuse_other_codebook
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered


@click.command(
    "export",
    short_help="Write the dataset to a file.",
    epilog=options.example("annotator export study.annotator quotes.csv --layer ana"),
)
@options.project
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "format_id",
    metavar="FORMAT",
    help=f"{', '.join(one.id for one in EXPORTERS)}; otherwise by the ending of OUT.",
)
@options.several(
    "--layer",
    "layers",
    metavar="all|gold|HANDLE",
    help="Whose annotations; without it, all.",
)
@options.query
@click.option(
    "--coder", default="", metavar="HANDLE", help="Whose statuses `status:` in the query means."
)
@click.option("--columns", metavar="A,B,…", help="Only these columns of a CSV, in this order.")
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="Mark a CSV for spreadsheets and disarm cells that they would run as formulas.",
)
@as_json
def export_dataset(
    project: Path,
    out: Path,
    format_id: str | None,
    layers: tuple[str, ...],
    query: str | None,
    coder: str,
    columns: str | None,
    for_spreadsheet: bool,
    as_json: bool,
) -> None:
    """Write the annotations of PROJECT to the file OUT, which is replaced when it is there."""
    chosen = exporter(format_id) if format_id else exporter_for(out)
    with Project.open(project) as opened:
        selection = Selection(
            layers=layers or ("all",),
            articles=_articles(opened, query, coder),
            columns=[name.strip() for name in columns.split(",")] if columns else None,
            for_spreadsheet=for_spreadsheet,
        )
        losses = _losses_told(opened, selection, chosen, out)
        with Meter("Writing") as meter:
            export(opened, out, chosen.id, selection, meter)
        every = selection.articles is None
        count = len(opened.articles()) if every else len(selection.articles or ())
    _report(out, chosen.id, count, losses, as_json=as_json)


def _losses_told(
    project: Project, selection: Selection, chosen: ExportFormat, out: Path
) -> list[str]:
    """List what will be missing before anything is written; refuse what would destroy a file."""
    files = written_files(chosen, out)
    refuse_targets(*files)
    if companion_path(out) in files:
        refuse_other_codebook(out)
    losses = chosen.losses(project, selection)
    for loss in losses:
        click.echo(plain(loss), err=True)
    return losses


def _articles(project: Project, query: str | None, coder: str) -> list[str] | None:
    if query is None:
        return None
    found = [row.id for row in filtered(project, query, coder)]
    if not found:
        raise UserError(f"No article fits “{query}”.", remedy="Nothing was written.")
    return found


def _report(out: Path, format_id: str, articles: int, losses: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"out": str(out), "format": format_id, "articles": articles, "losses": losses})
        return
    say(f"Wrote {counted(articles, 'article')} to {out}.")
