"""`annotator sample`: the sample project."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.output import Meter, say
from annotator.workflow.sample import make_sample


@click.command(
    short_help="Make a project file with sample articles.",
    epilog=options.example("annotator sample ceasefire.annotator"),
)
@options.project
def sample(project: Path) -> None:
    """Make the project file PROJECT with sample articles and two coders' annotations."""
    with Meter("Making the sample") as meter:
        make_sample(project, meter)
    say(f"Made {project}.")
