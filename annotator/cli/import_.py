"""`annotator import`: articles, and annotations on them."""

from pathlib import Path

import click
from msgspec import structs

from annotator.cli import options as shared
from annotator.cli.import_report import ImportReport
from annotator.cli.opening import opened as opened_project
from annotator.cli.options import Pairs, pairs
from annotator.cli.output import Meter, as_json
from annotator.cli.run_options import run_options
from annotator.domain.errors import UserError
from annotator.domain.runs import Run
from annotator.formats.archives.kept import load
from annotator.formats.archives.sources import SUFFIXES
from annotator.formats.folders import files_of
from annotator.formats.format import Format
from annotator.formats.incoming import ReadOptions
from annotator.formats.label_map import proposed, read_map, targets, write_map
from annotator.formats.rows_archives import TAUGHT
from annotator.formats.table import import_format, import_formats
from annotator.formats.tables.kept import KeptColumns, read_kept, write_kept
from annotator.workflow.importing.articles_here import ArticlesOf
from annotator.workflow.importing.as_run import run_named
from annotator.workflow.importing.edit import rehearse
from annotator.workflow.importing.kept_columns import columns_of, keep_columns, kept_columns
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
@shared.acting(
    "--coder",
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
@click.option(
    "--profile",
    default="",
    metavar="FILE|NAME",
    help="Read archives' files by a profile that somebody taught the program.",
)
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the columns of tables hold, from a file that --save-mapping wrote.",
)
@click.option(
    "--save-mapping",
    metavar="FILE",
    type=shared.FileToWrite(dir_okay=True),
    help="Write into a file what the columns of the tables are taken for.",
)
@click.option(
    "--keep-mapping", is_flag=True, help="Take the next tables with the same columns so, too."
)
@click.option(
    "--labels-map",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the names in files of labels are taken for, as --write-labels-map wrote it.",
)
@click.option(
    "--write-labels-map",
    type=shared.FileToWrite(dir_okay=True),
    metavar="FILE",
    help="Write what the names in files of labels are taken for, to be changed.",
)
@click.option("--encoding", metavar="NAME", help="Read texts so, whatever they look like.")
@click.option(
    "--extend-codebook", is_flag=True, help="Add codes and choices that the codebook lacks."
)
@click.option(
    "--correct",
    is_flag=True,
    help="Correct the text of what is here with the same id or address and another text.",
)
@run_options
@click.option("--no-exclude", is_flag=True, help="Don't look for menus and notices to leave out.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@as_json
def import_articles(
    project: Path,
    sources: tuple[Path, ...],
    format_id: str | None,
    acting: str,
    meta: Pairs,
    mapping: Pairs,
    profile: str,
    mapping_file: Path | None,
    save_mapping: Path | None,
    keep_mapping: bool,
    labels_map: Path | None,
    write_labels_map: Path | None,
    encoding: str | None,
    extend_codebook: bool,
    correct: bool,
    no_exclude: bool,
    dry_run: bool,
    as_json: bool,
    run: Run | None,
) -> None:
    """Import the articles of files and folders (SOURCES) into PROJECT, in one step to undo."""
    kept = kept_columns()
    options = ReadOptions(
        encoding=encoding,
        mapping=mapping or None,
        kept=kept.and_those(read_kept(mapping_file)) if mapping_file else kept,
        names=read_map(labels_map) if labels_map else None,
        meta=meta,
        coder=acting or (run_named(run.name) if run is not None else ""),
        extend_codebook=extend_codebook,
        profile=profile,
        run=run,
    )
    chosen = import_format(format_id) if format_id else None
    if profile and chosen is None:
        chosen = _by_profile(profile)
    with opened_project(project, acting, writing=True) as opened:
        files, skipped = files_of(sources, chosen)
        if save_mapping or keep_mapping:
            _keep_mapping(columns_of(files, options), save_mapping, keep=keep_mapping)
        report = ImportReport(skipped, opened.coder, dry_run=dry_run, as_json=as_json)
        own = report.takes_over = taken_over(companions_of(files), opened)
        if dry_run or write_labels_map:
            here, codebook = ArticlesOf(opened), own or opened.codebook()
            asked = structs.replace(options, codebook=codebook, articles=here)
            report.names = proposed(files, asked)
            if write_labels_map:
                write_map(write_labels_map, targets(report.names))
        edit = ImportFiles(
            files,
            options,
            propose=not no_exclude,
            correct=correct,
            writer=opened.coder,
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
    report.listed, report.annotations = edit.listed, edit.annotations
    report.corrected = edit.corrected
    report.print()
    report.refuse_if_nothing()


def _by_profile(profile: str) -> Format:
    """Return the format that reads an archive's files of every ending by a profile."""
    load(profile)  # that there is none shall be said before anything is read
    return structs.replace(import_format(TAUGHT), suffixes=SUFFIXES)


def _keep_mapping(tables: KeptColumns, file: Path | None, *, keep: bool) -> None:
    """Write what columns hold into a file, and keep it for the next tables, as asked."""
    if not tables.tables:
        remedy = "CSV, TSV, XLSX, and lists of objects in JSON or JSONL have columns."
        raise UserError("None of the files has columns.", remedy=remedy)
    if file is not None:
        write_kept(tables, file)
    if keep:
        keep_columns(*(one.columns for one in tables.tables))
