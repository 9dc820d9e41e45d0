"""`annotator agreement`: how far coders agree."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal, cast

import click

from annotator.analysis.agreement import (
    GAMMAS,
    GOLD_MEASURES,
    MEASURES,
    POOLED,
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
from annotator.cli.rounds_options import (
    AGAIN,
    PRACTICE,
    SINCE,
    WITHIN,
    figures_again,
    print_compared,
    refuse_same_articles,
)
from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.settings import DEFAULT_THRESHOLD, project_settings
from annotator.domain.wording import counted
from annotator.store.file.placing import refuse_targets
from annotator.store.reading.filtering import names_round
from annotator.workflow.reliability.again import CodedTwice
from annotator.workflow.reliability.against_gold import (
    GoldMatrix,
    gold_matrices,
    gold_reporting,
    need_gold,
)
from annotator.workflow.reliability.by_origin import Came, labels_that
from annotator.workflow.reliability.figures import (
    Study,
    code_named,
    fields_named,
    study,
    write_figures,
)
from annotator.workflow.reliability.methods import TABLED, methods_section, study_facts
from annotator.workflow.reliability.methods_files import BIB, methods_format, write_methods

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
    type=options.ShareValue(min_open=True),
    metavar="T",
    help=f"From which overlap on spans are paired; the project's, or {DEFAULT_THRESHOLD:g}.",
)
@click.option(
    "--against",
    type=click.Choice((GOLD,)),
    help="Each coder against gold, which is taken for right.",
)
@click.option(
    "--origin",
    type=click.Choice([one.value for one in Came]),
    help="Only labels that coders made by hand, or only those that were suggested to them.",
)
@click.option(
    "--unsettled", is_flag=True, help="With gold, also that of articles that aren't settled."
)
@WITHIN
@SINCE
@PRACTICE
@AGAIN
@click.option("--gamma", is_flag=True, help="Gamma and gamma-cat, too.")
@click.option(
    "--csv",
    "out",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Write the figures to this CSV file instead.",
)
@click.option(
    "--methods",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Write a methods section with a table by variable: .html, .tex, .md, .txt or .csv.",
)
@click.option(
    "--bib",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Write the papers that it cites as BibTeX.",
)
@click.option("--training", default="", metavar="WORDS", help="How coders were trained, for it.")
@click.option("--sampling", default="", metavar="WORDS", help="How articles were sampled, for it.")
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
    against: str | None,
    origin: str | None,
    unsettled: bool,
    within: str,
    since: str,
    practice: bool,
    again: bool,
    gamma: bool,
    out: Path | None,
    methods: Path | None,
    bib: Path | None,
    training: str,
    sampling: str,
    as_json: bool,
) -> None:
    """Say how far the coders of PROJECT agree: per code, per field and over all."""
    targets = [one for one in (out, methods, bib) if one is not None]
    _refuse(targets, methods, bib)
    if against:
        _refuse_beside_gold(measures, methods or bib)
    if origin:
        _refuse_beside_origin(methods or bib, again=again)
    names = [name for name in (coders or "").split(",") if name.strip()]
    named = [*names, GOLD] if against and names else names
    with opened_project(project, searching=query is not None) as opened:
        practice = practice or names_round(query or "")
        which = partial(study, opened, named, query, unsettled=unsettled)
        material = which(within=within, apart=practice)
        earlier = which(within=since) if since else None
        twice = CodedTwice(opened) if again else None
        settings = project_settings(opened.info().settings)
    if origin:
        material = labels_that(material, Came(origin))
        earlier = earlier and labels_that(earlier, Came(origin))
    if earlier is not None:
        refuse_same_articles(earlier, material, within=within, out=out)
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
    make = _against_gold if against else _figures
    figures = figures_again(twice, asked_for) if twice else make(material, asked_for)
    if earlier is not None:
        print_compared(make(earlier, asked_for), figures, as_json=as_json)
        return
    if out is not None:
        write_figures(out, figures)
    if methods is not None or bib is not None:
        facts = study_facts(material, training=training, sampling=sampling)
        chosen = frozenset(measures) or TABLED
        section = methods_section(material, figures, asked_for, facts, marks=marks, measures=chosen)
        for path in filter(None, (methods, bib)):
            write_methods(path, section)
    matrices = gold_matrices(material, asked_for) if as_json and against else None
    _say(figures, matrices, targets, marks, as_json=as_json, references=bib, figures_to=out)


def _say(
    figures: Sequence[Figure],
    matrices: Sequence[GoldMatrix] | None,
    targets: Sequence[Path],
    marks: Marks,
    *,
    as_json: bool,
    references: Path | None,
    figures_to: Path | None,
) -> None:
    """Print the figures, or say what was written instead."""
    if as_json:
        rows = [figure_row(figure) for figure in figures]
        both = {"figures": rows, "confusion": [_matrix_row(one) for one in matrices or ()]}
        print_json(rows if matrices is None else both)
        return
    if not targets:
        print_table(_HEADING, [_row(figure, marks) for figure in figures])
    for path in targets:
        if path == figures_to:
            say(f"Wrote {counted(len(figures), 'figure')} to {path}.")
        else:
            say(f"Wrote the {'references' if path == references else 'methods'} to {path}.")


def _refuse(targets: list[Path], methods: Path | None, bib: Path | None) -> None:
    """Refuse files that can't be written before anything is computed."""
    for path in targets:
        refuse_targets(path)
    if methods is not None:
        methods_format(methods)
    if bib is not None and bib.suffix.lower() != BIB:
        raise UserError(f"References are not written to {bib.name}.", remedy=f"Name it …{BIB}.")


def _refuse_beside_gold(measures: tuple[str, ...], methods: Path | None) -> None:
    """Refuse what is not for coders against gold."""
    if methods is not None:
        raise UserError(
            "The methods section is on coders among themselves.", remedy="Leave out --against."
        )
    others = [one for one in measures if one not in GOLD_MEASURES]
    if others:
        told = ", ".join(one for one in MEASURES if one in GOLD_MEASURES)
        raise UserError(
            f"The measure {others[0]} is not for coders against gold.", remedy=f"Choose of {told}."
        )


def _refuse_beside_origin(methods: Path | None, *, again: bool) -> None:
    """Refuse what is for all labels, however they came."""
    if methods is not None or again:
        what = "The methods section is" if methods is not None else "What was coded twice is"
        raise UserError(f"{what} on labels of any origin.", remedy="Leave out --origin.")


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


def _against_gold(material: Study, options: Options) -> list[Figure]:
    need_gold(material)
    with Meter("Computing") as meter:
        return gold_reporting(material, options).figures(meter)


def _matrix_row(found: GoldMatrix) -> dict[str, object]:
    matrix = found.confusion
    about = {"coder": found.coder, "code": found.code, "field": found.field}
    return {**about, "values": matrix.values, "matrix": matrix.matrix}


def _row(figure: Figure, marks: Marks) -> tuple[str | int, ...]:
    measure = measure_name(figure.measure)
    return (
        figure.code or POOLED,
        figure.field,
        f"{measure}: {figure.choice}" if figure.choice else measure,
        ", ".join(figure.coders),
        written_whole(figure),
        figure.lacks or verdict_told(figure, marks),
        figure.articles,
        counted_units(figure),
        figure.note,
    )
