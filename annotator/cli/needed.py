"""`annotator needed`: how many articles have to be coded twice."""

from pathlib import Path

import click
import msgspec

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, print_table, say
from annotator.domain.wording import counted
from annotator.workflow.reliability.needed import ASSUMED, WIDTH, Needed, needed_articles


@click.command(
    short_help="Say how many articles an interval takes.",
    epilog=options.example("annotator needed study.annotator --width 0.1"),
)
@options.project
@click.option("--width", type=float, default=WIDTH, metavar="W", help="The interval's width; 0.1.")
@click.option(
    "--assumed",
    type=float,
    default=ASSUMED,
    metavar="P",
    help="The share of equal answers to assume where PROJECT has no figures yet; 0.8.",
)
@as_json
def needed(project: Path, width: float, assumed: float, as_json: bool) -> None:
    """Say how many articles at least two have to code, so that intervals are at most W wide."""
    with opened_project(project) as opened, Meter("Computing") as meter:
        found = needed_articles(opened, width, assumed, meter)
    if as_json:
        print_json(found)
    elif found[0].measure:
        heading = ("code", "field", "measure", "value", "low", "high", "articles", "needed")
        print_table(heading, [_row(one) for one in found])
        most = max(one.needed for one in found)
        say(f"{counted(most, 'article')} for an interval of {width:g} on each of them.")
    else:
        told = counted(found[0].needed, "article")
        say(
            f"There are no intervals yet that tell it. If {assumed:g} of the answers are equal, "
            f"{told} coded by two tell that within an interval of {width:g}."
        )


def _row(one: Needed) -> tuple[object, ...]:
    values = msgspec.structs.astuple(one)
    return tuple(f"{value:.2f}" if isinstance(value, float) else value for value in values)
