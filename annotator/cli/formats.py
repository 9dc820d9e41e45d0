"""`annotator formats`: in which formats a dataset goes out."""

from collections.abc import Iterator

import click

from annotator.cli import options
from annotator.cli.output import as_json, print_json, print_table, say
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.format import Format
from annotator.formats.table import export_format, export_formats
from annotator.workflow.format_words import (
    PURPOSES,
    about,
    ending_words,
    formats_by_purpose,
    lacks_words,
    told_format,
    value_words,
    values_of,
)


@click.command(
    short_help="List the formats in which a dataset goes out.",
    epilog=options.example("annotator formats csv", "annotator formats --json"),
)
@click.argument("format", metavar="[FORMAT]", default="")
@as_json
def formats(format: str, as_json: bool) -> None:  # noqa: A002 - as the page names it
    """List the formats that `annotator export` writes, or tell all of one FORMAT.

    Options are chosen with --set NAME=VALUE.
    """
    chosen = [export_format(format)] if format else export_formats()
    if as_json:
        print_json([told_format(one) for one in chosen])
    elif format:
        _tell(chosen[0])
    else:
        _list()


def _list() -> None:
    """Print all formats under what they are for."""
    for number, (purpose, there) in enumerate(formats_by_purpose()):
        if number:
            say("")
        say(f"{purpose}: {PURPOSES[purpose]}")
        rows = [_row(one) for one in there]
        print_table(("format", "ending", "what it is", "options"), rows)


def _row(one: Format) -> tuple[str, ...]:
    return one.id, ending_words(one.exporter), one.exporter.title, _also(one)


def _also(one: Format) -> str:
    names = [option.id for option in one.exporter.options]
    extra = one.exporter.extra
    missing = [f"needs [{extra.name}]"] if extra is not None and not extra.is_here else []
    return ", ".join(names + missing)


def _tell(one: Format) -> None:
    """Print all of one format."""
    exporter = one.exporter
    say(f"{one.id}: {exporter.title}")
    for line in filter(None, (about(exporter), *_facts(one))):
        say(line)
    if exporter.options:
        say("")
        rows = [
            (each.id, value_words(each, each.default), _values(each), each.help)
            for each in exporter.options
        ]
        print_table(("--set", "otherwise", "values", "what it does"), rows)


def _facts(one: Format) -> Iterator[str]:
    exporter = one.exporter
    if exporter.folder:
        yield "A folder, or a zip of it where the name ends in .zip."
    else:
        yield f"Its name ends in {exporter.suffix}."
    if exporter.folder or exporter.suffix not in one.suffixes:
        yield f"It is asked for by name: --format {one.id}."
    yield lacks_words(exporter)
    if exporter.columns is not None:
        yield "Its columns are chosen with --columns."
    if exporter.for_spreadsheet:
        yield "--for-spreadsheet makes it safe for one."
    if exporter.extra is not None and not exporter.extra.is_here:
        yield exporter.extra.advice


def _values(option: ExportOption) -> str:
    return ", ".join(values_of(option)) if option.kind is not OptionKind.TEXT else "words"
