"""`annotator codebook`: taking a codebook out of a project and into another."""

from enum import StrEnum
from pathlib import Path

import click

from annotator.cli import options
from annotator.cli.merge_report import proposal_words, proposals_named
from annotator.cli.opening import opened as opened_project
from annotator.cli.output import as_json, plain, print_json, say
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.wording import counted
from annotator.formats.codebooks import (
    CODEBOOK_FORMATS,
    any_codebook,
    losses_of,
    save_codebook,
    writing_format,
)
from annotator.store.file.placing import refuse_targets
from annotator.workflow.codebook_prompt import schema_path, write_prompt
from annotator.workflow.proposing import leaving, taking


class Form(StrEnum):
    """What a codebook is written as."""

    CODEBOOK = "codebook"
    PROMPT = "prompt"


_PATH = click.Path(path_type=Path, dir_okay=False)
_WRITTEN = [one.id for one in CODEBOOK_FORMATS if one.write]
_READ = [one.id for one in CODEBOOK_FORMATS if one.read]


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
        "annotator codebook export study.annotator codebook.toml",
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
@click.option(
    "--format",
    "format_id",
    type=click.Choice(_WRITTEN),
    help="The file's format; otherwise the one that its name asks for, or JSON.",
)
def export_codebook(project: Path, file: Path, form: str, format_id: str | None) -> None:
    """Write the codebook of PROJECT to FILE, which is replaced when it is there.

    By FILE's ending or --format it is JSON or TOML, which hold everything, a table with a row for
    each choice (.csv), or the JSON Schema of answers (.schema.json). What a format has no place
    for is said first.

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
    row = writing_format(file, format_id or "")
    refuse_targets(file)
    lost = losses_of(book, row)
    if lost:
        say(f"{row.name} has no place for {'; '.join(map(plain, lost))}.", err=True)
    save_codebook(book, file, row.id)
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
    "import",
    short_help="Replace a project's codebook by a file's.",
    epilog=options.example("annotator codebook import study.annotator codebook.json --me ana"),
)
@options.project
@click.argument("file", type=_PATH)
@click.option(
    "--format",
    "format_id",
    type=click.Choice(_READ),
    help="The file's format; otherwise the one that its content or name tells.",
)
@options.acting("--coder")
def import_codebook(project: Path, file: Path, format_id: str | None, acting: str) -> None:
    """Replace the codebook of PROJECT by the one in FILE.

    Codes that it lacks are deleted, or retired when they are in use. FILE is one of this program
    (JSON, TOML, CSV) or of REFI-QDA (.qdc, .qdpx).
    """
    book = any_codebook(file, format_id or "")
    with opened_project(project, acting, writing=True) as opened:
        opened.apply(ReplaceCodebook(book))
        version = opened.codebook().version
    codes = counted(len(book.without_headings()), "code")
    say(f"{project} has {codes} now; its codebook is version {version}.")
