"""`annotator export`: the dataset."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, say
from annotator.domain.errors import UserError
from annotator.formats.format import Format
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format, export_format_for, export_formats
from annotator.store.project import Project
from annotator.store.reading.filtering import names_round
from annotator.workflow.copies.asking import filtered
from annotator.workflow.exporting import (
    Exported,
    check_targets,
    export,
    kept_words,
    read_options,
)
from annotator.workflow.pseudonyms.asking import asked_pseudonyms, refuse_key, told, write_key
from annotator.workflow.pseudonyms.copying import Unmasked, with_pseudonyms

_COLUMNED = ", ".join(one.id for one in export_formats() if one.exporter.columns)
_FOR_SPREADSHEETS = ", ".join(one.id for one in export_formats() if one.exporter.for_spreadsheet)


@click.command(
    "export",
    short_help="Write the dataset to a file.",
    epilog=options.example("annotator export study.annotator quotes.csv --layer ana"),
)
@options.project
@click.argument("out", type=options.FileToWrite(dir_okay=True))
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
@options.several(
    "--set",
    "said",
    metavar="NAME=VALUE",
    callback=options.pairs(str.partition),
    help="Choose an option of the format.",
)
@click.option(
    "--unsettled", is_flag=True, help="With gold, also that of articles that aren't settled."
)
@click.option(
    "--practice", is_flag=True, help="Practice articles and repetitions, too; otherwise not."
)
@options.several(
    "--pseudonyms",
    "hidden",
    metavar="all|ACTOR|LIST.csv",
    help="Replace the names of these actors throughout.",
)
@click.option(
    "--key",
    type=options.FileToWrite(),
    metavar="KEY.csv",
    help="Write who is behind each pseudonym to this file.",
)
@click.option(
    "--losses",
    "losses_only",
    is_flag=True,
    help="Only list what the file would not hold; nothing is written.",
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
    said: dict[str, str],
    unsettled: bool,
    practice: bool,
    hidden: tuple[str, ...],
    key: Path | None,
    losses_only: bool,
    as_json: bool,
) -> None:
    """Write the annotations of PROJECT to OUT, which is replaced when it is there.

    `annotator formats` lists the formats and their options.
    """
    chosen = export_format(format_id) if format_id else export_format_for(out)
    read_options(chosen, said)
    _refuse_key(key, hidden, out)
    with opened_project(project, searching=query is not None) as opened:
        selection = Selection(
            layers=layers or ("all",),
            articles=_articles(opened, query, coder),
            columns=[name.strip() for name in columns.split(",")] if columns else None,
            for_spreadsheet=for_spreadsheet,
            options=read_options(chosen, {**kept_words(opened, chosen), **said}),
            unsettled=unsettled,
            apart=practice or (query is not None and names_round(query)),
            pseudonyms=asked_pseudonyms(opened, hidden) if hidden else None,
        )
        check_targets(chosen, out)
        with Meter("Writing") as meter, with_pseudonyms(opened, selection, meter) as source:
            if losses_only:
                _only_losses(_lost(source, chosen), chosen, as_json=as_json)
                return
            lost = _losses_told(source, chosen)
            exported = export(source.project, out, chosen.id, source.selection, meter)
        if key is not None and selection.pseudonyms is not None:
            write_key(opened, selection.pseudonyms, key)
    _report(exported, lost, as_json=as_json)


def _refuse_key(key: Path | None, hidden: tuple[str, ...], out: Path) -> None:
    if key is not None and not hidden:
        remedy = "Say whose with --pseudonyms."
        raise UserError("There is no key without pseudonyms.", remedy=remedy)
    if key is not None:
        refuse_key(key, out)


def _lost(source: Unmasked, chosen: Format) -> list[str]:
    """Say what pseudonyms have replaced, and what will be missing."""
    masked = told(source.masked) if source.masked is not None else []
    return [*masked, *losses(chosen, source.project, source.selection)]


def _losses_told(source: Unmasked, chosen: Format) -> list[str]:
    """List what will be missing before anything is written."""
    lost = _lost(source, chosen)
    for loss in lost:
        say(plain(loss), err=True)
    return lost


def _only_losses(lost: list[str], chosen: Format, *, as_json: bool) -> None:
    """List what a file would not hold, as what the command was asked for."""
    if as_json:
        print_json({"format": chosen.id, "losses": lost})
        return
    for loss in lost or ["Nothing would be left out."]:
        say(plain(loss))


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
