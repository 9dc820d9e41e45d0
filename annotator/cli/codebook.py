"""`annotator codebook`: taking a codebook out of a project and into another."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import say
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.wording import counted
from annotator.formats.files.codebook import read_codebook, write_codebook

_PATH = click.Path(path_type=Path, dir_okay=False)


@click.group(
    short_help="Take the codebook out of a project, or replace it.",
    epilog=options.example("annotator codebook export study.annotator codebook.json"),
)
def codebook() -> None:
    """Take the codebook out of a project, or replace it."""


@codebook.command(
    "export",
    short_help="Write a project's codebook to a file.",
    epilog=options.example("annotator codebook export study.annotator codebook.json"),
)
@options.project
@click.argument("file", type=_PATH)
def export_codebook(project: Path, file: Path) -> None:
    """Write the codebook of PROJECT to FILE (JSON), which is replaced when it is there."""
    with opened_project(project) as opened:
        book = opened.codebook()
    write_codebook(book, file)
    say(f"Wrote {counted(len(book.without_headings()), 'code')} to {file}.")


@codebook.command(
    "import",
    short_help="Replace a project's codebook by a file's.",
    epilog=options.example("annotator codebook import study.annotator codebook.json --coder ana"),
)
@options.project
@click.argument("file", type=_PATH)
@click.option("--coder", default="", metavar="HANDLE", help="Who does it, for the history.")
def import_codebook(project: Path, file: Path, coder: str) -> None:
    """Replace the codebook of PROJECT by the one in FILE.

    Codes that it lacks are deleted, or retired when they are in use.
    """
    book = read_codebook(file)
    with opened_project(project, coder, writing=True) as opened:
        opened.apply(ReplaceCodebook(book))
        version = opened.codebook().version
    codes = counted(len(book.without_headings()), "code")
    say(f"{project} has {codes} now; its codebook is version {version}.")
