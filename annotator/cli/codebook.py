"""`annotator codebook`: taking a codebook out of a project and into another."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.merge_report import proposal_words, proposals_named
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, print_table, say
from annotator.domain.errors import UserError
from annotator.domain.state import id_of_coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.formats.codebooks import any_codebook
from annotator.formats.files.codebook import write_codebook
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.codebook_prompt import schema_path, write_prompt
from annotator.workflow.codebooks.contradictions import (
    Choosing,
    Contradiction,
    WayOn,
    contradictions,
    taking_over,
)
from annotator.workflow.codebooks.versions import between, known_versions, version_rows
from annotator.workflow.proposing import leaving, taking
from annotator.workflow.visibility import visibility_of


class Form(StrEnum):
    """What a codebook is written as."""

    CODEBOOK = "codebook"
    PROMPT = "prompt"


_PATH = click.Path(path_type=Path, dir_okay=False)


@click.group(
    short_help="Take the codebook out of a project, or replace it.",
    epilog=options.example("annotator codebook export study.annotator codebook.json"),
)
def codebook() -> None:
    """Take the codebook out of a project, or replace it."""


@codebook.command(
    "export",
    short_help="Write a project's codebook to a file.",
    epilog=options.example(
        "annotator codebook export study.annotator codebook.json",
        "annotator codebook export study.annotator prompt.md --as prompt",
    ),
)
@options.project
@click.argument("file", type=_PATH)
@click.option(
    "--as",
    "form",
    type=click.Choice([one.value for one in Form]),
    default=Form.CODEBOOK.value,
    help="A codebook file, or instructions for a language model with the schema of its answers.",
)
def export_codebook(project: Path, file: Path, form: str) -> None:
    """Write the codebook of PROJECT to FILE, which is replaced when it is there.

    As a prompt it is text, and beside it stands a JSON Schema (NAME.schema.json): answers that fit
    it come in again with “annotator import --run NAME”.
    """
    with opened_project(project) as opened:
        book = opened.codebook()
    if Form(form) is Form.PROMPT:
        refuse_targets(file, schema_path(file))
        beside = write_prompt(book, file)
        said = counted(len(book.usable()), "code")
        say(f"Wrote instructions on {said} to {file}, and the schema of answers to {beside}.")
        return
    write_codebook(book, file)
    say(f"Wrote {counted(len(book.without_headings()), 'code')} to {file}.")


@codebook.command(
    "proposals",
    short_help="List what coders propose, and take or leave it.",
    epilog=options.example("annotator codebook proposals study.annotator"),
)
@options.project
@options.several("--take", metavar="CODE", help="Take what is proposed of it (or HANDLE:CODE).")
@options.several("--leave", metavar="CODE", help="Leave it, so that it isn't listed any more.")
@options.acting("--coder")
@as_json
def proposals(
    project: Path, take: tuple[str, ...], leave: tuple[str, ...], acting: str, as_json: bool
) -> None:
    """List what those who are no reviewers changed of the codebook in their files.

    The codebook of PROJECT stays as it is unless a proposal is taken.
    """
    with opened_project(project, acting, writing=bool(take or leave)) as opened:
        found = opened.proposals()
        taken = [one for name in take for one in proposals_named(name, found)]
        left = [one for name in leave for one in proposals_named(name, found)]
        for act, chosen in ((taking, taken), (leaving, left)):
            if chosen:
                opened.apply(act(chosen))
        open_now = opened.proposals() if taken or left else found
    if as_json:
        print_json({"proposals": open_now})
        return
    for one in open_now:
        say(plain(proposal_words(one)))
    say(f"{counted(len(open_now), 'proposal')} to be taken or left.")


@codebook.command(
    "versions",
    short_help="List the codebook's versions: when, by whom, and what was done.",
    epilog=options.example("annotator codebook versions study.annotator"),
)
@options.project
@as_json
def list_versions(project: Path, as_json: bool) -> None:
    """List the versions of the codebook of PROJECT, oldest first."""
    with opened_project(project) as opened:
        found = version_rows(opened)
    if as_json:
        print_json({"versions": found})
        return
    rows = [(one.version, one.at, one.coder, plain(one.done)) for one in found]
    print_table(("version", "at", "coder", "done"), rows)


@codebook.command(
    "diff",
    short_help="Say how two versions of the codebook differ.",
    epilog=options.example(
        "annotator codebook diff study.annotator",
        "annotator codebook diff study.annotator 3 7",
    ),
)
@options.project
@click.argument("a", type=int, required=False)
@click.argument("b", type=int, required=False)
@as_json
def diff(project: Path, a: int | None, b: int | None, as_json: bool) -> None:
    """Say how version B of the codebook of PROJECT differs from version A.

    Without B it is the last version, without both the last and the one before it.
    """
    with opened_project(project) as opened:
        earlier, later, found = between(known_versions(opened), a, b)
    if as_json:
        print_json({"from": earlier, "to": later, "differences": found})
        return
    for one in found:
        say(plain(one.in_words()))
    say(f"{counted(len(found), 'difference')} between version {earlier} and version {later}.")


def _sight(project: Project) -> Visibility:
    return visibility_of(project, id_of_coder(project, project.coder), reviewing=True)


def _ways(
    found: Sequence[Contradiction],
    keep: tuple[str, ...],
    mapped: tuple[str, ...],
    drop: tuple[str, ...],
) -> dict[str, Choosing]:
    """Return the ways that are chosen; "all" is for those that have no other."""
    ways: dict[str, Choosing] = {}
    for said, way in ((keep, WayOn.KEEP), (drop, WayOn.DROP)):
        if "all" in said:
            ways |= {one.id: Choosing(way) for one in found}
    for said, way in ((keep, WayOn.KEEP), (drop, WayOn.DROP)):
        ways |= {one: Choosing(way) for one in said if one != "all"}
    for one in mapped:
        ident, _, answer = one.partition("=")
        ways[ident] = Choosing(WayOn.MAP, answer)
    unknown = ways.keys() - {one.id for one in found}
    if unknown:
        known = ", ".join(one.id for one in found) or "none"
        raise UserError(f"Nothing is called {min(unknown)} here.", remedy=f"There is: {known}.")
    return ways


@codebook.command(
    "import",
    short_help="Replace a project's codebook by a file's.",
    epilog=options.example(
        "annotator codebook import study.annotator codebook.json --me ana",
        "annotator codebook import study.annotator codebook.json --map quote.kind.mixed=other",
    ),
)
@options.project
@click.argument("file", type=_PATH)
@options.several("--keep", metavar="ID", help="Keep what labels have of it, as retired (or all).")
@options.several("--map", "mapped", metavar="ID=ANSWER", help="Make it another answer.")
@options.several("--drop", metavar="ID", help="Drop it from the labels (or all).")
@options.acting("--coder")
def import_codebook(
    project: Path,
    file: Path,
    keep: tuple[str, ...],
    mapped: tuple[str, ...],
    drop: tuple[str, ...],
    acting: str,
) -> None:
    """Replace the codebook of PROJECT by the one in FILE.

    Codes that it lacks are deleted, or retired when they are in use. FILE is one of this program
    (JSON) or of REFI-QDA (.qdc, .qdpx). What labels say that it doesn't take is listed, each with
    the ID by which it can be kept, mapped or dropped.
    """
    book = any_codebook(file)
    with opened_project(project, acting, writing=True) as opened:
        here = opened.codebook()
        found = contradictions(opened, here, book, _sight(opened))
        opened.apply(taking_over(here, book, found, _ways(found, keep, mapped, drop)))
        version = opened.codebook().version
    codes = counted(len(book.without_headings()), "code")
    say(f"{project} has {codes} now; its codebook is version {version}.")
