"""`annotator copies`: which articles print the same text, and labels carried to copies."""

from pathlib import Path

import click
import msgspec

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, print_json, print_table, say
from annotator.cli.refusals import LIST, ListsAProject
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.state import id_of_coder
from annotator.domain.wording import counted, quoted
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.copies.carrying import CarryPlan, CopyFate, CopyPlan, plan_carrying
from annotator.workflow.copies.table import copy_rows, write_copies
from annotator.workflow.copies.when_wanted import CopiesWhenWanted
from annotator.workflow.correcting import named_article
from annotator.workflow.visibility import visibility_of

_TITLE = 60
_FATES = {
    CopyFate.STANDS: "whole",
    CopyFate.CHANGED: "with other words",
    CopyFate.GONE: "gone",
    CopyFate.THERE: "there already",
    CopyFate.UNFIT: "that can’t be there",
}
"""What becomes of labels on a copy, after their number."""


@click.group(
    cls=ListsAProject,
    short_help="List near copies, carry labels to them.",
    epilog=options.example(
        "annotator copies study.annotator --csv copies.csv",
        "annotator copies carry study.annotator 'Port cuts dredging' --me ana --dry-run",
    ),
)
def copies() -> None:
    """List which articles of PROJECT print the same text, or carry labels from one to its copies.

    `annotator copies PROJECT` lists them; see `annotator copies list --help`.
    """


@copies.command(
    LIST,
    short_help="List which articles print the same text.",
    epilog=options.example("annotator copies list study.annotator --csv copies.csv"),
)
@options.project
@options.csv_file("them")
@as_json
def list_copies(project: Path, out: Path | None, as_json: bool) -> None:
    """List the near copies in PROJECT with their outlets, and how each differs from the first."""
    if out is not None:
        refuse_targets(out)
    with opened_project(project) as opened, Meter("Looking for copies") as meter:
        rows = copy_rows(opened, CopiesWhenWanted().look(opened, meter), meter)
        if out is not None and not as_json:
            say(f"Wrote {counted(write_copies(out, rows), 'article')} to {out}.")
            return
        found = list(rows)
    if out is not None:
        write_copies(out, iter(found))
    if as_json:
        print_json([msgspec.to_builtins(one) for one in found])
    elif found:
        heading = ("cluster", "copies", "outlet", "published", "title", "differences")
        lines = [
            (one.cluster, one.copies, one.outlet, one.published, one.title, len(one.differences))
            for one in found
        ]
        print_table(heading, lines)
    else:
        say("No two articles of this project print the same text.")


@copies.command(
    "carry",
    short_help="Carry labels to the copies of an article.",
    epilog=options.example(
        "annotator copies carry study.annotator 'Port cuts dredging' --me ana --dry-run",
    ),
)
@options.project
@click.argument("article")
@options.several("--to", "to", metavar="COPY", help="Only to this copy, by id or title.")
@click.option("--gold", is_flag=True, help="Carry gold instead of one's own labels.")
@click.option("--finish", is_flag=True, help="Be done with the copies, too.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@options.acting("--coder")
@as_json
def carry(
    project: Path,
    article: str,
    to: tuple[str, ...],
    gold: bool,
    finish: bool,
    dry_run: bool,
    acting: str,
    as_json: bool,
) -> None:
    """Carry labels from ARTICLE (its id or title) in PROJECT to its copies, as one undo step.

    What differs is left out. A copy that has labels already, or that others are to code, is left
    out unless --to names it.
    """
    with opened_project(project, acting, writing=not dry_run) as opened:
        with Meter("Looking for copies") as meter:
            plan = _planned(opened, article, gold=gold, meter=meter)
        chosen = _chosen(opened, plan, to)
        edit = plan.edit(chosen, finish=finish)
        labels = sum(
            len(one.those(CopyFate.STANDS)) for one in plan.copies if one.article.id in chosen
        )
        written = bool(labels or (finish and chosen)) and not dry_run
        if written:
            opened.apply(edit)
    if as_json:
        print_json(_as_values(plan, chosen, written=written))
        return
    for one in plan.copies:
        say(_line(one, carried=one.article.id in chosen))
    done = "would be carried" if dry_run else "carried"
    say(f"{counted(labels, 'label')} {done} to {counted(len(chosen), 'copy', 'copies')}.")


def _planned(opened: Project, article: str, *, gold: bool, meter: Meter) -> CarryPlan:
    source = named_article(opened, article)
    found = CopiesWhenWanted().look(opened, meter).copies_of(source.id)
    if not found:
        raise UserError(f"No other article prints the text of {quoted(source.title, _TITLE)}.")
    coder = id_of_coder(opened, opened.coder)
    layer = GOLD if gold else coder
    visibility = visibility_of(opened, coder, reviewing=gold)
    return plan_carrying(opened, source.id, found, layer, visibility, meter)


def _chosen(opened: Project, plan: CarryPlan, to: tuple[str, ...]) -> frozenset[str]:
    """Return the copies (ids) that labels are carried to; refuse what is none."""
    if not to:
        return plan.proposed
    there = {one.article.id: one for one in plan.copies}
    chosen = frozenset(one if one in there else named_article(opened, one).id for one in to)
    for one in chosen:
        if one not in there:
            raise UserError(f"{one} is no copy of {quoted(plan.article.title, _TITLE)}.")
        if there[one].why_not:
            raise UserError(
                f"Nothing is carried to {quoted(there[one].article.title, _TITLE)}: "
                f"{there[one].why_not}."
            )
    return chosen


def _line(one: CopyPlan, *, carried: bool) -> str:
    meta = str(one.article.meta.get("outlet", ""))
    name = f"{quoted(one.article.title, _TITLE)}{f', {meta}' if meta else ''}"
    counts = {fate: len(one.those(fate)) for fate in CopyFate}
    told = ", ".join(f"{count:,} {_FATES[fate]}" for fate, count in counts.items() if count)
    why = one.why_not or one.caution
    if carried:
        return f"{name}: {told}"
    return f"{name}: left out, {why}" if why else f"{name}: left out ({told})"


def _as_values(plan: CarryPlan, chosen: frozenset[str], *, written: bool) -> dict[str, object]:
    return {
        "article": plan.article.id,
        "layer": GOLD if plan.layer == GOLD else "own",
        "written": written,
        "copies": [
            {
                "article": one.article.id,
                "title": one.article.title,
                "outlet": str(one.article.meta.get("outlet", "")),
                "carried": one.article.id in chosen,
                "why_not": one.why_not,
                "caution": one.caution,
                "labels": [
                    {
                        "annotation": label.source.id,
                        "fate": label.fate.value,
                        "text": label.source.text,
                        "there": label.words,
                        "why": label.why,
                    }
                    for label in one.labels
                ],
                "differences": [msgspec.to_builtins(each) for each in one.differences],
            }
            for one in plan.copies
        ],
    }
