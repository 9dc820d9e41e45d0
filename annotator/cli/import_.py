"""`annotator import`: articles, and annotations on them."""

from pathlib import Path

import click

from annotator.cli import options as shared
from annotator.cli.import_report import ImportReport
from annotator.cli.opening import opened as opened_project
from annotator.cli.options import Pairs, pairs
from annotator.cli.output import Meter, as_json
from annotator.cli.run_options import run_options
from annotator.domain.runs import Run
from annotator.formats.folders import files_of
from annotator.formats.incoming import ReadOptions
from annotator.formats.table import import_format, import_formats
from annotator.workflow.importing.as_run import run_named
from annotator.workflow.importing.edit import rehearse
from annotator.workflow.importing.pieces import ImportFiles
from annotator.workflow.importing.reading import companions_of, taken_over


@click.command(
    "import",
    short_help="Import articles, with annotations on them.",
    epilog=shared.example("annotator import study.annotator articles/ --set outlet=AFP"),
)
@shared.project
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_id",
    metavar="FORMAT",
    help=f"{', '.join(one.id for one in import_formats())}; otherwise by what each file holds.",
)
@click.option(
    "--coder",
    default="",
    metavar="HANDLE",
    help="Who imports, for the history; also whose the annotations are that name no coder.",
)
@shared.several(
    "--set",
    "meta",
    metavar="KEY=VALUE",
    callback=pairs(str.partition),
    help="Metadata for every article, as in --set outlet=AFP.",
)
@shared.several(
    "--map",
    "mapping",
    metavar="COLUMN=TARGET",
    callback=pairs(str.rpartition),
    help="What a table's column holds: title, text, file, a metadata key, or nothing.",
)
@click.option("--encoding", metavar="NAME", help="Read texts so, whatever they look like.")
@click.option(
    "--extend-codebook", is_flag=True, help="Add codes and choices that the codebook lacks."
)
@run_options
@click.option("--no-exclude", is_flag=True, help="Don't look for menus and notices to leave out.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@as_json
def import_articles(
    project: Path,
    sources: tuple[Path, ...],
    format_id: str | None,
    coder: str,
    meta: Pairs,
    mapping: Pairs,
    encoding: str | None,
    extend_codebook: bool,
    no_exclude: bool,
    dry_run: bool,
    as_json: bool,
    run: Run | None,
) -> None:
    """Import the articles of files and folders (SOURCES) into PROJECT, in one step to undo."""
    options = ReadOptions(
        encoding=encoding,
        mapping=mapping or None,
        meta=meta,
        coder=coder or (run_named(run.name) if run is not None else ""),
        extend_codebook=extend_codebook,
        run=run,
    )
    chosen = import_format(format_id) if format_id else None
    with opened_project(project, coder, writing=True) as opened:
        files, skipped = files_of(sources, chosen)
        report = ImportReport(skipped, dry_run=dry_run, as_json=as_json)
        report.takes_over = taken_over(companions_of(files), opened)
        edit = ImportFiles(
            files,
            options,
            propose=not no_exclude,
            begin=report.begin,
            hear=report.take,
            fail=report.fail,
            tell=report.tell,
        )
        with Meter("Reading" if dry_run else "Importing") as meter:
            if dry_run:
                rehearse(edit, opened, meter)
            elif files:
                opened.apply(edit, meter)
    report.print()
    report.refuse_if_nothing()
