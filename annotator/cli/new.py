"""`annotator new`: an empty project file."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from annotator.cli import options
from annotator.cli.output import say
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from annotator.workflow.codebooks.shelf import named_codebook, shelf_names
from annotator.workflow.coders import handle_problem

_NAMES = ", ".join(shelf_names())


def _complete(_context: click.Context, _option: click.Parameter, word: str) -> list[CompletionItem]:
    """Complete the names of the codebooks, and the names of files."""
    names = [CompletionItem(name) for name in shelf_names() if name.startswith(word)]
    return [*names, CompletionItem(word, type="file")]


@click.command(
    short_help="Make a project file.",
    epilog=options.example(
        "annotator new study.annotator",
        'annotator new frames.annotator --codebook generic-frames --title "Frames of 2025"',
    ),
)
@options.project
@click.option(
    "--codebook",
    metavar="FILE|NAME",
    shell_complete=_complete,
    help=f"A codebook file, or one that comes with the program: {_NAMES}.",
)
@click.option("--title", default="", help="The project's title; otherwise the file's name.")
@options.acting(
    "--coder",
    help="Who founds it, and reviews; otherwise everybody may, until reviewers are named.",
)
def new(project: Path, codebook: str | None, title: str, acting: str) -> None:
    """Make the project file PROJECT, with the default codebook or another.

    “annotator codebook shelf” lists those that come with the program.
    """
    chosen = named_codebook(codebook) if codebook else default_codebook()
    if acting and (problem := handle_problem(acting)):
        raise UserError(problem)
    with Project.create(project, title=title, codebook=chosen, coder=acting) as made:
        codes = counted(len(made.codebook().without_headings()), "code")
        say(f"Made {project} with {codes}.")
