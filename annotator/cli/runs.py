"""`annotator runs`: the runs of programs whose labels a project has."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.workflow.runs import RunFacts, runs_of


@click.group(
    short_help="List the runs of programs, and validate them.",
    epilog=options.example("annotator runs list study.annotator"),
)
def runs() -> None:
    """List the runs of programs whose labels a project has, and hold them against people."""


@runs.command(
    "list",
    short_help="List the runs of a project.",
    epilog=options.example("annotator runs list study.annotator"),
)
@options.project
@as_json
def list_runs(project: Path, as_json: bool) -> None:
    """List the runs of PROJECT: model, date, cost, labels, and what was decided of them."""
    with opened_project(project) as opened:
        found = runs_of(opened)
    if as_json:
        print_json([_told(one) for one in found])
    elif found:
        heading = ("run", "model", "version", "at", "cost", "labels", "articles")
        rows = [
            (
                *(plain(word) for word in (one.handle, one.run.model, one.run.version, one.run.at)),
                _cost(one),
                one.labels,
                one.articles,
                *(one.accepted, one.changed, one.rejected),
            )
            for one in found
        ]
        print_table((*heading, "accepted", "changed", "rejected"), rows)
    else:
        say(plain(f"{project} has no runs."))


def _cost(one: RunFacts) -> str:
    return "" if one.run.cost is None else plain(f"{one.run.cost:g} {one.run.currency}".strip())


def _told(one: RunFacts) -> dict[str, object]:
    run = one.run
    return {
        "run": one.handle,
        "name": run.name,
        "model": run.model,
        "version": run.version,
        "prompt_sha256": run.prompt_sha256,
        "at": run.at,
        "cost": run.cost,
        "currency": run.currency,
        "note": run.note,
        "labels": one.labels,
        "articles": one.articles,
        "accepted": one.accepted,
        "changed": one.changed,
        "rejected": one.rejected,
    }
