"""`annotator runs`: the runs of programs whose labels a project has."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.workflow.runs import RunFacts, runs_of
from annotator.workflow.validation.drawing import draw, give, pool, run_named, scores_of
from annotator.workflow.validation.units import asked_of
from annotator.workflow.validation.writing import (
    FIGURES,
    figure_rows,
    validation,
    write_figures,
    write_units,
)


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


_RUN = click.option("--run", "run_name", default="", metavar="NAME", help="Which run, by name.")
_CODE = click.option("--code", default="", metavar="CODE", help="The code that is validated.")
_FIELD = click.option("--field", default="", metavar="FIELD", help="A field of the code.")


@runs.command(
    "sample",
    short_help="Hand a sample out by which a run is validated.",
    epilog=options.example(
        "annotator runs sample study.annotator --code quote --size 60 --coder ana --coder ben"
    ),
)
@options.project
@_RUN
@_CODE
@_FIELD
@click.option("--size", type=click.IntRange(1), required=True, help="How many articles to draw.")
@options.several("--coder", "coders", metavar="HANDLE", help="Who codes them.")
@click.option(
    "--per-article", type=click.IntRange(1), default=1, help="How many coders get each article."
)
@click.option("--seed", type=int, default=1, help="The same again from the same seed.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="Write a package for each coder there.",
)
@options.acting()
@as_json
def sample(
    project: Path,
    run_name: str,
    code: str,
    field: str,
    size: int,
    coders: tuple[str, ...],
    per_article: int,
    seed: int,
    folder: Path | None,
    acting: str,
    as_json: bool,
) -> None:
    """Draw articles of PROJECT by what a run says of a code, and assign them to coders.

    They are drawn evenly by the run’s value and score, so that what is rare is among them; each
    article’s chance is kept. Coders are blind to the run’s labels until they have finished.
    """
    if not code or not coders:
        raise UserError("What is validated, and by whom?", remedy="Give --code and --coder.")
    with opened_project(project, acting, writing=True) as opened:
        run = run_named(opened, run_name)
        asked = asked_of(opened.codebook(), code, field)
        drawn = draw(pool(opened), run, asked, scores_of(opened), size, seed)
        with Meter("Handing out") as meter:
            given = give(
                opened,
                run,
                asked,
                drawn,
                coders,
                seed=seed,
                per_article=per_article,
                folder=folder,
                progress=meter,
            )
    if as_json:
        told = {"articles": len(drawn.articles), "strata": drawn.strata, "coders": given.coders}
        print_json({**told, "files": [str(one) for one in given.files]})
        return
    rows = [(plain(name), *pair) for name, pair in drawn.strata.items()]
    print_table(("stratum", "drawn", "of"), rows)
    for coder, count in given.coders.items():
        say(plain(f"{coder} got {counted(count, 'article')}."))
    for one in given.files:
        say(plain(f"Wrote {one}."))


@runs.command(
    "validate",
    short_help="Say how right a run is, by what people coded.",
    epilog=options.example(
        "annotator runs validate study.annotator --code quote --out figures.csv --units units.csv"
    ),
)
@options.project
@_RUN
@_CODE
@_FIELD
@click.option("--against", default="", metavar="LAYER", help="gold, or one coder’s handle.")
@click.option("--resamples", type=click.IntRange(0, 20_000), default=1000, help="For intervals.")
@click.option("--seed", type=int, default=1, help="The same again from the same seed.")
@click.option(
    "--out",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Write the figures to this CSV file.",
)
@click.option(
    "--units",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Write what design-based correction takes of each article to this CSV file.",
)
@as_json
def validate(
    project: Path,
    run_name: str,
    code: str,
    field: str,
    against: str,
    resamples: int,
    seed: int,
    out: Path | None,
    units: Path | None,
    as_json: bool,
) -> None:
    """Hold a run of PROJECT against people: precision, recall and agreement per value.

    On the sample that was drawn last for the run each article is weighed by its chance; without a
    sample all articles count that people have coded.
    """
    refuse_targets(*(one for one in (out, units) if one is not None))
    with opened_project(project) as opened:
        found = validation(
            opened,
            run_named(opened, run_name),
            code=code,
            field=field,
            against=against,
            resamples=resamples,
            seed=seed,
        )
    if out is not None:
        write_figures(out, found)
    count = write_units(units, found) if units is not None else 0
    if as_json:
        print_json({"open": found.open_articles, "figures": figure_rows(found)})
        return
    if out is None and units is None:
        rows = [[_shown(row[name]) for name in FIGURES] for row in figure_rows(found)]
        print_table(FIGURES, rows)
    if out is not None:
        say(plain(f"Wrote {counted(len(found.figures), 'figure')} to {out}."))
    if units is not None:
        say(plain(f"Wrote {counted(count, 'unit')} to {units}."))
    if found.open_articles:
        left = counted(found.open_articles, "article")
        say(f"Of the sample, {left} wait to be coded: correction needs all of them.", err=True)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else plain(str(value))


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
