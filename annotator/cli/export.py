"""`annotator export`: the dataset."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.domain.errors import UserError
from annotator.formats.dataset import Selection
from annotator.formats.format import Format
from annotator.formats.losses import losses
from annotator.formats.table import export_format, export_format_for, export_formats
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered, names_round
from annotator.workflow.exporting import Exported, check_targets, export

_COLUMNED = ", ".join(one.id for one in export_formats() if one.exporter.columns)
_FOR_SPREADSHEETS = ", ".join(one.id for one in export_formats() if one.exporter.for_spreadsheet)


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
    help=f"{', '.join(one.id for one in export_formats())}; otherwise by the ending of OUT.",
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
@click.option(
    "--columns",
    metavar="A,B,…",
    help=f"Only these columns, in this order ({_COLUMNED}).",
)
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help=(
        "Mark the file for spreadsheets and disarm cells that they would run as formulas "
        f"({_FOR_SPREADSHEETS})."
    ),
)
@click.option(
    "--unsettled", is_flag=True, help="With gold, also that of articles that aren't settled."
)
@click.option(
    "--practice", is_flag=True, help="Practice articles and repetitions, too; otherwise not."
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
    unsettled: bool,
    practice: bool,
    as_json: bool,
) -> None:
    """Write the annotations of PROJECT to the file OUT, which is replaced when it is there."""
    chosen = export_format(format_id) if format_id else export_format_for(out)
    with opened_project(project, searching=query is not None) as opened:
        selection = Selection(
            layers=layers or ("all",),
            articles=_articles(opened, query, coder),
            columns=[name.strip() for name in columns.split(",")] if columns else None,
            for_spreadsheet=for_spreadsheet,
            unsettled=unsettled,
            apart=practice or (query is not None and names_round(query)),
        )
        check_targets(chosen, out)
        lost = _losses_told(opened, selection, chosen)
        with Meter("Writing") as meter:
            exported = export(opened, out, chosen.id, selection, meter)
    _report(exported, lost, as_json=as_json)


def _losses_told(project: Project, selection: Selection, chosen: Format) -> list[str]:
    """List what will be missing before anything is written."""
    lost = losses(chosen, project, selection)
    for loss in lost:
        say(plain(loss), err=True)
    return lost


def _articles(project: Project, query: str | None, coder: str) -> list[str] | None:
    if query is None:
        return None
    found = [row.id for row in filtered(project, query, coder)]
    if not found:
        raise UserError(f"No article fits “{query}”.", remedy="Nothing was written.")
    return found


def _report(exported: Exported, losses: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "out": str(exported.path),
                "format": exported.format.id,
                "articles": exported.count.articles,
                "annotations": exported.count.annotations,
                "losses": losses,
            }
        )
        return
    say(f"Wrote {exported.told()} to {exported.path}.")
