"""`annotator merge`: bringing colleagues' work in."""

from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.merge_key import merge_with_key, refuse_beside_key
from annotator.cli.merge_report import print_merge, proposals_named
from annotator.cli.opening import opened as opened_project
from annotator.cli.options import Pairs
from annotator.cli.output import Meter, as_json
from annotator.domain.draft import Progress
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.store.merging.report import MergePreview, ProposalKey
from annotator.store.project import Project
from annotator.workflow.whose_work import all_as_whom

_NOT_ALL = 1


@click.command(
    short_help="Bring colleagues' work in.",
    epilog=options.example("annotator merge study.annotator study-ben.annotator --dry-run"),
)
@options.project
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.several(
    "--map",
    "mapping",
    metavar="THEIRS=OURS",
    callback=options.pairs(str.partition),
    help="Which code (id or name) of PROJECT a code of theirs is; nothing for a new one.",
)
@options.several(
    "--take",
    metavar="CODE",
    help="Take what coders propose of this code (id or name), or only HANDLE:CODE.",
)
@options.acting("--coder")
@options.several(
    "--as",
    "people",
    metavar="HANDLE=CODER",
    callback=options.pairs(str.partition),
    help="As which coder of PROJECT, known or new, somebody comes in who was noticed in a file.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="KEY.csv",
    help="The key to the pseudonyms with which OTHERS were handed out.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@as_json
def merge(
    project: Path,
    others: tuple[Path, ...],
    mapping: Pairs,
    take: tuple[str, ...],
    acting: str,
    people: Pairs,
    key: Path | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring the work in other project files (OTHERS) into PROJECT, in one step to undo.

    Gold, decisions and settings by who is no reviewer are named and not applied; what they changed
    of the codebook is proposed. When one of the files can't be brought in, none is. Exit with 1
    when something in them stays out.
    """
    if key is not None:
        refuse_beside_key(mapping, take, people)
        return merge_with_key(project, others, key, acting, dry_run=dry_run, as_json=as_json)
    with opened_project(project, acting, writing=not dry_run) as opened:
        codes = _by_id(opened, others, mapping) if mapping else None
        first = _who(opened, others, people) if people else None
        if first is not None and not dry_run:
            opened.apply(first)
        with Meter("Reading" if dry_run else "Bringing in") as meter:
            taken = _taken(opened, others, take, first if dry_run else None)
            if dry_run:
                preview = opened.preview(others, codes, meter, taken, first)
            else:
                preview = _brought(opened, others, codes, meter, taken)
        refused = next((one for one in preview.files if one.error), None)
    if refused is None or as_json:
        print_merge(preview, others, dry_run=dry_run, as_json=as_json)
    if refused is not None:
        where = "" if refused.name in refused.error else refused.name
        raise UserError(refused.error, where=where, remedy="Nothing was brought in.")
    return _NOT_ALL if any(one.refused for one in preview.files) else 0


def _who(project: Project, others: tuple[Path, ...], people: Pairs) -> Edit | None:
    """Return the edit that says as whom people in files come in, if any of these can come in."""
    told = project.preview(others)
    if any(one.error for one in told.files):
        return None  # nothing will be brought in
    return all_as_whom(project, told, people)


def _brought(
    project: Project,
    others: tuple[Path, ...],
    codes: dict[str, str] | None,
    progress: Progress,
    take: frozenset[ProposalKey],
) -> MergePreview:
    """Bring files in; a project that can't be written refuses that only if it is to be written."""
    if project.read_only:
        told = project.preview(others, codes, progress, take)
        if any(one.error for one in told.files) or not told.brings_something:
            return told
    return project.bring_in(others, codes, progress, all_or_none=True, take=take)[1]


def _taken(
    project: Project, others: tuple[Path, ...], names: tuple[str, ...], first: Edit | None
) -> frozenset[ProposalKey]:
    """Return which of the files' proposals are meant; they are looked at for it."""
    if not names:
        return frozenset()
    told = project.preview(others, first=first)
    found = [one for file in told.files for one in file.proposals]
    return frozenset(one.key for name in names for one in proposals_named(name, found))


def _by_id(project: Project, others: tuple[Path, ...], mapping: Pairs) -> dict[str, str]:
    """Return the mapping with ids in place of names; the codes of the files are looked up."""
    preview = project.preview(others)
    theirs = {match.theirs: match.name for one in preview.files for match in one.codebook}
    ours = {code.id: code.name for code in project.codebook().codes}
    return {
        _known(name, theirs, "other files"): _known(own, ours, "project") if own else ""
        for name, own in mapping.items()
    }


def _known(wanted: str, codes: dict[str, str], where: str) -> str:
    if wanted in codes:
        return wanted
    if not codes:
        message = f"No code needs mapping: the {where} have none that the project does not know."
        raise UserError(message, remedy="Leave --map away.")
    called = [code for code, name in codes.items() if folded(name) == folded(wanted)]
    if len(called) != 1:
        problem = "Several codes are" if called else "No code is"
        message = f"{problem} called {wanted} in the {where}."
        raise UserError(message, remedy=f"Name the id of one: {', '.join(sorted(codes))}.")
    return called[0]
