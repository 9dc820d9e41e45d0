"""What `annotator agreement` says of rounds: which one, and what became of it since another."""

from collections.abc import Sequence
from pathlib import Path

import click

from annotator.analysis.agreement import POOLED, Figure, Options, measure_name, written_whole
from annotator.analysis.agreement.before_after import BeforeAfter, compare, compared_row
from annotator.cli.output import Meter, print_json, print_table
from annotator.domain.errors import UserError
from annotator.domain.wording import noun
from annotator.workflow.reliability.again import CodedTwice
from annotator.workflow.reliability.figures import Study

_HEADING = ("code", "field", "measure", "coders", "before", "after", "difference", "clear")

WITHIN = click.option(
    "--round", "within", default="", metavar="NAME", help="Only what counts to this round."
)
SINCE = click.option(
    "--since", default="", metavar="NAME", help="Compare --round with this earlier round."
)
PRACTICE = click.option("--practice", is_flag=True, help="Practice articles and repetitions, too.")


AGAIN = click.option(
    "--again", is_flag=True, help="Each coder with themselves, where they have coded twice."
)


def figures_again(twice: CodedTwice, options: Options) -> list[Figure]:
    """Compute how far each coder agrees with themselves."""
    if not twice.by_coder:
        raise UserError(
            "Nobody has finished an article twice.",
            remedy="Put articles into a round of the same again, and hand them out.",
        )
    with Meter("Computing") as meter:
        return twice.figures(options, meter)


def refuse_same_articles(earlier: Study, later: Study, *, within: str, out: Path | None) -> None:
    """Refuse what can't be compared: no round, and rounds with the same articles."""
    if not within:
        raise UserError("--since compares --round with an earlier one.", remedy="Name both.")
    if out is not None:
        raise UserError("BeforeAfter rounds are not written as CSV.", remedy="Use --json.")
    both = {one.article.id for one in earlier.articles} & {one.article.id for one in later.articles}
    if both:
        are = noun(len(both), "article is", "articles are")
        message = f"{len(both):,} {are} in both rounds, whose figures can't be compared then."
        raise UserError(message, remedy="Take them out of one of the rounds.")


def print_compared(before: Sequence[Figure], after: Sequence[Figure], *, as_json: bool) -> None:
    """Print what became of each figure."""
    found = compare(before, after)
    if as_json:
        print_json([compared_row(one) for one in found])
    else:
        print_table(_HEADING, [_row(one) for one in found])


def _row(one: BeforeAfter) -> tuple[str, ...]:
    figure = one.after
    measure = measure_name(figure.measure)
    return (
        figure.code or POOLED,
        figure.field,
        f"{measure}: {figure.choice}" if figure.choice else measure,
        ", ".join(figure.coders),
        written_whole(one.before),
        written_whole(figure),
        _difference(one),
        "yes" if one.is_clear else "no" if one.low is not None else "",
    )


def _difference(one: BeforeAfter) -> str:
    if one.difference is None:
        return "n/a"
    if one.low is None or one.high is None:
        return f"{one.difference:+.2f}"
    return f"{one.difference:+.2f} [{one.low:+.2f}, {one.high:+.2f}]"
