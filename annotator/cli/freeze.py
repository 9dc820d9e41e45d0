"""`annotator freeze`: a named state of a project that never changes, and comparing with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import Meter, as_json, plain, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.study import Freeze
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.coders import coders_of
from annotator.workflow.freezing.comparing import (
    FreezeComparison,
    ThenAndNow,
    compare_freeze,
)
from annotator.workflow.freezing.making import freeze_project, freezes, refuse_freezing


@click.command(
    short_help="Freeze a state of a project, or compare one with today.",
    epilog=options.example(
        "annotator freeze study.annotator Main --me lea",
        "annotator freeze study.annotator --compare Main",
    ),
)
@options.project
@click.argument("name", required=False)
@click.option(
    "--out",
    type=options.FileToWrite(),
    metavar="FILE",
    help="Where to; otherwise beside PROJECT, with NAME in its name.",
)
@click.option("--note", default="", metavar="TEXT", help="What it was made for.")
@options.acting("--coder")
@click.option("--list", "listed", is_flag=True, help="List the freezes instead.")
@click.option("--compare", metavar="NAME|FILE", help="Compare a freeze with today instead.")
@as_json
def freeze(
    project: Path,
    name: str | None,
    out: Path | None,
    note: str,
    acting: str,
    listed: bool,
    compare: str | None,
    as_json: bool,
) -> None:
    """Write PROJECT as it is now to a file of its own that can't be changed, and call it NAME."""
    if sum((name is not None, listed, compare is not None)) != 1:
        message = "A freeze takes a name, --list, or --compare."
        raise UserError(message, remedy="Give one of them.")
    if listed:
        _list(project, as_json)
    elif compare is not None:
        _compare(project, compare, as_json)
    else:
        _make(project, str(name), out, note, acting, as_json)


def _make(
    project: Path, name: str, out: Path | None, note: str, acting: str, as_json: bool
) -> None:
    with opened_project(project, acting, writing=True) as opened, Meter("Freezing") as meter:
        refuse_freezing(opened, name)
        opened.coder = opened.coder or _only_coder(opened)
        made = freeze_project(opened, name, out, note, meter)
    if as_json:
        told = _told(made.freeze, {made.freeze.coder: opened.coder})
        print_json({"path": str(made.path), **told})
    else:
        say(plain(f"Froze {project} as “{made.freeze.name}” in {made.path}."))


def _only_coder(project: Project) -> str:
    coders = [one.handle for one in coders_of(project)]
    if len(coders) != 1:
        raise UserError("Who freezes is not known.", remedy="Say it with --me HANDLE.")
    return coders[0]


def _list(project: Path, as_json: bool) -> None:
    with opened_project(project) as opened:
        found = freezes(opened)
        handles = {one.id: one.handle for one in opened.find(Coder)}
    if as_json:
        print_json([_told(one, handles) for one in found])
    elif found:
        rows = [
            (one.name, one.at, handles.get(one.coder, "?"), one.codebook_version, one.note)
            for one in found
        ]
        print_table(("freeze", "made", "by", "codebook", "note"), rows)
    else:
        say(plain(f"There is no freeze of {project}."))


def _told(one: Freeze, handles: dict[str, str]) -> dict[str, Any]:
    told = msgspec.structs.asdict(one)
    return {**told, "coder": handles.get(one.coder, "")}


def _compare(project: Path, named: str, as_json: bool) -> None:
    with opened_project(project) as opened, Meter("Comparing") as meter:
        found = compare_freeze(opened, named, progress=meter)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _show(found: FreezeComparison) -> None:
    say(plain(f"Freeze “{found.freeze.name}” of {found.freeze.at}. {found.file}"))
    for words, things in (("As it was", found.same), ("Not as it was", found.differing)):
        if things:
            say(plain(f"{words}: {', '.join(things)}."))
    _show_changed("count", found.counts)
    _show_changed("figure", found.figures)
    if found.gold:
        say("")
        changed = [(one.code_name, one.made, one.changed, one.gone) for one in found.gold]
        print_table(("gold", "made", "changed", "gone"), changed)
    if found.codebook:
        say("")
        for one in found.codebook:
            say(plain(one.in_words()))


def _show_changed(thing: str, every: Sequence[ThenAndNow]) -> None:
    """Show what is another now, and how much else there is."""
    rows = [(one.what, one.then or "–", one.now or "–") for one in every if one.then != one.now]
    if rows:
        say("")
        print_table((thing, "then", "now"), rows)
    if every:
        say(f"{len(every) - len(rows):,} of {counted(len(every), thing)} as before")
