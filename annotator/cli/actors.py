"""`annotator actors`: the actors with their figures, a table of them, and actors made one."""

from pathlib import Path
from typing import Any

import click
import msgspec

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, print_json, print_table, say
from annotator.cli.refusals import LIST, ListsAProject
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.state import find_coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.store.reading.actors import ActorFigures, ActorFilter, ActorOrder
from annotator.workflow.actors.joining import joining
from annotator.workflow.actors.table import read_actors, write_actors
from annotator.workflow.visibility import visibility_of, visibility_of_acting

_SEEN_BY = "Count only labels that this coder may see."


@click.group(
    cls=ListsAProject,
    short_help="List actors, import a table of them, make two one.",
    epilog=options.example(
        "annotator actors study.annotator --csv actors.csv",
        "annotator actors import study.annotator actors.csv",
        'annotator actors merge study.annotator "Volodymyr Zelensky" Zelensky',
    ),
)
def actors() -> None:
    """List the actors of PROJECT with their figures, or change them.

    `annotator actors PROJECT` lists them; see `annotator actors list --help`.
    """


@actors.command(
    LIST,
    short_help="List the actors with their figures.",
    epilog=options.example("annotator actors list study.annotator --csv actors.csv"),
)
@options.project
@options.csv_file("them")
@click.option("--coder", default="", metavar="HANDLE", help=_SEEN_BY)
@as_json
def list_actors(project: Path, out: Path | None, coder: str, as_json: bool) -> None:
    """List the actors of PROJECT: quotes, judgements with their mean, articles, last seen."""
    if out is not None:
        refuse_targets(out)
    with opened_project(project) as opened:
        seen = _seen(opened, coder)
        if out is not None:
            count = write_actors(out, opened, seen)
            if not as_json:
                say(f"Wrote {counted(count, 'actor')} to {out}.")
                return
        ids = opened.actors.listed(ActorFilter(archived=True), ActorOrder.NAME, seen_by=seen)
        found, figures = opened.get_all(Actor, ids), opened.actors.figures(ids, seen)
    rows = [(found[one], figures.get(one, ActorFigures())) for one in ids if one in found]
    if as_json:
        print_json([_told(*row) for row in rows])
    elif rows:
        heading = ("name", "kind", "quotes", "judgements", "mean", "articles", "last seen")
        print_table(heading, [_line(*row) for row in rows])
    else:
        say("There is no actor in this project.")


@actors.command(
    "import",
    short_help="Import a table of actors.",
    epilog=options.example("annotator actors import study.annotator actors.csv --dry-run"),
)
@options.project
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@options.acting()
@as_json
def import_actors(project: Path, table: Path, dry_run: bool, acting: str, as_json: bool) -> None:
    """Add the actors of a CSV TABLE to PROJECT, and change those that it has: one undo step.

    Rows are known by a column id, else by name. A column that is not there changes nothing.
    """
    with opened_project(project, acting, writing=not dry_run) as opened:
        found = read_actors(table, opened)
        if found.touched and not dry_run:
            opened.apply(found.edit())
    if as_json:
        new = sum(row.is_new for row in found.rows)
        told = {"new": new, "changed": len(found.touched) - new, "rows": len(found.rows)}
        print_json({**told, "written": not dry_run})
    else:
        say(f"{'Would be' if dry_run else 'Imported'}: {found.in_words()}.")


@actors.command(
    "merge",
    short_help="Make actors one.",
    epilog=options.example(
        'annotator actors merge study.annotator "Volodymyr Zelensky" Zelensky --dry-run'
    ),
)
@options.project
@click.argument("kept")
@click.argument("others", nargs=-1, required=True)
@options.several(
    "--take",
    metavar="WHAT=ACTOR",
    callback=options.pairs(str.partition),
    help="Where they differ: take what ACTOR says of WHAT (kind, role, affiliation, values.ID).",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@options.acting()
def merge_actors(
    project: Path,
    kept: str,
    others: tuple[str, ...],
    take: options.Pairs,
    dry_run: bool,
    acting: str,
) -> None:
    """Merge the OTHERS into the actor KEPT: ids, or names that one actor alone has.

    Links, names, affiliations and values are carried. Where they differ, what KEPT says stays.
    """
    with opened_project(project, acting, writing=not dry_run) as opened:
        one, *named = (_actor(opened, name) for name in (kept, *others))
        gone = list({each.id: each for each in named}.values())
        seen = visibility_of_acting(opened)
        found = joining(opened, one, gone, opened.info().actor_variables, seen)
        known = {each.attribute for each in found.contradictions}
        unknown = [name for name in take if name not in known]
        if unknown:
            remedy = f"They differ in {enumerated(sorted(known)) if known else 'nothing'}."
            raise UserError(f"They don’t differ in {enumerated(unknown)}.", remedy=remedy)
        taken = {name: _actor(opened, actor).id for name, actor in take.items()}
        if not taken.keys() <= known or any(
            actor not in {one.id, *(each.id for each in gone)} for actor in taken.values()
        ):
            raise UserError("What is taken must be said by one of the actors that are merged.")
        if not dry_run:
            opened.apply(found.edit(taken))
    for each in found.contradictions:
        said = enumerated([f"“{words}”" for words in dict.fromkeys(each.options.values())])
        say(f"They differ in {each.attribute}: {said}.")
    say(found.in_words())


def _seen(project: Project, handle: str) -> Visibility | None:
    if not handle:
        return None
    coder = find_coder(project, handle)
    if coder is None:
        raise UserError(f"There is no coder {handle} in this project.")
    return visibility_of(project, coder.id).when_reviewing()


def _actor(project: Project, said: str) -> Actor:
    found = project.get(Actor, said)
    if found is not None:
        return found
    named = [
        one
        for one in project.find(Actor)
        if not one.archived and folded(said) in {folded(one.name), *map(folded, one.aliases)}
    ]
    named = [one for one in named if folded(one.name) == folded(said)] or named
    if len(named) != 1:
        why = f"{counted(len(named), 'actor')} are called so" if named else "there is none"
        raise UserError(f"“{said}” is no actor: {why}.", remedy="Name it by its id.")
    return named[0]


def _told(actor: Actor, figures: ActorFigures) -> dict[str, Any]:
    return {**msgspec.to_builtins(actor), **msgspec.to_builtins(figures)}


def _line(actor: Actor, figures: ActorFigures) -> tuple[Any, ...]:
    mean = "" if figures.polarity is None else f"{figures.polarity:+.2f}"
    name = f"{actor.name} (archived)" if actor.archived else actor.name
    return (
        *(name, actor.kind, figures.quotes, figures.judgements, mean),
        *(figures.articles, figures.last),
    )
