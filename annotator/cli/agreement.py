"""`annotator agreement`: how far coders agree."""

from pathlib import Path
from typing import Literal, cast

import click

from annotator.analysis.agreement import (
    GAMMAS,
    MEASURES,
    POOLED,
    TOO_FEW,
    USUAL,
    Figure,
    Marks,
    Options,
    counted_units,
    figure_row,
    measure_name,
    report,
    verdict_told,
    written_whole,
)
from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, print_table, say
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.settings import DEFAULT_THRESHOLD, project_settings
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.workflow.reliability.figures import (
    Study,
    code_named,
    fields_named,
    study,
    write_figures,
)

_HEADING = ("code", "field", "measure", "coders", "value", "mark", "articles", "units", "note")


@click.command(
    short_help="Say how far coders agree.",
    epilog=options.example("annotator agreement study.annotator --code Quote --coders ana,ben"),
)
@options.project
@options.several("--code", "codes", metavar="C", help="Only this code (id or name).")
@options.several("--field", "fields", metavar="F", help="Only this field of the codes.")
@click.option("--coders", metavar="A,B,…", help="These coders, or gold; otherwise all.")
@options.query
@options.several(
    "--measure",
    "measures",
    metavar="M",
    type=click.Choice(MEASURES),
    help=f"Only this one of {', '.join(MEASURES)}.",
)
@click.option(
    "--resamples",
    type=click.IntRange(0, 100_000),
    default=1000,
    metavar="N",
    help="How often intervals resample; 0 for none, 1000 otherwise.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, metavar="S", help="Of what is drawn."
)
@click.option(
    "--resample",
    type=click.Choice(("articles", "pairs")),
    default="articles",
    help="What intervals resample.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="T",
    help=f"From which overlap on spans are paired; the project's, or {DEFAULT_THRESHOLD:g}.",
)
@click.option(
    "--unsettled", is_flag=True, help="With gold, also that of articles that aren't settled."
)
@click.option("--gamma", is_flag=True, help="Gamma and gamma-cat, too.")
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the figures to this CSV file instead.",
)
@as_json
def agreement(
    project: Path,
    codes: tuple[str, ...],
    fields: tuple[str, ...],
    coders: str | None,
    query: str | None,
    measures: tuple[str, ...],
    resamples: int,
    seed: int,
    resample: str,
    threshold: float | None,
    unsettled: bool,
    gamma: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Say how far the coders of PROJECT agree: per code, per field and over all."""
    if out is not None:
        refuse_targets(out)
    names = [name for name in (coders or "").split(",") if name.strip()]
    with opened_project(project, searching=query is not None) as opened:
        material = study(opened, names, query, unsettled=unsettled)
        settings = project_settings(opened.info().settings)
    marks = settings.cut_marks
    asked = frozenset(measures) or USUAL
    asked_for = Options(
        codes=frozenset(code_named(material.codebook, name).id for name in codes),
        measures=asked | frozenset(GAMMAS) if gamma else asked,
        threshold=threshold or settings.pairing_threshold,
        resamples=resamples,
        seed=seed,
        resampling=cast('Literal["articles", "pairs"]', resample),
        fields=_fields(material.codebook, codes, fields),
    )
    if material.unsettled:
        articles = counted(material.unsettled, "article is", "articles are")
        say(f"{articles} not settled: gold there does not count (--unsettled).", err=True)
    figures = _figures(material, asked_for)
    if out is not None:
        write_figures(out, figures)
    if as_json:
        print_json([figure_row(figure) for figure in figures])
    elif out is not None:
        say(f"Wrote {counted(len(figures), 'figure')} to {out}.")
    else:
        print_table(_HEADING, [_row(figure, marks) for figure in figures])


def _fields(codebook: Codebook, codes: tuple[str, ...], fields: tuple[str, ...]) -> frozenset[str]:
    among = [code_named(codebook, name) for name in codes] or codebook.codes
    return frozenset(one for name in fields for one in fields_named(among, name))


def _figures(material: Study, options: Options) -> list[Figure]:
    if len(material.coders) < 2 or not material.shared:
        raise UserError(
            "No article has been finished by two of the coders.",
            remedy="Agreement needs articles in common.",
        )
    with Meter("Computing") as meter:
        return report(
            material.articles, material.codebook, material.coders, options, progress=meter
        )


def _row(figure: Figure, marks: Marks) -> tuple[str | int, ...]:
    measure = measure_name(figure.measure)
    return (
        figure.code or POOLED,
        figure.field,
        f"{measure}: {figure.choice}" if figure.choice else measure,
        ", ".join(figure.coders),
        written_whole(figure),
        TOO_FEW if figure.has_too_few else verdict_told(figure, marks),
        figure.articles,
        counted_units(figure),
        figure.note,
    )
