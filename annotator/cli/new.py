"""`annotator new` and `annotator sample`: project files."""

from pathlib import Path

import click

from annotator.cli.output import Meter
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.codebook import default_codebook, read_codebook, shipped
from annotator.store.project import Project
from annotator.workflow.sample import make_sample


@click.command(short_help="Make a project file.")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--codebook",
    metavar="FILE|NAME",
    help="A codebook file, or the name of one that comes with the program.",
)
@click.option("--title", default="", help="The project's title; otherwise the file's name.")
def new(project: Path, codebook: str | None, title: str) -> None:
    """Make the project file PROJECT, with the default codebook or another."""
    chosen = _codebook(codebook) if codebook else default_codebook()
    with Project.create(project, title=title, codebook=chosen) as made:
        click.echo(f"Made {project} with {counted(len(made.codebook().codes), 'code')}.")


def _codebook(name: str) -> Codebook:
    paths = {book_id: path for book_id, _, _, path in shipped()}
    if name in paths:
        return read_codebook(paths[name])
    if not Path(name).is_file():
        remedy = f"Name a file or one of {', '.join(paths)}."
        raise UserError(f"There is no codebook {name}.", remedy=remedy)
    return read_codebook(Path(name))


@click.command(short_help="Make a project file with sample articles.")
@click.argument("project", type=click.Path(path_type=Path))
def sample(project: Path) -> None:
    """Make the project file PROJECT with sample articles and two coders' annotations."""
    with Meter("Bringing in") as meter:
        make_sample(project, meter)
    click.echo(f"Made {project}.")
