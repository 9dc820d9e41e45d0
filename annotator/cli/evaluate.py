"""`annotator evaluate`: how good suggestions are, or a layer, held against another layer."""

from pathlib import Path

import click

from annotator.analysis.suggest.quote import QuoteType
from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.cli.quote_figures import HEADING, cells
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.workflow.suggesting.against import Against, Who, layer_against, proposer_against
from annotator.workflow.suggesting.standings import evaluation_told
from annotator.workflow.suggesting.whose import whose

_ALL = "all"


@click.command(
    short_help="Say how good suggestions or a run are.",
    epilog=options.example(
        "annotator evaluate study.annotator --against ana --proposer rules --json",
        "annotator evaluate study.annotator --against ana --layer ben",
    ),
)
@options.project
@click.option(
    "--against", required=True, metavar="gold|LAYER", help="The layer that is taken for right."
)
@click.option(
    "--layer", default="", metavar="LAYER", help="The run or coder to evaluate, by its handle."
)
@click.option(
    "--proposer",
    type=click.Choice([one.value for one in Who]),
    help="What to evaluate where no layer is named; in-use unless it is said.",
)
@click.option("--coder", default="", metavar="HANDLE", help="From whose labels it was learned.")
@as_json
def evaluate(
    project: Path, against: str, layer: str, proposer: str | None, coder: str, as_json: bool
) -> None:
    """Hold what suggests quotes in PROJECT, or a layer, against a layer that is taken for right.

    What was learned is measured on articles from which it did not learn.
    """
    if layer and (proposer or coder):
        raise UserError("A layer is no proposer.", remedy="Leave out --layer or the others.")
    who = Who(proposer or Who.IN_USE)
    with opened_project(project) as opened, Meter("Learning") as meter:
        if layer:
            found = layer_against(opened, layer, against)
        else:
            found = proposer_against(opened, who, against, whose(opened, coder), meter)
    if as_json:
        print_json(_told(found, against, layer or who.value))
    else:
        _say(found, against)


def _told(found: Against, against: str, evaluated: str) -> dict[str, object]:
    return {
        "against": against,
        "evaluated": evaluated,
        "articles": found.articles,
        "out_of_sample": found.out_of_sample,
        "how": found.how,
        "silent": found.silent,
        "codes": [
            {
                "code": one.code,
                "name": one.name,
                "way": one.way.value if one.way is not None else None,
                **evaluation_told(one.figures),
            }
            for one in found.codes
        ],
    }


def _say(found: Against, against: str) -> None:
    rows: list[tuple[object, ...]] = []
    for one in found.codes:
        way = one.way.value if one.way is not None else ""
        rows.append((plain(one.name), way, _ALL, *cells(one.figures.all)))
        rows += [
            (plain(one.name), way, kind.value, *cells(one.figures.by_type[kind]))
            for kind in QuoteType
        ]
    print_table(("code", "way", "type", *HEADING), rows)
    say(plain(f"On {counted(found.articles, 'article')}, against {against}. {found.how}"))
    if found.silent:
        say(plain(f"The run has no label on {counted(found.silent, 'article')} of them."))
