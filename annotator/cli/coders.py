"""`annotator coders`: who codes, and whose work is whose."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.opening import opened as opened_project
from annotator.cli.options import Pairs
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.store.merging.whose_work import Machine
from annotator.store.project import Project
from annotator.workflow.whose_work import (
    coder_called,
    merged_from,
    merging,
    parting,
    parting_machines,
    renaming,
    replacing,
)


@click.command(
    short_help="Rename, merge, replace and part coders.",
    epilog=options.example(
        "annotator coders study.annotator", "annotator coders study.annotator --rename ben=benno"
    ),
)
@options.project
@options.several(
    "--rename",
    metavar="OLD=NEW",
    callback=options.pairs(str.partition),
    help="Give a coder another handle.",
)
@options.several(
    "--merge",
    metavar="ONE=INTO",
    callback=options.pairs(str.partition),
    help="They are one person: all work of ONE is INTO's.",
)
@options.several("--part", metavar="HANDLE", help="Part a coder again who was merged.")
@options.several(
    "--part-machine",
    metavar="HANDLE/MACHINE=NEW",
    callback=options.pairs(str.rpartition),
    help="They are two: what HANDLE did on this machine is NEW's.",
)
@options.several(
    "--replace",
    metavar="OLD=NEW",
    callback=options.pairs(str.partition),
    help="Hand what OLD has not finished to NEW.",
)
@options.acting("--coder")
@as_json
def coders(
    project: Path,
    rename: Pairs,
    merge: Pairs,
    part: tuple[str, ...],
    part_machine: Pairs,
    replace: Pairs,
    acting: str,
    as_json: bool,
) -> None:
    """Say who codes PROJECT and from which machines, or change whose work is whose.

    Each change is one step that can be undone in the window.
    """
    changing = any((rename, merge, part, part_machine, replace))
    with opened_project(project, acting, writing=changing) as opened:
        done = _applied(opened, _edits(opened, rename, merge, part, part_machine, replace))
        told = [_told(opened, one) for one in opened.find(Coder)]
    if as_json:
        print_json(told)
    elif changing:
        for label in done:
            say(plain(f"{label}."))
    else:
        heading = ("coder", "name", "left", "merged into", "machine", "edits", "first", "last")
        print_table(heading, [row for one in told for row in _rows(one)])


def _applied(project: Project, edits: Iterator[Edit]) -> list[str]:
    """Do the edits and return what was done; where one of them is refused, none of them is done."""
    done: list[str] = []
    try:
        for edit in edits:
            label = project.apply(edit).label
            done.append(label)
    except UserError:
        for _ in done:
            project.undo()
        raise
    return done


def _edits(
    project: Project,
    rename: Pairs,
    merge: Pairs,
    part: tuple[str, ...],
    machines: Pairs,
    replace: Pairs,
) -> Iterator[Edit]:
    """Yield the edits, each planned on what those before it have done."""
    for old, new in rename.items():
        yield renaming(project, coder_called(project, old), new)
    for handle in part:
        yield parting(project, coder_called(project, handle))
    for named, new in machines.items():
        handle, _, machine = named.rpartition("/")
        coder = coder_called(project, handle)
        known = [one.device for one in project.machines(coder.id)]
        if machine not in known:
            message = f"{coder.handle} has not written from a machine {machine}."
            raise UserError(message, remedy=f"Known are {', '.join(known) or 'none'}.")
        yield parting_machines(project, coder, [machine], new)
    for one, into in merge.items():
        yield merging(project, coder_called(project, one), coder_called(project, into))
    for old, new in replace.items():
        yield replacing(project, coder_called(project, old), coder_called(project, new))


def _told(project: Project, coder: Coder) -> dict[str, Any]:
    into = project.get(Coder, merged_from(project).get(coder.id, ""))
    return {
        "handle": coder.handle,
        "name": coder.name,
        "archived": coder.archived,
        "merged_into": into.handle if into else "",
        "machines": project.machines(coder.id),
    }


def _rows(one: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield a line for each machine; the coder is named in the first."""
    head = one["handle"], one["name"], "yes" if one["archived"] else "", one["merged_into"]
    machines: list[Machine] = one["machines"]
    if not machines:
        yield (*head, "", 0, "", "")
    for machine in machines:
        yield (*head, machine.device, machine.edits, machine.first, machine.last)
        head = "", "", "", ""
